package playhouse.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.audience.live.Guide;
import playhouse.audience.live.Journal;
import playhouse.audience.live.Ledger;
import playhouse.audience.live.LiveRun;
import playhouse.audience.live.Postman;
import playhouse.audience.recount.Recount;
import playhouse.audience.render.Dressed;
import playhouse.audience.send.Counts;
import playhouse.audience.send.Trouble;
import playhouse.audience.truth.Oracle;
import playhouse.audience.world.Plan;
import playhouse.audience.world.World;
import playhouse.contracts.Fact;
import playhouse.contracts.Family;
import playhouse.contracts.Validation;

/** Two live runs on one world, with a clock that runs faster than ours, against a counterpart. */
class LiveTest {

  private static final List<ZoneId> ZONES = List.of(ZoneId.of("UTC"), ZoneId.of("Asia/Shanghai"));
  private static final Plan PLAN = Plan.of(11, 300, 200, 3, LocalDate.of(2026, 11, 21), 120);
  private static final Trouble TROUBLE = new Trouble(0.03, 0.02, 0.05);

  /** Late in the evening in UTC, so that the run goes over midnight. */
  private static final long BEGIN = PLAN.endMillis() + 23 * 3_600_000L + 40 * 60_000;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static Counterpart counterpart;

  private static final AtomicLong NOW = new AtomicLong(BEGIN);
  private static final Memory PAST = new Memory();
  private static final Ledger LEDGER = new Ledger();
  private static final Map<String, Double> FIRST_TRUTH = new TreeMap<>();
  private static final Map<String, Double> TRUTH = new TreeMap<>();
  private static int unsent;

  @BeforeAll
  static void act() throws Exception {
    World world = new World(PLAN);
    counterpart = new Counterpart(NOW, world.catalogue().title(3).id());
    History history = new History(world, ZONES, "USD");
    history.send(PAST, Trouble.NONE, 2, new Counts(), day -> {});
    live(world, history, 22);
    rows(history.oracle(), FIRST_TRUTH);
    NOW.addAndGet(40 * 60_000);
    World again = new World(PLAN);
    History recalled = new History(again, ZONES, "USD");
    recalled.recall(2);
    Past.addLiveRuns(again, recalled, folder.resolve("acts.jsonl"));
    Map<String, Double> known = new TreeMap<>();
    rows(recalled.oracle(), known);
    assertThat(known).isEqualTo(FIRST_TRUTH);
    live(again, recalled, 6);
    rows(recalled.oracle(), TRUTH);
  }

  @AfterAll
  static void close() {
    counterpart.close();
  }

  private static void live(World world, History history, int minutes) {
    Postman postman = new Postman(counterpart.url(), "secret", LEDGER);
    try (Journal journal = new Journal(folder.resolve("acts.jsonl"))) {
      LiveRun.Cast cast =
          new LiveRun.Cast(
              world,
              history,
              journal,
              postman,
              new Guide(counterpart.url(), "key"),
              Optional.empty(),
              TROUBLE,
              20);
      LiveRun live = new LiveRun(cast, NOW.get());
      for (long end = NOW.get() + minutes * 60_000L; NOW.get() < end; NOW.addAndGet(200)) {
        live.step(NOW.get());
      }
      live.end(NOW.get());
    }
    unsent += postman.close(Duration.ofSeconds(30));
  }

  private static void rows(Oracle oracle, Map<String, Double> rows) {
    oracle.withoutAdvice().rows(row -> rows.put(row.key(), row.value()));
  }

  @Test
  void whatWasTakenAddsUpToTheTruthOverHistoryAndLiveRuns() {
    Map<String, Dressed> events = new HashMap<>(PAST.distinct());
    events.putAll(counterpart.accepted);
    for (ZoneId zone : ZONES) {
      Map<String, Double> counted = new TreeMap<>();
      Recount.of(zone, events.values())
          .forEach((key, value) -> counted.put(zone.getId() + " " + key, value));
      counted.keySet().removeIf(key -> key.contains(" K7.4 "));
      Map<String, Double> expected = new TreeMap<>(TRUTH);
      expected.keySet().removeIf(key -> !key.startsWith(zone.getId() + " "));
      assertThat(Agreement.faults(expected, counted)).isEmpty();
    }
  }

  @Test
  void everyEventWasDeliveredAndCountedOnce() {
    assertThat(unsent).isZero();
    Ledger.Tally all = LEDGER.all();
    assertThat(all.accepted() - all.duplicates()).isEqualTo(counterpart.accepted.size());
    assertThat(all.accepted())
        .isEqualTo(counterpart.taken.get() - counterpart.takenUnanswered.get());
    assertThat(all.sent()).isGreaterThan(10_000);
    assertThat(counterpart.takenUnanswered.get()).isPositive();
  }

  @Test
  void badEventsAreRefusedForTheReasonsTheyDeserveAndNothingElseIs() {
    assertThat(LEDGER.firstSurprise()).isEmpty();
    assertThat(LEDGER.bad().keySet())
        .containsExactlyInAnyOrder(
            "malformed_json",
            "unknown_type",
            "schema_violation",
            "occurred_out_of_range",
            "semantic_violation",
            "invalid_utf8",
            "unauthorized_source");
    assertThat(LEDGER.bad().values())
        .allSatisfy(tally -> assertThat(tally.rejected()).isEqualTo(tally.sent()));
  }

  @Test
  void everyFamilyOccursLiveAndPassesTheContracts() {
    Set<Family> families = EnumSet.noneOf(Family.class);
    for (Dressed event : counterpart.accepted.values()) {
      families.add(event.type().family());
      assertThat(Validation.check(Fact.of(event.record()))).isEmpty();
    }
    assertThat(families).containsExactlyInAnyOrder(Family.values());
  }

  @Test
  void adviceIsFollowedAndTheChoiceTold() {
    long plays =
        counterpart.accepted.values().stream()
            .filter(
                event ->
                    event.body() instanceof playhouse.contracts.facts.PlaybackStart start
                        && "list-1".equals(start.getServed()))
            .count();
    assertThat(plays).isPositive();
    assertThat(counterpart.clicks.get()).isPositive();
  }

  @Test
  void whereThereAreNoServicesNobodyOpensAnAccount() {
    assertThat(counterpart.accepted.values())
        .noneMatch(event -> event.body() instanceof playhouse.contracts.facts.AccountCreated);
  }

  @Test
  void devicesThatWereOfflineReportDaysLater() {
    assertThat(counterpart.accepted.values())
        .anyMatch(
            event ->
                event.body() instanceof playhouse.contracts.facts.PlaybackStart
                    && event.envelope().getOccurred().toEpochMilli() < BEGIN - 25 * 3_600_000L);
  }

  /** However many events a second are asked for: it would fill a day that is long over. */
  @Test
  void aDeviceThatWasOfflineReportsNoMoreOftenThanPlayersDo() {
    Map<String, Long> beats =
        counterpart.accepted.values().stream()
            .filter(event -> event.envelope().getOccurred().toEpochMilli() < BEGIN - 3_600_000L)
            .map(Dressed::body)
            .filter(playhouse.contracts.facts.PlaybackHeartbeat.class::isInstance)
            .map(playhouse.contracts.facts.PlaybackHeartbeat.class::cast)
            .collect(
                Collectors.groupingBy(beat -> beat.getPlay().toString(), Collectors.counting()));
    assertThat(beats).isNotEmpty();
    // Twenty minutes, every twenty seconds: sixty, and one more where somebody jumped or paused.
    assertThat(beats.values()).allMatch(n -> n <= 100);
  }
}
