package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Ad;
import playhouse.counterparts.Door;
import playhouse.counterparts.bidders.SimulatedBidder;
import playhouse.testbed.Await;

/** Bidders outside of the house, simulated, whose offers compete with ours in breaks. */
class BiddersTest {
  private static final int BIDDERS = 10;
  private static final int BREAKS = 300;
  private static final int ASKING = 2;

  /** Whoever waited for the slowest would need half as long again. */
  private static final Duration TMAX = Duration.ofSeconds(1);

  private static final Duration SELDOM = Duration.ofMillis(50);
  private static final Pattern TAG = Pattern.compile("<VASTAdTagURI><!\\[CDATA\\[([^]]+)]]>");

  private static final List<SimulatedBidder> BIDDING = new ArrayList<>();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path folder;

  private static Javalin door;
  private static AdMarket market;
  private static Facts<Ad> facts;

  @BeforeAll
  static void open() throws IOException {
    List<Consumer<RoutesConfig>> routes = new ArrayList<>();
    for (int i = 0; i < BIDDERS; i++) {
      BIDDING.add(new SimulatedBidder("bidder-" + i, i));
      routes.add(BIDDING.get(i)::routes);
    }
    door = Door.open(0, routes);
    List<String> told = new ArrayList<>();
    for (int i = 0; i < BIDDERS; i++) {
      told.add(
          """
          {"name":"bidder-%d","url":"http://127.0.0.1:%d/bidders/bidder-%d/openrtb2",
          "timeoutMillis":120,"domain":"bidder-%d.example"%s}"""
              .formatted(i, door.port(), i, i, i < 2 ? ",\"account\":\"pub-" + i + "\"" : ""));
    }
    Path file = Files.writeString(folder.resolve("bidders.json"), told.toString());
    market = new AdMarket(Map.of("PLAYHOUSE_AD_BIDDERS", file.toString()));
    facts = new Facts<>(AdMarket.KAFKA, Family.AD.topic(), Ad.class);
  }

  @AfterAll
  static void close() {
    facts.close();
    market.close();
    door.stop();
  }

  @BeforeEach
  void nobodyOffers() {
    for (int i = 0; i < BIDDERS; i++) {
      plan(i, "{\"price\":0,\"latencyMillis\":0,\"tailShare\":0,\"faultShare\":0}");
    }
  }

  private static void plan(int bidder, String plan) {
    URI there = URI.create("http://127.0.0.1:" + door.port() + "/control/bidders/bidder-" + bidder);
    HttpRequest request =
        HttpRequest.newBuilder(there).POST(HttpRequest.BodyPublishers.ofString(plan)).build();
    try {
      assertThat(HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(204);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String title() {
    return "t-" + UUID.randomUUID();
  }

  private static JsonNode ask(String title, int slots) {
    House.Answer answer =
        market.house.post(
            "/v1/ad-breaks",
            """
            {"placement":"mid-roll","title":"%s","seconds":60,"slots":%d,"territory":"DE"}"""
                .formatted(title, slots));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static JsonNode asked(String title, int slots, Predicate<JsonNode> until) {
    return asked(title, slots, () -> {}, until);
  }

  /** Asks again, each time after that, until an answer is as wanted. */
  private static JsonNode asked(
      String title, int slots, Runnable before, Predicate<JsonNode> until) {
    JsonNode[] last = new JsonNode[1];
    try {
      Await.until(
          "a break is as wanted",
          House.LIMIT,
          SELDOM,
          () -> {
            before.run();
            last[0] = ask(title, slots);
            return until.test(last[0]);
          });
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ", but " + last[0], e);
    }
    return last[0];
  }

  private static boolean isOutside(JsonNode ad) {
    return ad.has("markup");
  }

  private static String path(JsonNode address) {
    return URI.create(address.asText()).getRawPath();
  }

  private static Ad told(JsonNode filled, String bidder) {
    String request = filled.path("request").asText();
    return facts.await(
        fact ->
            fact.getType().equals("bid.received")
                && fact.getBidReceived().getRequest().equals(request)
                && fact.getBidReceived().getBidder().equals(bidder));
  }

  private static String outcome(JsonNode filled, String bidder) {
    return told(filled, bidder).getBidReceived().getOutcome();
  }

  @Test
  void theBestOfferIsShownAndWhoMadeItIsToldOnceWhenItWinsAndOnceWhenItShows() {
    SimulatedBidder ada = BIDDING.get(0);
    plan(0, "{\"price\":9.5}");
    plan(1, "{\"price\":4}");
    JsonNode filled =
        asked(
            title(),
            1,
            answer ->
                answer.path("ads").size() == 1
                    && answer.at("/ads/0/priceMicros").asLong() == 9_500_000
                    && outcome(answer, "bidder-1").equals("lost")
                    && outcome(answer, "bidder-2").equals("none"));
    JsonNode ad = filled.at("/ads/0");
    assertThat(isOutside(ad)).isTrue();
    assertThat(ad.path("durationMillis").asLong()).isEqualTo(15_000);
    assertThat(outcome(filled, "bidder-0")).isEqualTo("won");
    Ad other = told(filled, "bidder-1");
    assertThat(other.getBidReceived().getPriceMicros()).isEqualTo(4_000_000);
    assertThat(other.getBidReceived().getCurrency()).isEqualTo("EUR");
    Await.until("it is told that it won", House.LIMIT, () -> ada.won().contains("9.5 EUR"));
    assertThat(ada.billed()).isEmpty();
    assertThat(ada.last().has("user")).isFalse();
    assertThat(ada.last().at("/device/geo/country").asText()).isEqualTo("DEU");
    assertThat(ada.last().at("/imp/0/video/poddur").asInt()).isEqualTo(60);

    House player = market.house.as("");
    assertThat(player.get(path(ad.at("/tracking/impression"))).status()).isEqualTo(204);
    assertThat(player.get(path(ad.at("/tracking/impression"))).status()).isEqualTo(204);
    Await.until("it is told to pay", House.LIMIT, () -> !ada.billed().isEmpty());
    assertThat(ada.billed()).containsExactly("9.5 EUR");
    String impression = ad.path("impression").asText();
    Ad shown =
        facts.await(
            fact ->
                fact.getType().equals("ad.impression")
                    && fact.getAdImpression().getImpression().equals(impression));
    assertThat(shown.getAdImpression().getRevenueMicros()).isEqualTo(9_500);
    assertThat(shown.getAdImpression().getCurrency()).isEqualTo("EUR");
    assertThat(BIDDING.get(1).billed()).isEmpty();
  }

  @Test
  void itsVastIsWrappedInOursAndReadWhereThatLeads() {
    plan(0, "{\"price\":9.5}");
    JsonNode filled = asked(title(), 1, answer -> answer.path("ads").size() == 1);
    JsonNode ad = filled.at("/ads/0");
    String vast =
        market.house.get("/v1/ad-breaks/" + filled.path("request").asText() + "/vast").body();
    assertThat(vast)
        .contains("<Wrapper>", ad.at("/tracking/impression").asText())
        .doesNotContain("<InLine>");
    Matcher tag = TAG.matcher(vast);
    assertThat(tag.find()).isTrue();
    assertThat(tag.group(1)).isEqualTo(ad.path("markup").asText());
    House.Answer markup = market.house.as("").get(path(ad.path("markup")));
    assertThat(markup.type()).startsWith("text/xml");
    assertThat(markup.body()).contains("<InLine>", "A film of bidder-0", "seen?p=9.5");
  }

  @Test
  void offersOfOthersAndOursCompeteInOneBreak() {
    String title = title();
    market.lineItem("tea", title, 7);
    plan(0, "{\"price\":9.5}");
    plan(1, "{\"price\":4}");
    JsonNode filled =
        asked(
            title,
            2,
            answer ->
                answer.path("ads").size() == 2
                    && !isOutside(answer.at("/ads/1"))
                    && outcome(answer, "bidder-1").equals("lost"));
    assertThat(isOutside(filled.at("/ads/0"))).isTrue();
    assertThat(filled.at("/ads/1/creative").asText()).isEqualTo(market.of("tea").creative());
    // We pay a little more than whom we kept away.
    assertThat(filled.at("/ads/1/priceMicros").asLong()).isBetween(4_000_001L, 4_001_000L);
    plan(0, "{\"price\":6.9}");
    JsonNode ours =
        asked(
            title, 1, answer -> answer.path("ads").size() == 1 && !isOutside(answer.at("/ads/0")));
    assertThat(outcome(ours, "bidder-1")).isIn("lost", "late");
  }

  @ParameterizedTest
  @CsvSource({
    "late, late",
    "error, failed",
    "nonsense, invalid",
    "no-bid, none",
    "wrong-currency, invalid",
    "below-floor, invalid",
    "drop, failed",
    "too-long, invalid",
    "huge, invalid",
    "barred, invalid",
    "mixed-up, invalid",
    "inward, invalid"
  })
  void whatGoesWrongWithOneIsToldAndOthersAreShown(String fault, String outcome) {
    String title = title();
    plan(1, "{\"price\":4}");
    asked(title, 1, answer -> answer.path("ads").size() == 1);
    JsonNode filled =
        asked(
            title,
            1,
            () -> plan(0, "{\"price\":9.5,\"next\":[\"%s\"]}".formatted(fault)),
            answer -> {
              // On a busy machine anybody may be late.
              assertThat(outcome(answer, "bidder-0")).isIn(outcome, "late");
              return outcome(answer, "bidder-0").equals(outcome);
            });
    String other = outcome(filled, "bidder-1");
    assertThat(other).isIn("won", "late");
    assertThat(filled.path("ads")).hasSize(other.equals("won") ? 1 : 0);
  }

  @Test
  void nobodyIsWaitedForLongerThanThereIsTime() throws Exception {
    for (int i = 0; i < BIDDERS; i++) {
      plan(
          i,
          """
          {"price":%d,"latencyMillis":20,"tailShare":0.05,"tailMillis":1500,"faultShare":0.2}"""
              .formatted(i + 1));
    }
    String title = title();
    List<Long> millis = new ArrayList<>();
    int filled = 0;
    ExecutorService asking = Executors.newFixedThreadPool(ASKING);
    try {
      List<Future<long[]>> all = new ArrayList<>();
      for (int i = 0; i < BREAKS; i++) {
        all.add(asking.submit(() -> timed(title)));
      }
      for (Future<long[]> one : all) {
        millis.add(one.get()[0]);
        filled += (int) one.get()[1];
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } finally {
      asking.shutdown();
    }
    long[] sorted = millis.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.println(
        "breaks with ten bidders: ms at 50, 99, 100 of 100: "
            + Arrays.toString(
                new long[] {sorted[BREAKS / 2], sorted[BREAKS * 99 / 100], sorted[BREAKS - 1]})
            + ", filled "
            + filled);
    assertThat(sorted[BREAKS - 1]).isLessThanOrEqualTo(TMAX.toMillis());
    assertThat(filled).isGreaterThan(BREAKS / 2);
  }

  private static long[] timed(String title) {
    long began = System.nanoTime();
    int ads = ask(title, 2).path("ads").size();
    return new long[] {Duration.ofNanos(System.nanoTime() - began).toMillis(), Math.min(ads, 1)};
  }

  @Test
  void whoSellsHereIsReadAsOthersReadIt() {
    House anybody = market.house.as("");
    for (String path : List.of("/ads.txt", "/app-ads.txt")) {
      House.Answer answer = anybody.get(path);
      assertThat(answer.type()).startsWith("text/plain");
      List<List<String>> records = new ArrayList<>();
      for (String line : answer.body().split("\n", -1)) {
        String text = line.replaceAll("#.*", "").strip();
        if (!text.isEmpty() && !text.contains("=")) {
          records.add(Arrays.stream(text.split(",", -1)).map(String::strip).toList());
        }
      }
      assertThat(records)
          .contains(
              List.of("bidder-0.example", "pub-0", "DIRECT"),
              List.of("bidder-1.example", "pub-1", "DIRECT"))
          .hasSize(3);
      assertThat(answer.body()).containsPattern("(?m)^OWNERDOMAIN=[a-z0-9.-]+$");
    }
    JsonNode sellers = anybody.get("/sellers.json").json();
    assertThat(sellers.path("version").asText()).isEqualTo("1.0");
    assertThat(sellers.path("contact_email").asText()).contains("@");
    assertThat(sellers.path("sellers")).hasSize(1);
    JsonNode us = sellers.at("/sellers/0");
    assertThat(us.path("seller_type").asText()).isEqualTo("PUBLISHER");
    assertThat(anybody.get("/ads.txt").body())
        .contains(us.path("domain").asText() + ", " + us.path("seller_id").asText() + ", DIRECT");
  }
}
