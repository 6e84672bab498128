package playhouse.serving.advertising.budgets;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.facts.Ad;
import playhouse.serving.advertising.budgets.store.Held;
import playhouse.serving.advertising.budgets.store.HoldStore;
import playhouse.serving.advertising.budgets.store.PurseStore;
import playhouse.serving.advertising.budgets.store.Tally;
import playhouse.serving.advertising.budgets.store.Turn;
import playhouse.serving.advertising.orders.LineItem;

/** What of a transaction brings a budget or a cap to its end: that is told, once. */
final class Ends {
  private final Handle tx;
  private final Map<UUID, PurseStore.Pot> pots;
  private final Tally tally;
  private final Set<Object> told = new HashSet<>();
  private final List<Ad> facts = new ArrayList<>();

  /**
   * After all is written.
   *
   * @param pots as they were before
   * @param tally what was added since
   */
  Ends(Handle tx, Map<UUID, PurseStore.Pot> pots, Tally tally) {
    this.tx = tx;
    this.pots = pots;
    this.tally = tally;
  }

  List<Ad> facts() {
    return facts;
  }

  /** Less is left than one more like this would cost. */
  void exhausted(Held paid, Instant now) {
    UUID id = paid.lineItem();
    PurseStore.Pot pot = Objects.requireNonNull(pots.get(id), "a purse that is not there");
    long price = paid.reservedMicros();
    long spent = pot.spentMicros() + tally.spent(id, Optional.empty());
    if (!pot.exhausted() && pot.budgetMicros() - spent < price && told.add(id)) {
      PurseStore.exhausted(tx, id);
      facts.add(total(pot, Optional.empty(), pot.budgetMicros(), now));
    }
    PurseStore.Key key = Tally.key(paid);
    if (pot.dayBudgetMicros().isPresent() && !told.contains(key)) {
      PurseStore.PotDay day = Objects.requireNonNull(PurseStore.days(tx, List.of(key)).get(key));
      long budget = pot.dayBudgetMicros().get();
      if (!day.exhausted() && budget - day.spentMicros() < price && told.add(key)) {
        PurseStore.exhausted(tx, key);
        facts.add(total(pot, Optional.of(key.day()), budget, now));
      }
    }
  }

  private static Ad total(PurseStore.Pot pot, Optional<LocalDate> day, long budget, Instant now) {
    return BudgetFacts.exhausted(pot.lineItem(), day, budget, pot.currency(), now);
  }

  /** Somebody has seen something as often as they may. */
  void caps(List<Held> shown) {
    List<Held> capped =
        shown.stream().filter(held -> held.person().isPresent() && !of(held).isEmpty()).toList();
    if (capped.isEmpty()) {
      return;
    }
    List<Turn> turns =
        HoldStore.turns(
            tx,
            capped.stream().map(held -> held.person().orElseThrow()).toList(),
            capped.stream().map(Held::lineItem).toList(),
            since(capped));
    Set<UUID> fresh = new HashSet<>();
    capped.forEach(held -> fresh.add(held.impression()));
    Map<Turns.Pair, Held> last = new LinkedHashMap<>();
    capped.forEach(held -> last.put(Turns.Pair.of(held.turn().orElseThrow()), held));
    last.forEach(
        (pair, held) -> {
          List<Turn> all = turns.stream().filter(one -> Turns.Pair.of(one).equals(pair)).toList();
          of(held).forEach(cap -> tell(held, cap, all, fresh));
        });
  }

  /** It is told by what brought them to it: before there were fewer. */
  private void tell(Held held, LineItem.Cap cap, List<Turn> all, Set<UUID> fresh) {
    Instant now = held.shown().orElseThrow();
    Instant since = now.minusSeconds(cap.seconds());
    List<Turn> seen =
        all.stream().filter(one -> one.shown().filter(since::isBefore).isPresent()).toList();
    long before = seen.stream().filter(one -> !fresh.contains(one.impression())).count();
    if (before < cap.impressions() && seen.size() >= cap.impressions()) {
      facts.add(BudgetFacts.capHit(held, cap, now));
    }
  }

  private Instant since(List<Held> capped) {
    Instant since = Instant.MAX;
    for (Held held : capped) {
      for (LineItem.Cap cap : of(held)) {
        Instant begins = held.shown().orElseThrow().minusSeconds(cap.seconds());
        since = begins.isBefore(since) ? begins : since;
      }
    }
    return since;
  }

  private List<LineItem.Cap> of(Held held) {
    PurseStore.Pot pot = pots.get(held.lineItem());
    return pot == null ? List.of() : pot.caps();
  }
}
