package playhouse.serving.advertising.budgets;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import playhouse.serving.advertising.budgets.store.Held;
import playhouse.serving.advertising.budgets.store.PurseStore;
import playhouse.serving.advertising.orders.LineItem;

/** What line items have spent and hold, from memory: all processes' as of a second ago. */
final class Totals {
  private static final Standing.Spending NOTHING = new Standing.Spending(0, 0, 0, 0);

  private final Map<UUID, Standing.Spending> known = new ConcurrentHashMap<>();
  private volatile LocalDate day = LocalDate.EPOCH;

  Standing.Spending of(UUID lineItem, LocalDate today) {
    Standing.Spending all = known.getOrDefault(lineItem, NOTHING);
    return today.equals(day)
        ? all
        : new Standing.Spending(all.spentMicros(), all.heldMicros(), 0, all.impressions());
  }

  boolean afford(LineItem lineItem, long micros, LocalDate today) {
    Standing.Spending all = of(lineItem.id(), today);
    Optional<Long> most = lineItem.dayBudgetMicros();
    return all.spentMicros() + all.heldMicros() + micros <= lineItem.budgetMicros()
        && (most.isEmpty() || all.todayMicros() + micros <= most.get());
  }

  /** As the database has them on that day. */
  void put(List<PurseStore.Total> totals, LocalDate today) {
    if (!today.equals(day)) {
      known.replaceAll(
          (id, one) ->
              new Standing.Spending(one.spentMicros(), one.heldMicros(), 0, one.impressions()));
      day = today;
    }
    totals.forEach(
        one ->
            known.put(
                one.lineItem(),
                new Standing.Spending(one.spent(), one.held(), one.today(), one.impressions())));
  }

  void held(Held held, long micros) {
    add(held, 0, micros, day.equals(held.day()) ? micros : 0, 0);
  }

  void paid(Held held) {
    add(held, held.reservedMicros(), -held.reservedMicros(), 0, 0);
  }

  void shown(Held held) {
    add(held, 0, 0, 0, 1);
  }

  private void add(Held held, long spent, long reserved, long today, long impressions) {
    known.merge(
        held.lineItem(),
        new Standing.Spending(spent, reserved, today, impressions),
        (a, b) ->
            new Standing.Spending(
                a.spentMicros() + b.spentMicros(),
                a.heldMicros() + b.heldMicros(),
                a.todayMicros() + b.todayMicros(),
                a.impressions() + b.impressions()));
  }
}
