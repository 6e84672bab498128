package playhouse.audience.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.audience.act.Act;
import playhouse.audience.act.Noted;
import playhouse.audience.act.Paid;
import playhouse.audience.world.World;
import playhouse.contracts.facts.HealthSampled;
import playhouse.contracts.facts.RatePublished;
import playhouse.contracts.facts.RenditionPublished;
import playhouse.contracts.facts.RightsGranted;
import playhouse.contracts.facts.SubscriptionChanged;
import playhouse.contracts.facts.SubscriptionStarted;
import playhouse.contracts.facts.TitleUpserted;

/** What follows from a few facts of the house and one subscription, worked out by hand. */
class HouseTruthTest {

  private static final Map<String, Double> ROWS = new TreeMap<>();

  @BeforeAll
  static void tell() {
    World world = TruthTest.world();
    List<ZoneId> zones = List.of(ZoneId.of("UTC"));
    Truth person = new Truth(world, 0, 1, zones, "USD");
    Truth house = new Truth(world, 0, 0, zones, "USD");
    money().forEach(act -> act.tell(person));
    house().forEach(act -> act.tell(house));
    new Oracle(world, zones, List.of(person, house))
        .rows(
            row ->
                ROWS.put(
                    String.join(
                        " ", row.kpi(), row.measure(), row.grain().word(), row.day(), row.by()),
                    row.value()));
  }

  private static List<Act> money() {
    return List.of(
        noted(
            0,
            "2026-03-01T10:00:00Z",
            SubscriptionStarted.newBuilder()
                .setSubscription("s")
                .setPlan("standard")
                .setPriceMicros(9_990_000)
                .setCurrency("USD")
                .setTermDays(30)
                .setTrialDays(0)
                .build()),
        paid("p", "2026-03-01T10:00:00Z", Paid.Purpose.SUBSCRIPTION, 9_990_000, "USD", "s"),
        paid("y", "2026-03-01T11:00:00Z", Paid.Purpose.OTHER, 10_000_001, "CNY", ""),
        noted(
            0,
            "2026-03-02T12:00:00Z",
            SubscriptionChanged.newBuilder()
                .setSubscription("s")
                .setFromPlan("standard")
                .setToPlan("yearly")
                .setPriceMicros(99_990_000L)
                .setTermDays(365)
                .build()));
  }

  private static List<Act> house() {
    return List.of(
        noted(Act.NOBODY, "2026-03-01T00:00:01Z", rate(150_000_000)),
        noted(Act.NOBODY, "2026-03-01T23:00:00Z", rate(139_000_000)),
        noted(Act.NOBODY, "2026-03-02T00:00:01Z", rate(200_000_000)),
        noted(Act.NOBODY, "2026-03-01T10:00:30Z", health(1000, 5)),
        noted(Act.NOBODY, "2026-03-01T10:05:30Z", health(1000, 6)),
        noted(Act.NOBODY, "2026-03-01T10:10:30Z", health(0, 0)),
        noted(Act.NOBODY, "2026-03-01T23:30:00Z", rendition(9)),
        noted(Act.NOBODY, "2026-03-02T23:30:00Z", rendition(15)),
        noted(
            Act.NOBODY,
            "2026-03-01T09:00:00Z",
            RightsGranted.newBuilder()
                .setGrant("g")
                .setTitle("film")
                .setTerritories(List.of("US"))
                .setModels(List.of("svod"))
                .setValidFrom(Instant.parse("2026-03-01T09:00:00Z"))
                .setValidUntil(Instant.parse("2026-03-04T20:59:59Z"))
                .setExclusive(true)
                .setFeeMicros(1_000_000L)
                .setCurrency("USD")
                .build()),
        noted(Act.NOBODY, "2026-03-01T09:00:00Z", film()));
  }

  private static TitleUpserted film() {
    return TitleUpserted.newBuilder()
        .setTitle("film")
        .setKind("film")
        .setName("film")
        .setRuntimeMillis(7_200_000L)
        .setExclusive(true)
        .build();
  }

  private static RatePublished rate(long nanos) {
    return RatePublished.newBuilder()
        .setCurrency("CNY")
        .setReporting("USD")
        .setRateNanos(nanos)
        .build();
  }

  private static HealthSampled health(long requests, long failed) {
    return HealthSampled.newBuilder()
        .setService("serving")
        .setRequests(requests)
        .setFailed(failed)
        .build();
  }

  private static RenditionPublished rendition(int verified) {
    return RenditionPublished.newBuilder()
        .setRendition("r")
        .setTitle("film")
        .setTargetNodes(15)
        .setVerifiedNodes(verified)
        .build();
  }

  private static Act noted(int person, String at, SpecificRecordBase fact) {
    return new Noted(at + fact.hashCode(), person, Instant.parse(at).toEpochMilli(), fact);
  }

  private static Paid paid(
      String id, String at, Paid.Purpose purpose, long micros, String currency, String sub) {
    long millis = Instant.parse(at).toEpochMilli();
    boolean term = purpose == Paid.Purpose.SUBSCRIPTION;
    return new Paid(
        id,
        0,
        millis,
        purpose,
        "card",
        micros,
        0,
        currency,
        term ? millis : Act.NEVER,
        term ? millis + 30 * 86_400_000L : Act.NEVER,
        term ? 30 : 0,
        sub,
        -1);
  }

  private static void isTrue(String row, double value) {
    assertThat(ROWS).containsKey(row);
    assertThat(ROWS.get(row)).as(row).isCloseTo(value, within(1e-12));
  }

  @Test
  void moneyIsWorthWhatWasLastSaidOnItsDay() {
    isTrue("K4.4 other day 2026-03-01 ", 1.39);
    isTrue("K4.4 other month 2026-03-01 ", 1.39);
  }

  @Test
  void recurringRevenueMovesWithThePriceOfAMonth() {
    isTrue("K4.4 mrr_new day 2026-03-01 ", 9.99);
    isTrue("K4.4 mrr_contraction day 2026-03-02 ", 8.218356 - 9.99);
    isTrue("K4.4 mrr_churn month 2026-03-01 ", 0);
  }

  @Test
  void aMinuteIsGoodUpToFiveFailuresInAThousand() {
    isTrue("K6.4 availability day 2026-03-01 service=serving", 0.5);
    isTrue("K6.4 availability month 2026-03-01 ", 0.5);
    isTrue("K12.3 requests day 2026-03-01 ", 11 / 2000.0);
  }

  @Test
  void aRenditionHasUntilTheNextNight() {
    isTrue("K12.1 success day 2026-03-01 ", 1);
  }

  @Test
  void aFeeIsSpreadOverTheDaysOfItsWindowRoundedToWholeOnes() {
    isTrue("K9.1 licence month 2026-03-01 ", 0.666666);
    isTrue("K9.1 total month 2026-03-01 ", 0.666666);
  }

  @Test
  void whatIsLicensedSomewhereCountsThereAndExclusiveOnesApart() {
    isTrue("K1.1 titles day 2026-03-02 ", 1);
    isTrue("K1.1 runtime_hours day 2026-03-02 territory=US", 2);
    isTrue("K1.4 exclusive_share day 2026-03-02 territory=US", 1);
    isTrue("K1.2 new_7d day 2026-03-02 ", 1);
    assertThat(ROWS).doesNotContainKey("K1.1 titles day 2026-03-02 territory=*");
  }
}
