package playhouse.audience.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.audience.act.Act;
import playhouse.audience.act.AdBreak;
import playhouse.audience.act.Entitled;
import playhouse.audience.act.Interacted;
import playhouse.audience.act.Paid;
import playhouse.audience.act.Registered;
import playhouse.audience.act.Returned;
import playhouse.audience.act.Segment;
import playhouse.audience.act.Watched;
import playhouse.audience.world.Catalogue;
import playhouse.audience.world.Kind;
import playhouse.audience.world.Person;
import playhouse.audience.world.Plan;
import playhouse.audience.world.Region;
import playhouse.audience.world.Rhythm;
import playhouse.audience.world.Taste;
import playhouse.audience.world.Title;
import playhouse.audience.world.World;

/** One person's two days, whose every value was worked out by hand. */
class TruthTest {

  private static final Map<String, Double> ROWS = new TreeMap<>();

  @BeforeAll
  static void tell() {
    World world = world();
    List<ZoneId> zones = List.of(ZoneId.of("UTC"), ZoneId.of("Asia/Shanghai"));
    Truth truth = new Truth(world, 0, 1, zones, "USD");
    acts().forEach(act -> act.tell(truth));
    new Oracle(world, zones, List.of(truth))
        .rows(
            row -> {
              if (row.grain() == Grain.DAY) {
                String key =
                    String.join(" ", row.zone(), row.kpi(), row.measure(), row.day(), row.by());
                ROWS.put(key, row.value());
              }
            });
  }

  static World world() {
    LocalDate last = LocalDate.of(2026, 3, 2);
    Person.Device device = new Person.Device(new UUID(1, 1), "tv", "5.0.0");
    Person person =
        new Person(
            0,
            new UUID(2, 2),
            new UUID(3, 3),
            List.of(device),
            Person.Standing.MEMBER,
            Region.US,
            Rhythm.EVENING,
            1,
            1,
            0,
            at("2026-03-01T10:00:00Z"),
            "search",
            "",
            1);
    Taste taste = new Taste(new byte[26], new byte[26], 0, 1, new double[] {1, 2, 3, 4});
    Catalogue catalogue =
        Catalogue.of(List.of(title(0, "film", 100_000), title(1, "clip", 40_000)));
    return new World(Plan.of(1, 1, 2, 2, last, 30), catalogue, List.of(person), List.of(taste));
  }

  private static Title title(int index, String id, long runtimeMillis) {
    return new Title(
        index,
        id,
        Kind.FILM,
        id,
        0,
        0,
        runtimeMillis,
        0,
        2020,
        "en",
        "",
        List.of(),
        -1,
        0,
        0,
        0,
        false);
  }

  private static long at(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  private static List<Act> acts() {
    AdBreak.Shown seen =
        new AdBreak.Shown(
            "i1",
            0,
            at("2026-03-01T10:09:00Z"),
            1,
            12_000,
            "USD",
            at("2026-03-01T10:09:02Z"),
            List.of(),
            List.of(at("2026-03-01T10:09:03Z"), at("2026-03-01T10:09:04Z")),
            Act.NEVER,
            Act.NEVER);
    AdBreak.Shown invalid =
        new AdBreak.Shown(
            "i2",
            1,
            at("2026-03-01T10:09:20Z"),
            1,
            50_000,
            "USD",
            Act.NEVER,
            List.of(),
            List.of(at("2026-03-01T10:09:21Z")),
            at("2026-03-01T11:00:00Z"),
            Act.NEVER);
    return List.of(
        new Registered(
            "r", 0, at("2026-03-01T10:00:00Z"), at("2026-03-01T10:05:00Z"), "search", ""),
        new Entitled(
            "e",
            0,
            at("2026-03-01T10:06:00Z"),
            "basic",
            Entitled.State.TRIAL,
            at("2026-03-02T20:00:00Z")),
        new AdBreak(
            "b", 0, 0, at("2026-03-01T10:09:00Z"), "pre-roll", "p1", 0, 2, List.of(seen, invalid)),
        play(
            "p1",
            0,
            "2026-03-01T10:10:00Z",
            400,
            Segment.play(40_000, 0, 100),
            Segment.still(Segment.What.STALL, 2_000, 40_000),
            Segment.seek(100, 40_000, 20_000),
            Segment.play(40_000, 20_000, 100)),
        interaction("l", "2026-03-01T10:15:00Z", Interacted.What.LIKE),
        interaction("u", "2026-03-01T10:16:00Z", Interacted.What.UNLIKE),
        play("p2", 1, "2026-03-01T10:20:00Z", 300, Segment.play(20_000, 0, 100)),
        play("p3", 0, "2026-03-01T23:50:00Z", 500, Segment.play(25_000, 0, 100)),
        interaction("f", "2026-03-01T23:55:00Z", Interacted.What.FAVOURITE),
        new Paid(
            "pay",
            0,
            at("2026-03-01T12:00:00Z"),
            Paid.Purpose.SUBSCRIPTION,
            "card",
            3_100_000,
            100_000,
            "USD",
            at("2026-03-01T12:00:00Z"),
            at("2026-03-08T12:00:00Z"),
            7,
            "s",
            -1),
        new Paid(
            "yuan",
            0,
            at("2026-03-01T12:00:00Z"),
            Paid.Purpose.OTHER,
            "card",
            9_000_000,
            0,
            "CNY",
            Act.NEVER,
            Act.NEVER,
            0,
            "",
            -1),
        new Returned(
            "back",
            0,
            at("2026-03-02T09:00:00Z"),
            "pay",
            false,
            "goodwill",
            1_100_000,
            100_000,
            "USD"));
  }

  private static Watched play(String id, int title, String at, long startup, Segment... segments) {
    return new Watched(
        id, 0, 0, title, at(at), startup, List.of(segments), "edge", "home", "", false, "left");
  }

  private static Interacted interaction(String id, String at, Interacted.What what) {
    return new Interacted(id, 0, 0, at(at), what, 0, "", 0);
  }

  private static void isTrue(String row, double value) {
    assertThat(ROWS).containsKey(row);
    assertThat(ROWS.get(row)).as(row).isCloseTo(value, within(1e-12));
  }

  @Test
  void seeingAgainCountsOnceAndHalfOfAShortTitleQualifies() {
    isTrue("UTC K1.3 completion 2026-03-01 ", (0.6 + 0.5) / 2);
    isTrue("UTC K1.3 completion 2026-03-01 title=film", 0.6);
    isTrue("UTC K1.3 completion 2026-03-01 title=clip", 0.5);
  }

  @Test
  void aDayIsTheZonesOwn() {
    isTrue("UTC K3.1 mean_seconds_per_person 2026-03-01 ", 125);
    isTrue("UTC K3.1 mean_seconds_per_session 2026-03-01 ", 62.5);
    isTrue("UTC K3.1 median_seconds_per_person 2026-03-01 ", 130);
    isTrue("UTC K3.4 sessions_per_person 2026-03-01 ", 2);
    isTrue("Asia/Shanghai K3.1 mean_seconds_per_person 2026-03-01 ", 100);
    isTrue("Asia/Shanghai K3.4 sessions_per_person 2026-03-01 ", 1);
    isTrue("Asia/Shanghai K3.1 mean_seconds_per_person 2026-03-02 ", 25);
    isTrue("Asia/Shanghai K10.2 favourites 2026-03-02 ", 1);
  }

  @Test
  void peopleAreActiveRegisteredAndEntitledDayByDay() {
    isTrue("UTC K2.1 registrations 2026-03-01 channel=search", 1);
    isTrue("UTC K2.2 dau 2026-03-01 ", 1);
    isTrue("UTC K2.2 dau 2026-03-02 ", 0);
    isTrue("UTC K2.2 wau 2026-03-02 ", 1);
    isTrue("UTC K2.2 stickiness 2026-03-02 ", 0);
    isTrue("UTC K4.1 trial 2026-03-01 ", 1);
    isTrue("UTC K4.1 trial 2026-03-02 ", 0);
    isTrue("UTC K4.1 paid 2026-03-01 ", 0);
  }

  @Test
  void aTermsRevenueComesDayByDayWithItsRoundingCarriedAlong() {
    isTrue("UTC K4.4 subscription 2026-03-01 ", 0.428571);
    isTrue("UTC K4.4 other 2026-03-01 ", 0);
    isTrue("UTC K4.4 ads 2026-03-01 ", 0.012);
    isTrue("UTC K4.4 total 2026-03-01 ", 0.440571);
    isTrue("UTC K4.4 subscription 2026-03-02 ", 0.428571);
    isTrue("UTC K4.4 refunds 2026-03-02 ", -1);
    isTrue("UTC K4.4 total 2026-03-02 ", -0.571429);
  }

  @Test
  void onlyValidImpressionsCountAndEachClickedOneOnce() {
    isTrue("UTC K5.2 ecpm 2026-03-01 placement=pre-roll", 12);
    isTrue("UTC K5.2 rpm 2026-03-01 ", 4);
    isTrue("UTC K5.3 ctr 2026-03-01 ", 1);
    isTrue("UTC K5.3 viewability 2026-03-01 ", 1);
  }

  @Test
  void startUpAndStallsAreThoseOfAllPlaysOfTheDay() {
    isTrue("UTC K6.1 p50 2026-03-01 ", 400);
    isTrue("UTC K6.1 p99 2026-03-01 cdn=edge", 500);
    isTrue("UTC K6.1 p50 2026-03-01 platform=tv", 400);
    isTrue("UTC K6.1 p50 2026-03-01 country=US", 400);
    isTrue("UTC K6.2 stall_ratio 2026-03-01 ", 2_000 / 127_000.0);
    isTrue("UTC K6.2 stalls_per_hour 2026-03-01 ", 28.8);
    isTrue("UTC K10.2 likes 2026-03-01 ", 0);
    isTrue("UTC K10.2 favourites 2026-03-01 ", 1);
  }
}
