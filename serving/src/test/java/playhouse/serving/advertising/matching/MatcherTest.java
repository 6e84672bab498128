package playhouse.serving.advertising.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.Flight;
import playhouse.serving.advertising.orders.Flights;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.advertising.orders.Opportunity;
import playhouse.serving.advertising.orders.Targeting;

class MatcherTest {
  private static final KnownPeople PEOPLE = new KnownPeople();
  private static final UUID KNOWN = UUID.fromString("00000000-0000-0001-0000-000000000000");
  private static final UUID STRANGER = UUID.fromString("00000000-0000-0000-0000-000000000000");
  private static final Targeting ALL = Targeting.everybody();

  private final Matcher matcher = new Matcher(PEOPLE, PEOPLE);
  private final RandomBreaks some = new RandomBreaks(1);

  @Test
  void theIndexSaysWhatAPlainLoopSays() {
    TreeMap<String, Integer> seen = new TreeMap<>();
    for (long seed = 1; seed <= 40; seed++) {
      RandomBreaks breaks = new RandomBreaks(seed);
      Flights.All flights = breaks.flights(1 + (int) (seed * 7 % 200));
      PlainMatching plain = new PlainMatching(PEOPLE);
      for (int at = 0; at < 100; at++) {
        Opportunity there = breaks.opportunity();
        Matching.Matched wanted = plain.match(flights, there);
        Matching.Matched found = matcher.match(flights, there);
        assertThat(found.fits()).as("seed %d, break %d", seed, at).isEqualTo(wanted.fits());
        assertThat(found.denied())
            .as("seed %d, break %d", seed, at)
            .containsExactlyInAnyOrderElementsOf(wanted.denied());
        found.fits().forEach(fit -> seen.merge(fit.by(), 1, Integer::sum));
        found.denied().forEach(one -> seen.merge("denied " + one.reason(), 1, Integer::sum));
      }
    }
    System.out.println("matched and denied: " + seen);
    assertThat(seen.keySet())
        .contains(
            "context",
            "everybody",
            "lookalike",
            "segment",
            "denied brand_safety",
            "denied consent",
            "denied minor",
            "denied sensitive",
            "denied small");
  }

  @Test
  void aThousandFlightsAreLookedThroughInLessThanAThirdOfAMillisecond() {
    RandomBreaks breaks = new RandomBreaks(3);
    Flights.All flights = breaks.flights(1_000);
    List<Opportunity> there = new ArrayList<>();
    for (int at = 0; at < 500; at++) {
      there.add(breaks.opportunity());
    }
    long fits = 0;
    double[] micros = new double[there.size()];
    for (int round = 0; round < 12; round++) {
      for (int at = 0; at < there.size(); at++) {
        long begun = System.nanoTime();
        fits += matcher.match(flights, there.get(at)).fits().size();
        micros[at] = (System.nanoTime() - begun) / 1e3;
      }
    }
    Arrays.sort(micros);
    System.out.printf(
        "1 000 flights: median %.0f µs, p99 %.0f µs; %d fit on average%n",
        micros[250], micros[495], fits / 12 / there.size());
    assertThat(micros[250]).isLessThan(300);
  }

  @Test
  void whoOfWhomNothingIsKnownIsReachedByTagsWhereThatIsWanted() {
    Targeting fallsBack = targeting(Set.of("iab:1"), Set.of("s0"), Set.of(), Set.of(), true);
    Targeting doesNot = targeting(Set.of("iab:1"), Set.of("s0"), Set.of(), Set.of(), false);
    Opportunity there = there(Optional.of(STRANGER), true, OptionalInt.empty(), Set.of("iab:25"));
    assertThat(by(fallsBack, there)).containsExactly("context");
    assertThat(by(doesNot, there)).isEmpty();
    Opportunity other = there(Optional.of(STRANGER), true, OptionalInt.empty(), Set.of("iab:150"));
    assertThat(by(fallsBack, other)).isEmpty();
  }

  @Test
  void whoDidNotAgreeGetsNothingThatGoesByThem() {
    Opportunity there = there(Optional.of(KNOWN), false, OptionalInt.empty(), Set.of());
    for (Targeting personal :
        List.of(
            targeting(Set.of(), Set.of("s0"), Set.of(), Set.of(), false),
            targeting(Set.of(), Set.of(), Set.of("s0"), Set.of(), false),
            targeting(Set.of(), Set.of(), Set.of(), Set.of("s1"), false))) {
      Matching.Matched found = matcher.match(flights(personal, creative(0)), there);
      assertThat(found.fits()).isEmpty();
      assertThat(found.denied()).containsExactly(new Matching.Denied(Optional.empty(), "consent"));
    }
    assertThat(by(ALL, there)).containsExactly("everybody");
  }

  @Test
  void minorsSeeOnlyWhatSuitsThemAndNothingThatGoesByThem() {
    Opportunity there = there(Optional.of(KNOWN), true, OptionalInt.of(12), Set.of());
    assertThat(matcher.match(flights(ALL, creative(16)), there).fits()).isEmpty();
    assertThat(matcher.match(flights(ALL, creative(12)), there).fits()).hasSize(1);
    for (String barred : List.of("181", "211", "pg0WhF", "188")) {
      assertThat(matcher.match(flights(ALL, creative(0, barred)), there).fits())
          .as(barred)
          .isEmpty();
    }
    Targeting personal = targeting(Set.of(), Set.of("s0"), Set.of(), Set.of(), false);
    assertThat(matcher.match(flights(personal, creative(0)), there).denied())
        .containsExactly(new Matching.Denied(Optional.empty(), "minor"));
  }

  @Test
  void sensitiveAndSmallSegmentsAreCountedAndNeverAnError() {
    Opportunity there = there(Optional.of(KNOWN), true, OptionalInt.empty(), Set.of());
    for (String refused : List.of("sensitive", "small")) {
      for (Targeting wanted :
          List.of(
              targeting(Set.of(), Set.of(refused), Set.of(), Set.of(), false),
              targeting(Set.of(), Set.of(), Set.of(refused), Set.of(), false),
              targeting(Set.of(), Set.of(), Set.of(), Set.of(refused), false))) {
        Flights.All flights = flights(wanted, creative(0));
        Matching.Matched found = matcher.match(flights, there);
        assertThat(found.fits()).isEmpty();
        String lineItem = flights.flights().get(0).lineItem().id().toString();
        assertThat(found.denied())
            .containsExactly(new Matching.Denied(Optional.of(lineItem), refused));
      }
    }
    Targeting gone = targeting(Set.of(), Set.of("none"), Set.of(), Set.of(), false);
    assertThat(matcher.match(flights(gone, creative(0)), there).denied()).isEmpty();
  }

  @Test
  void flightsThatChangedAreSeenAtOnce() {
    Opportunity there = there(Optional.of(KNOWN), true, OptionalInt.empty(), Set.of());
    assertThat(matcher.match(flights(ALL, creative(0)), there).fits()).hasSize(1);
    assertThat(matcher.match(new Flights.All(2, List.of()), there).fits()).isEmpty();
  }

  private List<String> by(Targeting targeting, Opportunity there) {
    return matcher.match(flights(targeting, creative(0)), there).fits().stream()
        .map(Matching.Fit::by)
        .toList();
  }

  private Flights.All flights(Targeting targeting, Creative creative) {
    LineItem made = some.lineItem(0, targeting);
    LineItem always =
        new LineItem(
            made.id(),
            made.order(),
            made.advertiser(),
            made.name(),
            made.kind(),
            RandomBreaks.NOW.minusSeconds(1),
            RandomBreaks.NOW.plusSeconds(1),
            made.currency(),
            made.pricing(),
            made.priceMicros(),
            made.budgetMicros(),
            Optional.empty(),
            Optional.empty(),
            made.pace(),
            List.of(),
            List.of(),
            targeting,
            Optional.empty());
    return new Flights.All(1, List.of(new Flight(always, List.of(creative))));
  }

  private static Creative creative(int age, String... categories) {
    UUID id = UUID.randomUUID();
    return new Creative(
        id,
        id,
        "film",
        "unknown",
        "1",
        15_000,
        List.of(),
        "https://a.example/",
        Set.of(),
        Set.of(categories),
        age,
        Optional.empty());
  }

  private Opportunity there(
      Optional<UUID> person, boolean personal, OptionalInt age, Set<String> tags) {
    Opportunity made = some.opportunity(person, personal, age, tags);
    return new Opportunity(
        made.request(),
        person,
        personal,
        age,
        Optional.of("DE"),
        "tv",
        "mid-roll",
        Optional.empty(),
        Optional.of("t0"),
        0,
        tags,
        Set.of(),
        Set.of(),
        made.currency(),
        made.pod(),
        RandomBreaks.NOW);
  }

  private static Targeting targeting(
      Set<String> tags,
      Set<String> segments,
      Set<String> lookalikes,
      Set<String> notSegments,
      boolean byContextToo) {
    return new Targeting(
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        tags,
        segments,
        lookalikes,
        Set.of(),
        Set.of(),
        notSegments,
        byContextToo);
  }
}
