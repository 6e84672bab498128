package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Family;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.contracts.facts.Ad;
import playhouse.serving.advertising.Advertising;
import playhouse.serving.advertising.Reporting;
import playhouse.serving.advertising.beacons.Elsewhere;
import playhouse.serving.advertising.beacons.Notices;
import playhouse.serving.identity.secrets.Seal;
import playhouse.serving.platform.Chassis;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.facts.FactLog;
import playhouse.serving.platform.facts.TopicFollower;
import playhouse.serving.platform.http.HttpHost;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;

/** What players and advertisers tell of ads: over HTTP, Kafka and PostgreSQL. */
class NoticesTest {
  private static final String KAFKA = Broker.shared().address();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String DATACENTRE = "198.51.100.7";

  private static final Meters METERS = new Meters();
  private static World world;
  private static AdPurse purse;
  private static Chassis chassis;
  private static HttpHost http;
  private static FactLog log;
  private static Reporting reporting;
  private static TopicFollower follower;
  private static Facts<Ad> facts;

  @TempDir static Path folder;

  @BeforeAll
  static void open() throws IOException {
    Path datacentres = folder.resolve("datacentres.txt");
    Files.writeString(datacentres, "198.51.100.0/24\n");
    Map<String, String> all = new HashMap<>(Ground.settings());
    all.put("PLAYHOUSE_KAFKA", KAFKA);
    all.put("PLAYHOUSE_SERVING_PORT", "0");
    all.put("PLAYHOUSE_SERVICES_URI", EmptyServices.uri());
    all.put("PLAYHOUSE_TRUSTED_PROXIES", "127.0.0.0/8");
    all.put("PLAYHOUSE_AD_DATACENTRES", datacentres.toString());
    Settings settings = Settings.of(all);
    Clock clock = Clock.systemUTC();
    world = new World(KAFKA);
    purse = new AdPurse(world, Instant.now());
    log = new FactLog(KAFKA, METERS);
    chassis =
        new Chassis(
            settings,
            clock,
            METERS,
            List.of("identity", "acquisition", "billing", "personalisation", Advertising.SCHEMA));
    reporting =
        new Reporting(
            chassis,
            settings,
            Seal.in(Path.of(settings.get(Setting.IDENTITY_SECRETS))),
            purse,
            purse,
            (caller, advertiser) -> caller.name().equals(advertiser),
            day -> java.util.Optional.empty(),
            Elsewhere.NONE,
            log,
            clock,
            METERS);
    Advertising.Topic ads =
        reporting.topics().stream()
            .filter(topic -> topic.name().equals(Family.AD.topic()))
            .findFirst()
            .orElseThrow();
    follower = TopicFollower.newest(KAFKA, ads.name(), ads.newest(), ads.reader());
    http = chassis.serve(reporting.routes(), List.of(), List.of());
    facts = new Facts<>(KAFKA, Family.AD.topic(), Ad.class);
    Await.until("serving is there", House.LIMIT, chassis::ready);
  }

  @AfterAll
  static void close() {
    facts.close();
    http.close();
    follower.close();
    chassis.close();
    log.close();
    world.close();
  }

  @Test
  void whatIsToldIsBelievedOnceAndWhatIsPaidForIsPaidOnce() {
    UUID impression = filled(UUID.randomUUID());
    for (int twice = 0; twice < 2; twice++) {
      assertThat(tell(Notices.Kind.IMPRESSION, impression, "").statusCode()).isEqualTo(204);
    }
    facts.await(fact -> isOf(fact, "ad.impression", impression));
    for (int twice = 0; twice < 2; twice++) {
      assertThat(tell(Notices.Kind.VIEWABLE, impression, "").statusCode()).isEqualTo(204);
      assertThat(tell(Notices.Kind.CLICK, impression, "").statusCode()).isEqualTo(302);
    }
    Ad click = facts.await(fact -> isOf(fact, "ad.click", impression));
    assertThat(click.getEnvelope().getPerson()).isNotNull();
    assertThat(click.getAdClick().getClick()).isEqualTo("click-" + impression);
    facts.await(fact -> isOf(fact, "ad.viewable", impression));
    // Told twice they have one id, by which every reader knows them for one.
    assertThat(ids("ad.click", impression)).isEqualTo(1);
    assertThat(ids("ad.viewable", impression)).isEqualTo(1);
    assertThat(facts.count(fact -> isOf(fact, "ad.impression", impression))).isEqualTo(1);
  }

  @Test
  void aClickLeadsWhereTheCreativeSaysAndNowhereElse() {
    UUID impression = filled(UUID.randomUUID());
    tell(Notices.Kind.IMPRESSION, impression, "");
    HttpResponse<byte[]> click =
        tell(Notices.Kind.CLICK, impression, "?url=https%3A%2F%2Fevil.example&to=//evil.example");
    assertThat(click.statusCode()).isEqualTo(302);
    assertThat(click.headers().firstValue("Location")).contains(AdPurse.LANDING);
    // Nobody knows where that would lead.
    assertThat(tell(Notices.Kind.CLICK, UUID.randomUUID(), "").statusCode()).isEqualTo(204);
  }

  @Test
  void aForgedAddressIsNothingWhateverOfItWasChanged() {
    UUID impression = UUID.randomUUID();
    String right = path(Notices.Kind.VIEWABLE, impression, Instant.now().plusSeconds(60));
    String token = right.substring(right.lastIndexOf('/') + 1);
    assertThat(token).hasSizeLessThanOrEqualTo(50);
    // The last letter of a token has bits to spare.
    for (int i = 0; i < token.length() - 1; i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String forged = token.substring(0, i) + other + token.substring(i + 1);
      HttpResponse<byte[]> answer = get("/v1/ads/notices/" + forged);
      assertThat(answer.statusCode()).as(forged).isEqualTo(404);
      assertThat(answer.body()).isEmpty();
    }
    for (String nonsense : List.of("a", "!!", "%00", token + "A", "x".repeat(5_000))) {
      assertThat(get("/v1/ads/notices/" + nonsense).statusCode()).isBetween(400, 499);
    }
    assertThat(facts.count(fact -> isOf(fact, "ad.viewable", impression))).isZero();
  }

  @Test
  void whatComesTooLateIsNotBelievedButLeadsOn() {
    UUID impression = filled(UUID.randomUUID());
    String late = path(Notices.Kind.VIEWABLE, impression, Instant.now().minusSeconds(2));
    assertThat(get(late).statusCode()).isEqualTo(204);
    String click = path(Notices.Kind.CLICK, impression, Instant.now().minusSeconds(2));
    assertThat(get(click).statusCode()).isEqualTo(302);
    UUID other = filled(UUID.randomUUID());
    tell(Notices.Kind.IMPRESSION, other, "");
    tell(Notices.Kind.VIEWABLE, other, "");
    facts.await(fact -> isOf(fact, "ad.viewable", other));
    assertThat(facts.count(fact -> isOf(fact, "ad.viewable", impression))).isZero();
    assertThat(facts.count(fact -> isOf(fact, "ad.click", impression))).isZero();
    assertThat(METERS.scrape()).contains("kind=\"VIEWABLE\",outcome=\"late\"");
  }

  @Test
  void aPictureIsAnsweredToWhoWantsOneAndNothingToWhoPosts() {
    UUID impression = filled(UUID.randomUUID());
    String path = path(Notices.Kind.START, impression, Instant.now().plusSeconds(60));
    HttpResponse<byte[]> picture =
        send(HttpRequest.newBuilder(uri(path)).header("Accept", "image/gif,*/*").build());
    assertThat(picture.statusCode()).isEqualTo(200);
    assertThat(picture.headers().firstValue("Content-Type")).contains("image/gif");
    assertThat(new String(picture.body(), 0, 6, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("GIF89a");
    HttpRequest post =
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.noBody()).build();
    assertThat(send(post).statusCode()).isEqualTo(204);
  }

  @Test
  void whatCannotBeShownIsGivenBack() {
    UUID impression = filled(UUID.randomUUID());
    assertThat(tell(Notices.Kind.ERROR, impression, "?code=402").statusCode()).isEqualTo(204);
    assertThat(purse.released).contains(impression);
  }

  @Test
  void invalidTrafficIsToldOfFlaggedAndNotPaidForByClicksOrViews() {
    UUID impression = filled(UUID.randomUUID());
    tell(Notices.Kind.IMPRESSION, impression, "");
    String click = path(Notices.Kind.CLICK, impression, Instant.now().plusSeconds(60));
    send(HttpRequest.newBuilder(uri(click)).header("X-Forwarded-For", DATACENTRE).build());
    Ad flagged = facts.await(fact -> isOf(fact, "ivt.flagged", impression));
    assertThat(flagged.getIvtFlagged().getReason()).isEqualTo("datacentre");
    facts.await(fact -> isOf(fact, "ad.click", impression));
    assertThat(purse.paid).doesNotContainKey(impression);

    UUID fast = filled(UUID.randomUUID());
    tell(Notices.Kind.IMPRESSION, fast, "");
    tell(Notices.Kind.COMPLETE, fast, "");
    assertThat(facts.await(fact -> isOf(fact, "ivt.flagged", fast)).getIvtFlagged().getReason())
        .isEqualTo("rate");
    facts.await(fact -> isOf(fact, "ad.quartile", fast));
    assertThat(purse.paid).doesNotContainKey(fast);

    // The like of it by somebody: shown a while ago, and seen to its end.
    UUID person = UUID.randomUUID();
    UUID slow = purse.fill(person, Instant.now().minusSeconds(40));
    purse.shown(slow, Instant.now().minusSeconds(30));
    facts.await(fact -> isOf(fact, "ad.impression", slow));
    awaitKnown(slow);
    tell(Notices.Kind.COMPLETE, slow, "");
    facts.await(fact -> isOf(fact, "ad.quartile", slow));
    assertThat(purse.paid).containsEntry(slow, "CPCV");
    tell(Notices.Kind.CLICK, slow, "?x=10&y=10&w=640&h=360");
    facts.await(fact -> isOf(fact, "ad.click", slow));
    assertThat(facts.count(fact -> isOf(fact, "ivt.flagged", slow))).isZero();
  }

  @Test
  void aConversionIsOwedToTheLastAdFollowedAndOnlyWithinItsWindow() {
    UUID person = UUID.randomUUID();
    Instant now = Instant.now();
    UUID first = shown(person, now.minus(Duration.ofDays(20)));
    UUID last = shown(person, now.minus(Duration.ofHours(30)));
    tell(Notices.Kind.CLICK, first, "");
    Await.until(
        "the click is kept",
        House.LIMIT,
        () -> convert(first, "look", now.plusSeconds(300)).path("attributed").asBoolean());
    var order = convert(last, "order", now.plusSeconds(300));
    assertThat(order.path("by").asText()).isEqualTo("click");
    assertThat(order.path("impression").asText()).isEqualTo(first.toString());
    Ad fact = facts.await(each -> isOf(each, "ad.conversion", first) && kind(each).equals("order"));
    assertThat(fact.getAdConversion().getValueMicros()).isEqualTo(12_000_000L);
    assertThat(fact.getEnvelope().getPerson()).isEqualTo(person);

    // Seen within a day, or longer ago.
    UUID somebody = UUID.randomUUID();
    UUID seen = shown(somebody, now.minus(Duration.ofHours(23)));
    UUID old = shown(UUID.randomUUID(), now.minus(Duration.ofHours(25)));
    Await.until(
        "what was seen is kept",
        House.LIMIT,
        () -> convert(seen, "order", now).path("attributed").asBoolean());
    assertThat(convert(seen, "order", now).path("by").asText()).isEqualTo("view");
    assertThat(convert(old, "order", now).path("attributed").asBoolean()).isFalse();
    // Another advertiser's is not theirs to know of.
    assertThat(converted(seen, "order", now, "advertiser." + UUID.randomUUID()))
        .contains("\"attributed\":false");
    assertThat(converted(seen, "order", now, "advertiser." + purse.advertiser))
        .contains("\"attributed\":true");
    assertThat(converted(seen, "order", now.plus(Duration.ofDays(1)), "service.shop"))
        .contains("occurred");
  }

  private static UUID shown(UUID person, Instant at) {
    UUID impression = purse.fill(person, at);
    purse.shown(impression, at);
    awaitKnown(impression);
    return impression;
  }

  private static UUID filled(UUID person) {
    UUID impression = purse.fill(person, Instant.now());
    awaitKnown(impression);
    return impression;
  }

  /** A click that leads on is of an ad that is known. */
  private static void awaitKnown(UUID impression) {
    String late = path(Notices.Kind.CLICK, impression, Instant.now().minusSeconds(5));
    Await.until("it is known", House.LIMIT, () -> get(late).statusCode() == 302);
  }

  private static com.fasterxml.jackson.databind.JsonNode convert(
      UUID impression, String kind, Instant occurred) {
    try {
      return new ObjectMapper().readTree(converted(impression, kind, occurred, "service.shop"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String converted(UUID impression, String kind, Instant occurred, String caller) {
    String body =
        "{\"impression\":\"%s\",\"kind\":\"%s\",\"valueMicros\":12000000,\"occurred\":\"%s\"}"
            .formatted(impression, kind, occurred);
    HttpRequest request =
        HttpRequest.newBuilder(uri("/v1/ads/conversions"))
            .header("Authorization", "Bearer " + Ground.token(caller))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return new String(send(request).body(), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static String kind(Ad fact) {
    return fact.getAdConversion().getKind();
  }

  private static HttpResponse<byte[]> tell(Notices.Kind kind, UUID impression, String query) {
    return get(path(kind, impression, Instant.now().plusSeconds(60)) + query);
  }

  private static String path(Notices.Kind kind, UUID impression, Instant until) {
    return reporting.notices().of(kind, impression, until).getPath();
  }

  private static HttpResponse<byte[]> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  private static HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + http.port() + path);
  }

  private static long ids(String type, UUID impression) {
    java.util.Set<String> ids = new java.util.HashSet<>();
    facts.count(fact -> isOf(fact, type, impression) && ids.add(fact.getEnvelope().getId()));
    return ids.size();
  }

  private static boolean isOf(Ad fact, String type, UUID impression) {
    return fact.getType().equals(type) && fact.toString().contains(impression.toString());
  }
}
