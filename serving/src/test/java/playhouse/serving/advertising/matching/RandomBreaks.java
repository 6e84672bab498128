package playhouse.serving.advertising.matching;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.Flight;
import playhouse.serving.advertising.orders.Flights;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.advertising.orders.Opportunity;
import playhouse.serving.advertising.orders.Targeting;

/** Flights and breaks that a seed makes: all rules occur, and most pairs fit in some ways only. */
final class RandomBreaks {
  static final Instant NOW = Instant.parse("2026-11-30T20:15:00Z");
  static final List<String> SEGMENTS =
      List.of("s0", "s1", "s2", "s3", "sensitive", "small", "none");

  private static final List<String> COUNTRIES = List.of("DE", "CN", "FR", "US", "GB");
  private static final List<String> DEVICES = List.of("tv", "web", "ios", "android");
  private static final List<String> PLACEMENTS = List.of("pre-roll", "mid-roll", "post-roll");
  private static final List<String> TITLES = List.of("t0", "t1", "t2", "t3", "t4");

  /** With parents, children and one of our own. */
  private static final List<String> TAGS =
      List.of("iab:1", "iab:25", "iab:27", "iab:150", "iab:181", "iab:151", "look:dark", "iab:211");

  private static final List<String> CATEGORIES = List.of("25", "181", "211", "52", "61", "iab:1");
  private static final List<String> ZONES = List.of("UTC", "Asia/Shanghai", "America/New_York");

  private final Random random;

  RandomBreaks(long seed) {
    random = new Random(seed);
  }

  Flights.All flights(int count) {
    List<Flight> flights = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      LineItem lineItem = lineItem(number, targeting());
      List<Creative> creatives = new ArrayList<>();
      for (int creative = 0; creative <= random.nextInt(3); creative++) {
        creatives.add(creative(lineItem.advertiser()));
      }
      flights.add(new Flight(lineItem, creatives));
    }
    return new Flights.All(1, flights);
  }

  Opportunity opportunity() {
    return opportunity(
        some(0.8) ? Optional.of(id()) : Optional.empty(),
        some(0.7),
        some(0.15)
            ? OptionalInt.of(List.of(0, 6, 12, 16).get(random.nextInt(4)))
            : OptionalInt.empty(),
        few(TAGS, 0.9, 3));
  }

  Opportunity opportunity(
      Optional<UUID> person, boolean personal, OptionalInt age, Set<String> tags) {
    return new Opportunity(
        id().toString(),
        person,
        personal,
        age,
        some(0.9) ? Optional.of(one(COUNTRIES)) : Optional.empty(),
        one(DEVICES),
        one(PLACEMENTS),
        Optional.empty(),
        some(0.9) ? Optional.of(one(TITLES)) : Optional.empty(),
        0,
        tags,
        few(CATEGORIES, 0.1, 1),
        some(0.1) ? Set.of("d1.example") : Set.of(),
        CurrencyUnit.EUR,
        new Opportunity.Pod(6, 120_000, 5_000, 60_000, List.of(), 0, 0, true),
        NOW);
  }

  Targeting targeting() {
    return new Targeting(
        few(COUNTRIES, 0.4, 2),
        few(DEVICES, 0.3, 2),
        few(PLACEMENTS, 0.3, 2),
        few(TITLES, 0.1, 2),
        few(TAGS, 0.3, 2),
        few(SEGMENTS, 0.3, 2),
        few(SEGMENTS, 0.15, 1),
        few(TITLES, 0.1, 1),
        few(TAGS, 0.15, 1),
        few(SEGMENTS, 0.1, 1),
        some(0.5));
  }

  LineItem lineItem(int number, Targeting targeting) {
    boolean later = some(0.05);
    return new LineItem(
        id(),
        id(),
        id(),
        "item " + number,
        LineItem.Kind.AUCTION,
        later ? NOW.plusSeconds(60) : NOW.minusSeconds(86_400),
        some(0.05) ? NOW : NOW.plusSeconds(86_400),
        CurrencyUnit.EUR,
        LineItem.Pricing.CPM,
        5_000_000,
        1_000_000_000,
        Optional.empty(),
        Optional.empty(),
        LineItem.Pace.EVEN,
        List.of(),
        some(0.2)
            ? List.of(
                new LineItem.Daypart(
                    1 + random.nextInt(2), random.nextInt(12), 13 + random.nextInt(12), one(ZONES)))
            : List.of(),
        targeting,
        Optional.empty());
  }

  Creative creative(UUID advertiser) {
    return new Creative(
        id(),
        advertiser,
        "film",
        "unknown",
        id().toString(),
        15_000,
        List.of(),
        "https://a.example/",
        Set.of(one(List.of("d1.example", "shop.d1.example", "d2.example"))),
        few(CATEGORIES, 0.7, 2),
        some(0.3) ? 16 : 0,
        Optional.empty());
  }

  private boolean some(double share) {
    return random.nextDouble() < share;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private Set<String> few(List<String> of, double share, int most) {
    Set<String> few = new HashSet<>();
    for (int count = 0; some(share) && count < most; count++) {
      few.add(one(of));
    }
    return few;
  }

  private UUID id() {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
