package playhouse.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlayhouseClientTest {
  private static final String LIST =
      """
      {"served":"s1","person":"p","surface":"home","servedBy":"model","rankedBy":"formula-1/0",
       "cold":false,"somethingNew":1,"items":[{"title":"t","name":"T","kind":"film","score":0.5,
       "reason":"Popular right now","reasonZh":"大家都在看","reasonCode":"popular","source":"model",
       "propensity":1.0}]}""";

  private final Deque<Reply> replies = new ArrayDeque<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;
  private PlayhouseClient client;

  /** What the server does next; a status of 0 breaks the connection off, of -1 says nothing. */
  private record Reply(int status, String body, String retryAfter) {}

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
    client = client(new Retries(3, ms(10), ms(50), ms(500), Duration.ofSeconds(5)));
  }

  @AfterEach
  void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void aListIsReadAndWhatIsNewInItIsPassedOver() {
    reply(200, LIST);
    RecommendationList list =
        client.recommendations(Ask.forPerson("ml:1").on("home").limit(3).in("CN").by("tv"));
    assertThat(list.items().get(0).reasonZh()).isEqualTo("大家都在看");
    assertThat(list.rows()).isEmpty();
    assertThat(list.degraded()).isEmpty();
    assertThat(asked)
        .containsExactly(
            "GET /v1/recommendations?person=ml%3A1&surface=home&limit=3&territory=CN&device=tv");
  }

  @Test
  void whatIsToComeLaterOrBreaksOffIsTriedAgain() {
    reply(503, "");
    reply(0, "");
    reply(200, LIST);
    assertThat(client.recommendations(Ask.forPerson("p")).served()).isEqualTo("s1");
    assertThat(asked).hasSize(3);
  }

  @Test
  void whatIsSentAgainBearsTheSameKeyAndSomethingElseAnother() {
    reply(429, "");
    reply(200, "{}");
    client.feedback("s1", "p", "t", PlayhouseClient.Feedback.LIKED);
    reply(204, "");
    client.block("p", "a title/with: signs");
    assertThat(keys).hasSize(3);
    assertThat(keys.get(0)).isEqualTo(keys.get(1));
    assertThat(new HashSet<>(keys)).hasSize(2);
    assertThat(asked.get(2)).isEqualTo("PUT /v1/people/p/blocked/a%20title%2Fwith%3A%20signs");
  }

  @Test
  void whatIsWrongIsNotTriedAgainAndNamesTheParameter() {
    reply(400, "{\"type\":\"urn:x\",\"parameter\":\"limit\",\"detail\":\"must be less\"}");
    assertThatThrownBy(() -> client.recommendations(Ask.forPerson("p").limit(999)))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(400);
              assertThat(refused.parameter()).isEqualTo("limit");
              assertThat(refused.type()).isEqualTo("urn:x");
            });
    assertThat(asked).hasSize(1);
  }

  @Test
  void anAnswerThatDoesNotComeIsNotWaitedForLongerThanIsSaid() {
    PlayhouseClient hasty = client(new Retries(2, ms(1), ms(1), ms(100), ms(400)));
    reply(-1, "");
    reply(-1, "");
    long began = System.nanoTime();
    assertThatThrownBy(() -> hasty.recommendations(Ask.forPerson("p")))
        .isInstanceOfSatisfying(Unreachable.class, e -> assertThat(e.attempts()).isEqualTo(2));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void itGivesUpAfterAsManyAttemptsAsItMay() {
    for (int i = 0; i < 5; i++) {
      reply(503, "");
    }
    assertThatThrownBy(() -> client.bulk(List.of("a"), "email", 3))
        .isInstanceOf(Unreachable.class)
        .hasMessageContaining("503");
    assertThat(asked).hasSize(3);
  }

  @Test
  void whoIsToldWhenToComeWaitsAsLongButNoLongerThanTheyMay() {
    PlayhouseClient patient = client(new Retries(2, ms(1), ms(300), ms(500), ms(5000)));
    replies.add(new Reply(429, "", "7"));
    reply(200, LIST);
    long began = System.nanoTime();
    patient.recommendations(Ask.forPerson("p"));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(ms(300), ms(4000));
  }

  @Test
  void pausesGrowAndARandomPartOfThemIsWaited() {
    Retries retries = new Retries(9, ms(50), ms(1000), ms(1), ms(1));
    assertThat(retries.pause(1, 1)).isEqualTo(ms(50));
    assertThat(retries.pause(3, 1)).isEqualTo(ms(200));
    assertThat(retries.pause(3, 0.5)).isEqualTo(ms(100));
    assertThat(retries.pause(9, 1)).isEqualTo(ms(1000));
  }

  private PlayhouseClient client(Retries retries) {
    URI serving = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new PlayhouseClient(serving, () -> "key", retries, () -> 0.5);
  }

  private void reply(int status, String body) {
    replies.add(new Reply(status, body, ""));
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    if (key != null) {
      keys.add(key);
    }
    exchange.getRequestBody().readAllBytes();
    Reply reply;
    synchronized (replies) {
      reply = replies.remove();
    }
    if (reply.status() == -1) {
      hold();
    }
    if (reply.status() > 0) {
      if (!reply.retryAfter().isEmpty()) {
        exchange.getResponseHeaders().add("Retry-After", reply.retryAfter());
      }
      byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    }
    exchange.close();
  }

  private void hold() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
