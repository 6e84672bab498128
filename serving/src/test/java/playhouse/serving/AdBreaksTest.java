package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Ad;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;

/** Ads from the order to what is shown and paid: over HTTP, Kafka and PostgreSQL. */
class AdBreaksTest {
  private static final String KAFKA = Broker.shared().address();
  private static final String SERVICES = EmptyServices.uri();

  /** Whoever asks more than fifty times a second is told to come later. */
  private static final Duration SELDOM = Duration.ofMillis(50);

  /** A click sooner after the ad began is nobody's. */
  private static final Duration TOO_FAST = Duration.ofMillis(350);

  private static House house;
  private static House advertisers;
  private static House operator;
  private static AdFiles files;
  private static Facts<Ad> facts;
  private static String advertiser;
  private static String creative;

  @BeforeAll
  static void open() {
    files = new AdFiles();
    house =
        House.starting(
            KAFKA, Map.of("PLAYHOUSE_SERVICES_URI", SERVICES, "PLAYHOUSE_AD_FILES_LOCAL", "true"));
    house.await("/ready", answer -> answer.status() == 200);
    advertisers = house.as(Ground.token("advertiser.tea"));
    operator = house.as(Ground.token("operator.op"));
    facts = new Facts<>(KAFKA, Family.AD.topic(), Ad.class);
    advertiser =
        made(
            "/v1/ads/advertisers",
            """
            {"name":"Tea House","domain":"tea.example","country":"DE","evidence":"HRB 12345 B",
            "validUntil":"2099-12-31"}""");
    creative =
        made(
            "/v1/ads/creatives",
            """
            {"advertiser":"%s","film":{"name":"Tea & <milk>","registry":"ad-id.org",
            "adId":"TEA00150","durationMillis":15000,"media":[{"url":"%s","type":"video/mp4",
            "width":1280,"height":720,"kilobits":2500}],"clickThrough":"%s",
            "domains":["127.0.0.1"],"categories":["210"],"age":0}}"""
                .formatted(advertiser, files.at("/tea.mp4"), files.at("/page")));
    advertisers.await(
        "/v1/ads/creatives/" + creative, answer -> answer.text("state").equals("checked"));
    approve("advertiser", advertiser);
    approve("creative", creative);
  }

  @AfterAll
  static void close() {
    facts.close();
    house.close();
    files.close();
  }

  private static String made(String path, String body) {
    House.Answer answer = advertisers.post(path, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.text("id");
  }

  private static void approve(String kind, String subject) {
    House.Answer answer =
        operator.post(
            "/v1/ads/reviews",
            """
            {"kind":"%s","subject":"%s","version":1,"decision":"approved","reason":"as seen"}"""
                .formatted(kind, subject));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }

  /** A line item that is shown in that title alone, to each person so often. */
  private static String lineItem(String title, int cap, String audience) {
    return lineItem(title, cap, audience, "\"pricing\":\"cpm\",\"priceMicros\":8000000");
  }

  private static String lineItem(String title, int cap, String audience, String pays) {
    String order =
        made(
            "/v1/ads/orders",
            """
            {"advertiser":"%s","name":"Spring","reference":"PO-1","currency":"EUR"}"""
                .formatted(advertiser));
    return made(
        "/v1/ads/line-items",
        """
        {"order":"%s","terms":{"name":"Spring","kind":"auction","begins":"2026-01-01T00:00:00Z",
        "ends":"2027-12-31T00:00:00Z","currency":"EUR",%s,
        "budgetMicros":500000000,"pace":"asap","caps":[{"impressions":%d,"seconds":86400}],
        "targeting":{"titles":["%s"]%s},"creatives":["%s"]}}"""
            .formatted(order, pays, cap, title, audience, creative));
  }

  private static String title() {
    return "t-" + UUID.randomUUID();
  }

  private static House viewer(UUID person) {
    return house.as(Ground.token("viewer." + person));
  }

  private static House.Answer ask(House by, String title, String more) {
    return by.post(
        "/v1/ad-breaks",
        "{\"placement\":\"pre-roll\",\"title\":\"%s\",\"seconds\":30%s}".formatted(title, more));
  }

  /** Asked until the line item is known to those who match; a break without ads costs nothing. */
  private static JsonNode shown(House by, String title) {
    return asked("an ad is shown", by, title, answer -> !answer.path("ads").isEmpty());
  }

  private static JsonNode asked(String what, House by, String title, Predicate<JsonNode> until) {
    JsonNode[] last = {MissingNode.getInstance()};
    try {
      Await.until(
          what,
          House.LIMIT,
          SELDOM,
          () -> {
            House.Answer answer = ask(by, title, "");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            last[0] = answer.json();
            return until.test(last[0]);
          });
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ", but " + last[0], e);
    }
    return last[0];
  }

  private static int call(JsonNode ad, String what) {
    return call(ad.path("tracking").path(what).asText());
  }

  private static int call(String address) {
    return house.as("").get(URI.create(address).getRawPath()).status();
  }

  @Test
  void whatWasOrderedAndApprovedIsShownPaidOnceAndNotShownAgainBeyondItsCap() {
    String title = title();
    String lineItem = lineItem(title, 1, "");
    UUID person = UUID.randomUUID();
    House viewer = viewer(person);
    JsonNode filled = shown(viewer, title);
    assertThat(filled.path("ads")).hasSize(1);
    JsonNode ad = filled.path("ads").get(0);
    assertThat(ad.path("lineItem").asText()).isEqualTo(lineItem);
    assertThat(ad.path("creative").asText()).isEqualTo(creative);
    assertThat(ad.path("advertiser").asText()).isEqualTo(advertiser);
    assertThat(ad.path("durationMillis").asInt()).isEqualTo(15_000);
    assertThat(ad.at("/media/0/url").asText()).isEqualTo(files.at("/tea.mp4"));
    assertThat(ad.path("clickThrough").asText()).isEqualTo(files.at("/page"));
    assertThat(ad.has("priceMicros")).isFalse();

    assertThat(call(ad, "impression")).isEqualTo(204);
    String impression = ad.path("impression").asText();
    Ad told = facts.await(fact -> isImpression(fact, impression));
    assertThat(told.getAdImpression().getLineItem()).isEqualTo(lineItem);
    assertThat(told.getAdImpression().getCurrency()).isEqualTo("EUR");
    assertThat(told.getAdImpression().getTitle()).isEqualTo(title);
    assertThat(told.getEnvelope().getPerson()).isEqualTo(person);
    // What it costs is what machines are told: of a thousand, and of one.
    String vast = house.get("/v1/ad-breaks/" + filled.path("request").asText() + "/vast").body();
    BigDecimal perMille =
        new BigDecimal(Xml.of(Xml.parsed(vast), "Pricing").getTextContent()).movePointRight(6);
    assertThat(told.getAdImpression().getRevenueMicros())
        .isBetween(perMille.longValueExact() / 1_000, perMille.longValueExact() / 1_000 + 1)
        .isLessThanOrEqualTo(8_000);

    assertThat(call(ad, "impression")).isEqualTo(204);
    assertThat(call(ad, "start")).isEqualTo(204);
    facts.await(
        fact ->
            fact.getType().equals("audience.matched")
                && fact.getAudienceMatched().getLineItem().equals(lineItem)
                && fact.getAudienceMatched().getBy().equals("context"));
    House.Answer again = ask(viewer, title, "");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("ads")).isEmpty();
    // Somebody else has turns of their own; and what is shown twice is paid once.
    assertThat(ask(viewer(UUID.randomUUID()), title, "").json().path("ads")).hasSize(1);
    assertThat(facts.count(fact -> isImpression(fact, impression))).isEqualTo(1);
  }

  private static boolean isImpression(Ad fact, String impression) {
    return fact.getType().equals("ad.impression")
        && fact.getAdImpression().getImpression().equals(impression);
  }

  @Test
  void whatPaysForClicksIsToldAsPaidWhenSomebodyFollowsItAndOnce() {
    String title = title();
    String lineItem = lineItem(title, 5, "", "\"pricing\":\"cpc\",\"priceMicros\":400000");
    UUID person = UUID.randomUUID();
    JsonNode filled = shown(viewer(person), title);
    JsonNode ad = filled.path("ads").get(0);
    String impression = ad.path("impression").asText();
    assertThat(call(ad, "impression")).isEqualTo(204);
    Ad shown = facts.await(fact -> isImpression(fact, impression));
    assertThat(shown.getAdImpression().getRevenueMicros()).isZero();
    Instant believed = shown.getEnvelope().getOccurred().plus(TOO_FAST);
    Await.until("nobody is too fast", House.LIMIT, () -> Instant.now().isAfter(believed));

    assertThat(call(ad, "click")).isEqualTo(302);
    assertThat(call(ad, "click")).isEqualTo(302);
    Ad told = facts.await(fact -> isPaid(fact, impression));
    assertThat(told.getType()).isEqualTo("ad.paid");
    assertThat(told.getEnvelope().getPerson()).isEqualTo(person);
    assertThat(told.getAdPaid().getEvent()).isEqualTo("click");
    assertThat(told.getAdPaid().getLineItem()).isEqualTo(lineItem);
    assertThat(told.getAdPaid().getRequest()).isEqualTo(filled.path("request").asText());
    assertThat(told.getAdPaid().getRevenueMicros()).isEqualTo(400_000);
    assertThat(told.getAdPaid().getCurrency()).isEqualTo("EUR");
    // Facts come in order: when the next is there, all are that were told before.
    JsonNode next = shown(viewer(person), title).path("ads").get(0);
    assertThat(call(next, "impression")).isEqualTo(204);
    facts.await(fact -> isImpression(fact, next.path("impression").asText()));
    assertThat(facts.count(fact -> isPaid(fact, impression))).isEqualTo(1);
  }

  private static boolean isPaid(Ad fact, String impression) {
    return fact.getAdPaid() != null && fact.getAdPaid().getImpression().equals(impression);
  }

  @Test
  void aBreakIsReadAsVastAndAsHlsByWhomItIsForAlone() {
    String title = title();
    lineItem(title, 5, "");
    House viewer = viewer(UUID.randomUUID());
    JsonNode filled = shown(viewer, title);
    JsonNode ad = filled.path("ads").get(0);
    String path = "/v1/ad-breaks/" + filled.path("request").asText();
    House.Answer answer = viewer.get(path + "/vast");
    assertThat(answer.type()).startsWith("text/xml");
    Document vast = Xml.parsed(answer.body());
    assertThat(vast.getDocumentElement().getAttribute("version")).isEqualTo("4.2");
    assertThat(Xml.of(vast, "Ad").getAttribute("sequence")).isEqualTo("1");
    assertThat(Xml.of(vast, "AdTitle").getTextContent()).isEqualTo("Tea & <milk>");
    Element id = Xml.of(vast, "UniversalAdId");
    assertThat(id.getAttribute("idRegistry")).isEqualTo("ad-id.org");
    assertThat(id.getTextContent()).isEqualTo("TEA00150");
    assertThat(Xml.of(vast, "Duration").getTextContent()).isEqualTo("00:00:15.000");
    assertThat(Xml.of(vast, "MediaFile").getTextContent()).isEqualTo(files.at("/tea.mp4"));
    JsonNode tracking = ad.path("tracking");
    assertThat(Xml.of(vast, "Impression").getTextContent())
        .isEqualTo(tracking.path("impression").asText());
    assertThat(Xml.of(vast, "Viewable").getTextContent())
        .isEqualTo(tracking.path("viewable").asText());
    assertThat(Xml.of(vast, "ClickTracking").getTextContent())
        .isEqualTo(tracking.path("click").asText());
    assertThat(Xml.of(vast, "Error").getTextContent()).endsWith("?code=[ERRORCODE]");
    assertThat(vast.getElementsByTagNameNS("*", "Tracking").getLength()).isEqualTo(5);
    assertThat(vast.getElementsByTagNameNS("*", "Pricing").getLength()).isZero();

    JsonNode assets = viewer.get(path + "/asset-list").json().path("ASSETS");
    assertThat(assets).hasSize(1);
    assertThat(assets.at("/0/URI").asText()).isEqualTo(files.at("/tea.mp4"));
    assertThat(assets.at("/0/DURATION").asDouble()).isEqualTo(15);

    House other = viewer(UUID.randomUUID());
    House.Answer theirs = other.get(path + "/vast");
    assertThat(theirs.status()).isEqualTo(200);
    assertThat(Xml.parsed(theirs.body()).getElementsByTagNameNS("*", "Ad").getLength()).isZero();
    assertThat(other.get(path + "/asset-list").json().path("ASSETS")).isEmpty();
    assertThat(house.get(path + "/asset-list").json().path("ASSETS")).hasSize(1);
  }

  @Test
  void whoAsksForOthersOrWronglyIsRefusedAndAForgedNoticeIsNone() {
    String title = title();
    House viewer = viewer(UUID.randomUUID());
    String other = ",\"person\":\"" + UUID.randomUUID() + "\"";
    assertThat(ask(viewer, title, other).status()).isEqualTo(404);
    assertThat(ask(house, title, other).status()).isEqualTo(200);
    assertThat(ask(house, title, "").status()).isEqualTo(200);
    for (String wrong :
        new String[] {
          "\"slots\":0",
          "\"slots\":13",
          "\"device\":\"fridge\"",
          "\"currency\":\"XXZ\"",
          "\"positionMillis\":-1",
          "\"territory\":\"DE\""
        }) {
      House.Answer answer = ask(viewer, title, "," + wrong);
      assertThat(answer.status()).as(wrong + answer.body()).isEqualTo(400);
    }
    lineItem(title, 5, "");
    String address = shown(viewer, title).at("/ads/0/tracking/impression").asText();
    int at = address.length() - 9;
    char turned = address.charAt(at) == 'A' ? 'B' : 'A';
    assertThat(call(address.substring(0, at) + turned + address.substring(at + 1))).isEqualTo(404);
    assertThat(call(address)).isEqualTo(204);
  }

  @Test
  void pricesAreComparedInAnotherCurrencyOnceItsRateIsKnown() {
    String title = title();
    lineItem(title, 5, "");
    assertThat(shown(viewer(UUID.randomUUID()), title).path("currency").asText()).isEqualTo("EUR");
    String francs = ",\"currency\":\"CHF\",\"person\":\"" + UUID.randomUUID() + "\"";
    assertThat(ask(house, title, francs).json().path("ads")).isEmpty();
    String path = "/v1/ads/rates/" + LocalDate.now(ZoneOffset.UTC);
    House.Answer euro = operator.send("PUT", path, "{\"perEuro\":{\"EUR\":1}}");
    assertThat(euro.text("parameter")).isEqualTo("perEuro");
    assertThat(operator.send("PUT", path, "{\"perEuro\":{\"CHF\":0}}").status()).isEqualTo(400);
    assertThat(operator.send("PUT", path, "{\"perEuro\":{\"CHF\":0.95}}").status()).isEqualTo(204);
    JsonNode filled = ask(house, title, francs).json();
    assertThat(filled.path("currency").asText()).isEqualTo("CHF");
    assertThat(filled.path("ads")).hasSize(1);
    assertThat(filled.at("/ads/0/priceMicros").asLong()).isBetween(0L, 7_600_000L);
  }

  @Test
  void nothingThatGoesByThePersonIsShownToAMinor() {
    String title = title();
    String segment = "s" + UUID.randomUUID().toString().substring(0, 8);
    House.Answer made =
        house
            .as(Ground.token("analyst.ana"))
            .post(
                "/v1/segments",
                """
                {"id":"%s","nameEn":"Any","nameZh":"任何人","expression":"plays >= 0",
                "sensitive":false}"""
                    .formatted(segment));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    UUID person = UUID.randomUUID();
    Ground.change(
        SERVICES,
        """
        with home as (insert into identity.account (id, person, language, created)
          values (gen_random_uuid(), gen_random_uuid(), 'en', now()) returning id)
        insert into identity.profile (id, account, person, name, most_age, created)
          select gen_random_uuid(), id, '%s', 'Kim', 12, now() from home"""
            .formatted(person));
    lineItem(title, 5, ",\"byContextToo\":false,\"notSegments\":[\"%s\"]".formatted(segment));
    House minor = viewer(person);
    asked(
        "it is kept from them",
        minor,
        title,
        answer -> answer.path("denied").toString().equals("[\"minor\"]"));
    String anybodys = lineItem(title, 5, "");
    JsonNode filled = shown(minor, title);
    assertThat(filled.path("ads")).hasSize(1);
    assertThat(filled.at("/ads/0/lineItem").asText()).isEqualTo(anybodys);
    assertThat(filled.path("denied").toString()).isEqualTo("[\"minor\"]");
    facts.await(
        fact ->
            fact.getType().equals("targeting.denied")
                && fact.getTargetingDenied().getReason().equals("minor")
                && fact.getTargetingDenied().getRequest().equals(filled.path("request").asText()));
  }

  @Test
  void whatALineItemWouldFindIsForetoldFromWhatWasAsked() {
    String title = title();
    for (int i = 0; i < 60; i++) {
      ask(house, title, ",\"person\":\"" + UUID.randomUUID() + "\"");
    }
    JsonNode forecast = forecast(title);
    assertThat(forecast.path("reach").asLong()).isEqualTo(60);
    assertThat(forecast.path("matched").asLong()).isPositive();
    assertThat(forecast.path("won")).isEqualTo(forecast.path("matched"));
    assertThat(forecast.path("breaks").asLong())
        .isGreaterThanOrEqualTo(forecast.path("matched").asLong());
    assertThat(forecast.path("impressions").asLong()).isPositive();
    JsonNode nowhere = forecast(title());
    assertThat(nowhere.path("matched").asLong() + nowhere.path("reach").asLong()).isZero();
  }

  private static JsonNode forecast(String title) {
    House.Answer answer =
        advertisers.post(
            "/v1/ads/forecasts",
            """
            {"begins":"2027-01-01T00:00:00Z","ends":"2027-01-08T00:00:00Z","currency":"EUR",
            "priceMicros":8000000,"budgetMicros":5000000000000,
            "caps":[{"impressions":3,"seconds":86400}],"targeting":{"titles":["%s"]}}"""
                .formatted(title));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }
}
