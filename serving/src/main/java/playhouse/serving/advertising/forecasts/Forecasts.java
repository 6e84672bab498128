package playhouse.serving.advertising.forecasts;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import playhouse.serving.advertising.auction.Rates;
import playhouse.serving.advertising.matching.Matching;
import playhouse.serving.advertising.orders.Flight;
import playhouse.serving.advertising.orders.Flights;
import playhouse.serving.advertising.orders.LineItem;

/**
 * Tries a line item on the breaks that were: whom it fits, where it would have won, how often its
 * caps would have let it be shown to each. What came in a day comes in every day of its time.
 */
public final class Forecasts {
  private static final long THOUSAND = 1_000;
  private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();

  /** Fewer people than that could be told from each other. */
  private static final int FEWEST = 50;

  private final Inventory inventory;
  private final Matching matching;
  private final Rates rates;
  private final ToDoubleFunction<Instant> counted;

  /**
   * From that sample.
   *
   * @param matching of its own: it looks at one line item only
   * @param counted breaks that all processes together have counted since then
   */
  public Forecasts(
      Inventory inventory, Matching matching, Rates rates, ToDoubleFunction<Instant> counted) {
    this.inventory = inventory;
    this.matching = matching;
    this.rates = rates;
    this.counted = counted;
  }

  /** What is counted in the sample. */
  private static final class Count {
    long matched;
    long won;
    long shown;
    final Map<UUID, List<Deque<Instant>>> turns = new HashMap<>();
  }

  /**
   * Of a line item by the thousand.
   *
   * @param flight with a film of its length
   */
  public Forecast of(Flight flight, Instant now) {
    Inventory.Sample sample = inventory.sample();
    Flights.All alone = new Flights.All(1, List.of(everSince(flight)));
    Count count = new Count();
    sample.seen().forEach(seen -> count(alone, seen, count));
    LineItem item = flight.lineItem();
    Instant since = sample.since().orElse(now);
    double days = Math.max(Duration.between(since, now).toMillis() / DAY_MILLIS, 1 / 24.0);
    double wanted = Duration.between(item.begins(), item.ends()).toMillis() / DAY_MILLIS;
    double people = others(sample) / sample.share();
    double each = people * wanted / days;
    long affordable = item.budgetMicros() / (item.priceMicros() / THOUSAND);
    long impressions = Math.min(affordable, Math.round(count.shown * each));
    return new Forecast(
        Math.round(sample.seen().size() * each),
        Math.round(count.matched * each),
        Math.round(count.won * each),
        impressions,
        impressions * (item.priceMicros() / THOUSAND),
        told(Math.round(count.turns.size() * people)),
        days,
        new Forecast.Basis(sample.seen().size(), sample.share(), sample.since()));
  }

  /** Others than this process serve, too: as many people more as breaks. */
  private double others(Inventory.Sample sample) {
    double all = sample.since().stream().mapToDouble(counted).findFirst().orElse(0);
    return sample.breaks() == 0 ? 1 : Math.max(1, all / sample.breaks());
  }

  private void count(Flights.All alone, Inventory.Seen seen, Count count) {
    Flight flight = alone.flights().get(0);
    boolean room = flight.creatives().get(0).durationMillis() <= seen.there().pod().mostMillis();
    if (!room || matching.match(alone, seen.there()).fits().isEmpty()) {
      return;
    }
    count.matched++;
    LineItem item = flight.lineItem();
    OptionalDouble rate = rates.of(item.currency(), seen.there().currency(), seen.there().now());
    if (rate.isEmpty() || item.priceMicros() * rate.getAsDouble() <= seen.leastMicros()) {
      return;
    }
    count.won++;
    boolean known = seen.there().person().isPresent();
    boolean free =
        known ? turn(count, seen.there().person().get(), item, seen) : item.caps().isEmpty();
    count.shown += free ? 1 : 0;
  }

  private static boolean turn(Count count, UUID person, LineItem item, Inventory.Seen seen) {
    List<Deque<Instant>> taken =
        count.turns.computeIfAbsent(
            person,
            one -> {
              List<Deque<Instant>> each = new ArrayList<>();
              item.caps().forEach(cap -> each.add(new ArrayDeque<>()));
              return each;
            });
    Instant now = seen.there().now();
    for (int i = 0; i < taken.size(); i++) {
      LineItem.Cap cap = item.caps().get(i);
      Deque<Instant> turns = taken.get(i);
      while (!turns.isEmpty() && !turns.getFirst().isAfter(now.minusSeconds(cap.seconds()))) {
        turns.removeFirst();
      }
      if (turns.size() >= cap.impressions()) {
        return false;
      }
    }
    taken.forEach(turns -> turns.addLast(now));
    return true;
  }

  /** Two digits of it say enough. */
  private static long told(long people) {
    return people < FEWEST
        ? 0
        : BigDecimal.valueOf(people).round(new MathContext(2)).longValueExact();
  }

  /** The breaks that it is tried on are over. */
  private static Flight everSince(Flight flight) {
    LineItem item = flight.lineItem();
    LineItem ever =
        new LineItem(
            item.id(),
            item.order(),
            item.advertiser(),
            item.name(),
            item.kind(),
            Instant.EPOCH,
            Instant.MAX,
            item.currency(),
            item.pricing(),
            item.priceMicros(),
            item.budgetMicros(),
            item.dayBudgetMicros(),
            item.goal(),
            item.pace(),
            item.caps(),
            item.dayparts(),
            item.targeting(),
            item.deal());
    return new Flight(ever, flight.creatives());
  }
}
