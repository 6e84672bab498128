package playhouse.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.audience.recount.Recount;
import playhouse.audience.render.Dressed;
import playhouse.audience.send.Counts;
import playhouse.audience.send.Trouble;
import playhouse.audience.truth.Row;
import playhouse.audience.world.Plan;
import playhouse.audience.world.World;
import playhouse.contracts.Fact;
import playhouse.contracts.Family;
import playhouse.contracts.Validation;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.TitleUpserted;

class HistoryTest {

  private static final LocalDate LAST = LocalDate.of(2026, 11, 21);
  private static final List<ZoneId> ZONES = List.of(ZoneId.of("UTC"), ZoneId.of("Asia/Shanghai"));
  private static final Plan PLAN = Plan.of(7, 300, 200, 29, LAST, 300);

  private static final Set<String> COME_OUT = Set.of("infringement.confirmed", "royalty.accrued");

  @SuppressWarnings("NullAway.Init")
  private static Past past;

  private record Past(Memory memory, Counts counts, Map<String, Row> rows) {}

  @BeforeAll
  static void actOut() {
    past = actOut(PLAN, Trouble.USUAL, 2);
  }

  private static Past actOut(Plan plan, Trouble trouble, int threads) {
    History history = new History(new World(plan), ZONES, "USD");
    Memory memory = new Memory();
    Counts counts = new Counts();
    history.send(memory, trouble, threads, counts, day -> {});
    Map<String, Row> rows = new TreeMap<>();
    history.oracle().rows(row -> rows.put(row.key(), row));
    return new Past(memory, counts, rows);
  }

  @Test
  void whatTheEventsAddUpToIsTheTruthWithDuplicatesLateAndShuffledOnes() {
    for (ZoneId zone : ZONES) {
      Map<String, Double> counted = Recount.of(zone, past.memory.distinct().values());
      Map<String, Double> truth = Agreement.truth(past.rows.values(), zone);
      assertThat(Agreement.faults(truth, counted)).isEmpty();
    }
  }

  @Test
  void whatIsFoundElsewhereAndWhatIsOwedForHadComeOutHere() {
    Map<String, Instant> published = new HashMap<>();
    past.memory
        .distinct()
        .values()
        .forEach(
            event -> {
              if (Fact.of(event.record()).body().orElse(null) instanceof TitleUpserted told) {
                published.merge(
                    told.getTitle(),
                    event.envelope().getOccurred(),
                    (one, other) -> one.isBefore(other) ? one : other);
              }
            });
    assertThat(past.memory.distinct().values())
        .filteredOn(event -> COME_OUT.contains(Fact.of(event.record()).type()))
        .hasSizeGreaterThan(100)
        .allSatisfy(
            event ->
                assertThat(published.get(title(event)))
                    .isNotNull()
                    .isBefore(event.envelope().getOccurred()));
  }

  private static String title(Dressed event) {
    IndexedRecord body = Fact.of(event.record()).body().orElseThrow();
    return body.get(body.getSchema().getField("title").pos()).toString();
  }

  @Test
  void theSameSeedGivesTheSameBytesAndTheSameTruthWithAnyNumberOfThreads() {
    Plan small = Plan.of(3, 60, 120, 5, LAST, 120);
    Past one = actOut(small, Trouble.USUAL, 1);
    Past other = actOut(small, Trouble.USUAL, 3);
    assertThat(bytes(one.memory)).isEqualTo(bytes(other.memory));
    assertThat(one.rows).isEqualTo(other.rows);
    assertThat(actOut(Plan.of(4, 60, 120, 5, LAST, 120), Trouble.USUAL, 1).rows)
        .isNotEqualTo(one.rows);
  }

  private static List<String> bytes(Memory memory) {
    List<String> bytes = new ArrayList<>();
    for (Dressed event : memory.events()) {
      bytes.add(java.util.HexFormat.of().formatHex(Wire.encode(event.record())));
    }
    return bytes;
  }

  @Test
  void troubleOnTheWayChangesNeitherTheTruthNorWhatArrivesInTheEnd() {
    Plan small = Plan.of(3, 60, 120, 5, LAST, 120);
    Past calm = actOut(small, Trouble.NONE, 2);
    Past troubled = actOut(small, new Trouble(0.2, 0.2, 0.3), 2);
    assertThat(troubled.rows).isEqualTo(calm.rows);
    assertThat(troubled.memory.distinct().keySet()).isEqualTo(calm.memory.distinct().keySet());
    assertThat(troubled.memory.events()).hasSizeGreaterThan(calm.memory.events().size());
  }

  @Test
  void whatArrivesBeforeTheEndAndWhatComesAfterItAreAllThereIs() {
    Plan small = Plan.of(3, 60, 120, 5, LAST, 120);
    List<String> parts = new ArrayList<>();
    long total = 0;
    for (History.Arriving arriving : List.of(History.Arriving.BEFORE, History.Arriving.AFTER)) {
      Memory memory = new Memory();
      Counts counts = new Counts();
      new History(new World(small), ZONES, "USD")
          .send(memory, Trouble.USUAL, arriving, 2, counts, day -> {});
      assertThat(memory.events()).isNotEmpty().hasSize(Math.toIntExact(counts.total()));
      assertThat(memory.events())
          .allMatch(
              event ->
                  (event.envelope().getReceived().toEpochMilli() < small.endMillis())
                      == (arriving == History.Arriving.BEFORE));
      parts.addAll(bytes(memory));
      total += counts.total();
    }
    Past whole = actOut(small, Trouble.USUAL, 1);
    assertThat(parts).containsExactlyInAnyOrderElementsOf(bytes(whole.memory));
    assertThat(total).isEqualTo(whole.counts.total());
  }

  @Test
  void countsOfSentAndRepeatedEventsAreThoseOfTheEvents() {
    Map<Family, Long> sent = new TreeMap<>();
    past.memory.events().forEach(event -> sent.merge(event.type().family(), 1L, Long::sum));
    Map<Family, Long> distinct = new TreeMap<>();
    past.memory
        .distinct()
        .values()
        .forEach(event -> distinct.merge(event.type().family(), 1L, Long::sum));
    for (Family family : Family.values()) {
      assertThat(past.counts.sent(family)).isEqualTo(sent.get(family));
      assertThat(past.counts.sent(family) - past.counts.duplicates(family))
          .isEqualTo(distinct.get(family));
    }
  }

  @Test
  void everyFamilyOccursAndEveryEventPassesTheContracts() {
    Set<Family> families = EnumSet.noneOf(Family.class);
    for (Dressed event : past.memory.events()) {
      families.add(event.type().family());
    }
    for (Dressed event : past.memory.distinct().values()) {
      if (!Validation.check(Fact.of(event.record())).isEmpty()) {
        assertThat(Validation.check(Fact.of(event.record()))).as("%s", event).isEmpty();
      }
    }
    assertThat(families).containsExactlyInAnyOrder(Family.values());
  }

  @Test
  void nothingOfHistoryLiesBeyondItsEnd() {
    long end = PLAN.endMillis();
    long latest =
        past.memory.events().stream()
            .mapToLong(event -> event.envelope().getOccurred().toEpochMilli())
            .max()
            .orElseThrow();
    assertThat(latest).isBetween(end - 600_000, end - 1);
  }

  @Test
  void titlesAreKnownBeforeTheyArePlayed() {
    Map<String, Long> known = new TreeMap<>();
    for (Dressed event : past.memory.events()) {
      if (event.body() instanceof playhouse.contracts.facts.TitleUpserted title) {
        known.merge(title.getTitle(), event.envelope().getOccurred().toEpochMilli(), Math::min);
      }
    }
    List<String> unknown = new ArrayList<>();
    for (Dressed event : past.memory.events()) {
      if (event.body() instanceof playhouse.contracts.facts.PlaybackStart start) {
        long at = event.envelope().getOccurred().toEpochMilli();
        if (at <= known.getOrDefault(start.getTitle(), Long.MAX_VALUE)) {
          unknown.add(start.getTitle());
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void theHardCasesOccur() {
    Set<String> met = new TreeSet<>();
    for (Dressed event : past.memory.distinct().values()) {
      HardCases.of(event).forEach(met::add);
    }
    assertThat(met).containsExactlyInAnyOrderElementsOf(HardCases.ALL);
  }
}
