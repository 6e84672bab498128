package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Ad;
import playhouse.testbed.Await;

/**
 * Breaks that others ask us to fill, by sample requests of OpenRTB 2.6 and bad variants of them.
 */
class OpenRtbTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SELDOM = Duration.ofMillis(50);

  private static AdMarket market;
  private static House house;
  private static Facts<Ad> facts;

  @BeforeAll
  static void open() {
    market = new AdMarket(Map.of());
    house = market.house;
    facts = new Facts<>(AdMarket.KAFKA, Family.AD.topic(), Ad.class);
  }

  @AfterAll
  static void close() {
    facts.close();
    market.close();
  }

  private static JsonNode file(String name) {
    try (InputStream in = OpenRtbTest.class.getResourceAsStream("/openrtb/" + name + ".json")) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode sample(String name, String title) {
    ObjectNode sample = (ObjectNode) file(name);
    content(sample).put("id", title);
    return sample;
  }

  private static ObjectNode content(ObjectNode sample) {
    return (ObjectNode) sample.at(sample.has("site") ? "/site/content" : "/app/content");
  }

  private static String title() {
    return "t-" + UUID.randomUUID();
  }

  private static House.Answer ask(JsonNode request) {
    return house.post("/openrtb2/auction", request.toString());
  }

  /** Asked until the line items are known to those who match. */
  private static JsonNode offered(JsonNode request, int offers) {
    House.Answer[] last = new House.Answer[1];
    try {
      Await.until(
          offers + " are offered",
          House.LIMIT,
          SELDOM,
          () -> {
            last[0] = ask(request);
            assertThat(last[0].status()).as(last[0].body()).isIn(200, 204);
            return last[0].status() == 200 && bids(last[0].json()).size() == offers;
          });
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ", but " + last[0], e);
    }
    return last[0].json();
  }

  private static List<JsonNode> bids(JsonNode answer) {
    List<JsonNode> all = new ArrayList<>();
    answer.path("seatbid").forEach(seat -> seat.path("bid").forEach(all::add));
    return all;
  }

  private static JsonNode bid(JsonNode answer, String imp) {
    return bids(answer).stream()
        .filter(bid -> bid.path("impid").asText().equals(imp))
        .findFirst()
        .orElseThrow(() -> new AssertionError(imp + " in " + answer));
  }

  private static int call(String address) {
    String path = URI.create(address.replaceAll("\\$\\{[A-Z_]+}", "7")).getRawPath();
    return house.as("").get(path + "?price=7").status();
  }

  private static boolean isShown(Ad fact, String impression) {
    return fact.getType().equals("ad.impression")
        && fact.getAdImpression().getImpression().equals(impression);
  }

  @Test
  void aFilmIsOfferedWithAllThatWhoSellsItWants() {
    String title = title();
    String item = market.lineItem("tea", title, 8);
    JsonNode answer = offered(sample("single", title), 1);
    assertThat(answer.path("id").asText()).isEqualTo(file("single").path("id").asText());
    assertThat(answer.path("cur").asText()).isEqualTo("EUR");
    assertThat(answer.at("/seatbid/0/seat").asText()).isEqualTo(market.of("tea").advertiser());
    JsonNode bid = bid(answer, "1");
    assertThat(bid.path("price").decimalValue())
        .isBetween(new BigDecimal("1.03"), new BigDecimal("8"));
    assertThat(bid.path("cid").asText()).isEqualTo(item);
    assertThat(bid.path("crid").asText()).isEqualTo(market.of("tea").creative());
    assertThat(bid.path("adid").asText()).isEqualTo("TEA00150");
    assertThat(bid.path("adomain").toString()).isEqualTo("[\"127.0.0.1\"]");
    assertThat(bid.path("cat").toString()).isEqualTo("[\"210\"]");
    assertThat(bid.path("cattax").asInt()).isEqualTo(9);
    assertThat(bid.path("dur").asInt()).isEqualTo(15);
    assertThat(bid.path("mtype").asInt()).isEqualTo(2);
    assertThat(bid.path("protocol").asInt()).isEqualTo(13);
    assertThat(bid.path("nurl").asText())
        .endsWith("?price=${AUCTION_PRICE}&currency=${AUCTION_CURRENCY}");
    assertThat(bid.path("burl").asText()).contains("${AUCTION_PRICE}");
    String adm = bid.path("adm").asText();
    assertThat(adm)
        .contains("<VAST", "<InLine>", "tea &amp; more", "00:00:15.000")
        .contains(bid.path("burl").asText().replaceAll("\\?.*", ""));
  }

  @Test
  void whatIsShownIsPaidOnceAndWhatLostIsGivenBack() {
    String title = title();
    market.lineItem("tea", title, 8);
    JsonNode bid = bid(offered(sample("single", title), 1), "1");
    assertThat(call(bid.path("nurl").asText())).isEqualTo(204);
    assertThat(call(bid.path("burl").asText())).isEqualTo(204);
    assertThat(call(bid.path("burl").asText())).isEqualTo(204);
    String impression = bid.path("id").asText();
    Ad shown = facts.await(fact -> isShown(fact, impression));
    assertThat(shown.getAdImpression().getRevenueMicros())
        .isEqualTo(bid.path("price").decimalValue().movePointRight(3).longValueExact());

    JsonNode other = bid(offered(sample("single", title), 1), "1");
    assertThat(call(other.path("lurl").asText())).isEqualTo(204);
    assertThat(call(other.path("burl").asText())).isEqualTo(204);
    JsonNode third = bid(offered(sample("single", title), 1), "1");
    assertThat(call(third.path("burl").asText())).isEqualTo(204);
    facts.await(fact -> isShown(fact, third.path("id").asText()));
    assertThat(facts.count(fact -> isShown(fact, impression))).isEqualTo(1);
    assertThat(facts.count(fact -> isShown(fact, other.path("id").asText()))).isZero();
  }

  @Test
  void aTrialIsAnsweredAndHoldsNothing() {
    String title = title();
    market.lineItem("tea", title, 8);
    ObjectNode trial = sample("single", title).put("test", 1);
    JsonNode bid = bid(offered(trial, 1), "1");
    JsonNode real = bid(offered(sample("single", title), 1), "1");
    assertThat(call(bid.path("burl").asText())).isEqualTo(204);
    assertThat(call(real.path("burl").asText())).isEqualTo(204);
    facts.await(fact -> isShown(fact, real.path("id").asText()));
    assertThat(facts.count(fact -> isShown(fact, bid.path("id").asText()))).isZero();
  }

  @Test
  void slotsOfAPodAreFilledByDifferentAdvertisersTheBestFirst() {
    String title = title();
    market.lineItem("tea", title, 8);
    market.lineItem("car", title, 7);
    market.lineItem("trip", title, 6);
    market.lineItem("trip", title, 5);
    JsonNode answer = offered(sample("structured", title), 3);
    assertThat(answer.path("seatbid")).hasSize(3);
    assertThat(bid(answer, "first").path("adid").asText()).isEqualTo("TEA00150");
    assertThat(bid(answer, "middle").path("adid").asText()).isEqualTo("CAR00150");
    assertThat(bid(answer, "last").path("adid").asText()).isEqualTo("TRIP00150");
    assertThat(bid(answer, "first").path("slotinpod").asInt()).isEqualTo(1);
    assertThat(bid(answer, "last").path("slotinpod").asInt()).isEqualTo(-1);
  }

  @Test
  void aPodThatIsNotLaidOutIsFilledWithinItsCountAndItsLengthsAboveItsFloor() {
    String title = title();
    market.lineItem("tea", title, 8);
    market.lineItem("car", title, 7);
    market.lineItem("trip", title, 2.9);
    ObjectNode request = sample("dynamic", title);
    JsonNode answer = offered(request, 2);
    assertThat(bids(answer))
        .extracting(bid -> bid.path("adid").asText())
        .containsExactlyInAnyOrder("TEA00150", "CAR00150");
    // A second costs 0.2 of a thousand at least: 15 of them 3.
    ((ObjectNode) request.at("/imp/0/video")).put("maxseq", 3);
    assertThat(bids(ask(request).json())).hasSize(2);
    ((ObjectNode) request.at("/imp/0/video")).put("poddur", 29);
    assertThat(bids(ask(request).json())).hasSize(1);
    ((ObjectNode) request.at("/imp/0/video")).putArray("rqddurs").add(30);
    assertThat(ask(request).status()).isEqualTo(204);
  }

  @Test
  void aPodOfBothKindsShowsNobodyTwice() {
    String title = title();
    market.lineItem("tea", title, 8);
    market.lineItem("tea", title, 7.5);
    market.lineItem("car", title, 7);
    JsonNode answer = offered(sample("hybrid", title), 2);
    assertThat(bid(answer, "opening").path("adid").asText()).isEqualTo("TEA00150");
    assertThat(bid(answer, "rest").path("adid").asText()).isEqualTo("CAR00150");
  }

  @Test
  void whatIsSoldByDealsAloneIsOfferedByThoseAloneAboveTheirFloors() {
    String title = title();
    market.lineItem("tea", title, 9);
    market.lineItem("car", title, 5, ",\"deal\":\"deal-7\"", "");
    market.lineItem("trip", title, 8, ",\"deal\":\"deal-8\"", "");
    ObjectNode request = sample("deals", title);
    JsonNode bid = bid(offered(request, 1), "1");
    assertThat(bid.path("dealid").asText()).isEqualTo("deal-7");
    assertThat(bid.path("price").asDouble()).isEqualTo(5);
    ((ObjectNode) request.at("/imp/0/pmp/deals/0")).put("bidfloor", 5.01);
    assertThat(ask(request).status()).isEqualTo(204);
    ((ObjectNode) request.at("/imp/0/pmp")).put("private_auction", 0);
    JsonNode open = bid(ask(request).json(), "1");
    assertThat(open.has("dealid")).isFalse();
    assertThat(open.path("adid").asText()).isEqualTo("TEA00150");
    request.putArray("bseat").add(market.of("tea").advertiser());
    assertThat(ask(request).status()).isEqualTo(204);
  }

  @Test
  void whatIsBarredIsNotOffered() {
    String title = title();
    market.lineItem("tea", title, 8);
    market.lineItem("car", title, 7);
    market.lineItem("trip", title, 6);
    ObjectNode request = sample("barred", title);
    assertThat(bid(offered(request, 1), "1").path("adid").asText()).isEqualTo("TEA00150");
    request.putArray("bcat").add("210");
    assertThat(bids(ask(request.put("cattax", 9)).json()))
        .extracting(bid -> bid.path("adid").asText())
        .containsExactly("CAR00150");
    // What cannot be read bars everything.
    assertThat(ask(request.put("cattax", 501)).status()).isEqualTo(204);
  }

  private static ObjectNode person(String title, String regs, String user) throws IOException {
    ObjectNode request = sample("person", title);
    request.set("regs", JSON.readTree(regs));
    ((ObjectNode) request.path("user")).put("id", UUID.randomUUID().toString());
    ((ObjectNode) request.path("user")).setAll((ObjectNode) JSON.readTree(user));
    return request;
  }

  /** Whose turns are counted is shown to people who may be named only. */
  @Test
  void nothingGoesByWhoDidNotAgreeOrIsAChild() throws IOException {
    String title = title();
    market.lineItem("tea", title, 8, "", "{\"impressions\":5,\"seconds\":86400}");
    offered(person(title, "{}", "{}"), 1);
    String agreed = "{\"consent\":\"CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA\"}";
    for (String regs :
        List.of(
            "{\"coppa\":1}",
            "{\"gdpr\":1}",
            "{\"ext\":{\"gdpr\":1}}",
            "{\"us_privacy\":\"1YYN\"}",
            "{\"ext\":{\"us_privacy\":\"1YYN\"}}",
            "{\"gpp_sid\":[7],\"gpp\":\"DBABLA~BAAAAAAAAAA\",\"us_privacy\":\"nonsense\"}",
            "{\"gpp_sid\":[7]}")) {
      assertThat(ask(person(title, regs, "{}")).status()).as(regs).isEqualTo(204);
    }
    assertThat(ask(person(title, "{\"gdpr\":1}", "{\"consent\":\"nonsense\"}")).status())
        .isEqualTo(204);
    for (String regs : List.of("{\"gdpr\":0}", "{\"us_privacy\":\"1YNN\"}", "{\"gpp_sid\":[-1]}")) {
      assertThat(ask(person(title, regs, "{}")).status()).as(regs).isEqualTo(200);
    }
    ObjectNode declined = person(title, "{}", agreed);
    ((ObjectNode) declined.path("device")).put("lmt", 1);
    assertThat(ask(declined).status()).isEqualTo(204);
    ObjectNode stranger = person(title, "{}", "{}");
    ((ObjectNode) stranger.path("user")).put("id", "no-id-of-ours");
    assertThat(ask(stranger).status()).isEqualTo(204);
  }

  @Test
  void pricesAreOfTheFirstCurrencyThatIsKnown() {
    String title = title();
    market.lineItem("tea", title, 8);
    ObjectNode euros = sample("currency", title);
    euros.putArray("cur").add("JPY").add("EUR");
    assertThat(offered(euros, 1).path("cur").asText()).isEqualTo("EUR");
    ObjectNode request = sample("currency", title);
    assertThat(ask(request).status()).isEqualTo(204);
    String path = "/v1/ads/rates/" + LocalDate.now(ZoneOffset.UTC);
    assertThat(market.operator.send("PUT", path, "{\"perEuro\":{\"CHF\":0.5}}").status())
        .isEqualTo(204);
    JsonNode answer = ask(request).json();
    assertThat(answer.path("cur").asText()).isEqualTo("CHF");
    assertThat(bid(answer, "1").path("price").asDouble()).isBetween(0.5, 4.0);
    ((ObjectNode) request.at("/imp/0")).put("bidfloor", 8.01);
    assertThat(ask(request).status()).isEqualTo(204);
    // A floor that nobody knows the worth of is not met.
    ((ObjectNode) request.at("/imp/0")).put("bidfloor", 1).put("bidfloorcur", "JPY");
    assertThat(ask(request).status()).isEqualTo(204);
  }

  @Test
  void whatCannotBePlayedOrWouldBeLateIsNotOffered() {
    String title = title();
    market.lineItem("tea", title, 8);
    offered(sample("single", title), 1);
    ObjectNode late = sample("single", title).put("tmax", 20);
    assertThat(ask(late).status()).isEqualTo(204);
    ObjectNode old = sample("single", title);
    ((ObjectNode) old.at("/imp/0/video")).putArray("protocols").add(2).add(3);
    assertThat(ask(old).status()).isEqualTo(204);
    ObjectNode other = sample("single", title);
    ((ObjectNode) other.at("/imp/0/video")).putArray("mimes").add("video/webm");
    assertThat(ask(other).status()).isEqualTo(204);
    ObjectNode secure = sample("single", title);
    ((ObjectNode) secure.at("/imp/0")).put("secure", 1);
    assertThat(ask(secure).status()).isEqualTo(204);
    ObjectNode banner = sample("single", title);
    ((ObjectNode) banner.at("/imp/0")).remove("video");
    ((ObjectNode) banner.at("/imp/0")).putObject("banner").put("w", 300);
    assertThat(ask(banner).status()).isEqualTo(204);
  }

  static Stream<JsonNode> bad() {
    return StreamSupport.stream(file("bad").spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("bad")
  void whatIsWrongIsNamed(JsonNode variant) {
    ObjectNode request = sample(variant.path("of").asText(), title());
    JsonPointer at = JsonPointer.compile(variant.path("at").asText());
    ObjectNode parent = (ObjectNode) request.at(at.head());
    String field = at.last().getMatchingProperty();
    if (variant.has("to")) {
      parent.set(field, variant.get("to"));
    } else {
      parent.remove(field);
    }
    House.Answer answer = ask(request);
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.text("parameter")).isEqualTo(variant.path("parameter").asText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"single", "structured", "dynamic", "hybrid", "deals", "barred", "currency"})
  void everySampleIsUnderstoodThoughNothingIsThere(String name) {
    assertThat(ask(sample(name, title())).status()).isEqualTo(204);
  }

  @Test
  void whatIsTooLargeIsRefused() {
    ObjectNode large = sample("single", title());
    large.putObject("ext").put("x", "x".repeat(70_000));
    assertThat(large.toString().getBytes(StandardCharsets.UTF_8).length).isGreaterThan(65_536);
    assertThat(ask(large).status()).isEqualTo(413);
  }
}
