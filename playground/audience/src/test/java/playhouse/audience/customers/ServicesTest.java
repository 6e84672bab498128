package playhouse.audience.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import playhouse.audience.world.Chance;
import playhouse.audience.world.Plan;
import playhouse.audience.world.World;
import playhouse.testbed.Await;

/** Services that are out of sorts, and people who have to do with them. */
class ServicesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final World WORLD =
      new World(Plan.of(3, 20, 50, 0, LocalDate.of(2026, 11, 21), 60));

  private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server = listening();
  private volatile int failing = 3;

  private static HttpServer listening() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void open() {
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private void answer(HttpExchange http) throws IOException {
    keys.add(String.valueOf(http.getRequestHeaders().getFirst("Idempotency-Key")));
    http.getRequestBody().readAllBytes();
    int turn = keys.size();
    if (turn <= failing && turn % 3 == 0) {
      // Done, but nobody hears of it.
      http.close();
    } else if (turn <= failing) {
      http.getResponseHeaders().set("Retry-After", "0");
      http.sendResponseHeaders(turn % 2 == 0 ? 429 : 503, -1);
      http.close();
    } else {
      byte[] refusal =
          "{\"type\":\"urn:playhouse:problem:not_here\"}".getBytes(StandardCharsets.UTF_8);
      http.sendResponseHeaders(404, refusal.length);
      http.getResponseBody().write(refusal);
      http.close();
    }
  }

  private Services services() {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    return new Services(url, url, "desk", false);
  }

  @Test
  void whoGetsNoAnswerAsksAgainWithTheSameKeyUntilThereIsOne() {
    Services services = services();
    App app = new App(services, WORLD.person(1), "ps_token");
    Services.Told told = app.post("/v1/subscriptions", JSON.createObjectNode());
    assertThat(told.says("not_here")).isTrue();
    assertThat(keys).hasSize(4);
    assertThat(keys.stream().distinct()).hasSize(1).doesNotContain("null");
    assertThat(services.asked()).isEqualTo(1);
    assertThat(services.again()).isEqualTo(3);
    assertThat(services.refusals()).containsOnlyKeys("not_here");
    app.post("/v1/subscriptions", JSON.createObjectNode());
    assertThat(keys.stream().distinct()).as("another wish has another key").hasSize(2);
  }

  @Test
  void servicesThatAreDownHoldUpNobodyAndEndIsEnd() {
    failing = Integer.MAX_VALUE;
    Services services = services();
    Customers customers = new Customers(WORLD, services, WORLD.chance(Chance.Purpose.LIVE, 1, 2));
    long begin = System.nanoTime();
    assertThat(customers.come(1, 0)).isTrue();
    assertThat(customers.come(1, 0)).as("the same person again").isFalse();
    customers.goOn(1, news -> {});
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    Await.until("asked again", Duration.ofSeconds(10), () -> services.again() > 1);
    customers.end(Duration.ofSeconds(1), news -> {});
    assertThat(customers.report())
        .contains("0 accounts, 0 opened, 1 turned away", "0 errands under way");
  }

  @Test
  void workThatIsAskedForIsDone() throws Exception {
    String salt = "0a1b?expires=1&";
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] hash = digest.digest((salt + 4321).getBytes(StandardCharsets.UTF_8));
    ObjectNode challenge = JSON.createObjectNode();
    challenge
        .put("algorithm", "SHA-256")
        .put("challenge", HexFormat.of().formatHex(hash))
        .put("maxnumber", 5000)
        .put("salt", salt)
        .put("signature", "signed");
    JsonNode proof = JSON.readTree(Base64.getDecoder().decode(ProofOfWork.solve(challenge)));
    assertThat(proof.path("number").asInt()).isEqualTo(4321);
    assertThat(proof.path("signature").asText()).isEqualTo("signed");
    challenge.put("maxnumber", 100);
    assertThatThrownBy(() -> ProofOfWork.solve(challenge))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
