package playhouse.serving.advertising.budgets;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.advertising.budgets.store.Days;
import playhouse.serving.advertising.budgets.store.Held;
import playhouse.serving.advertising.budgets.store.HoldStore;
import playhouse.serving.advertising.budgets.store.PurseStore;
import playhouse.serving.advertising.budgets.store.Tally;
import playhouse.serving.advertising.budgets.store.Turn;
import playhouse.serving.advertising.orders.LineItem;

/**
 * Decides which wishes of a transaction are granted: first by turns, which the database knows, then
 * by money, which this process has set aside or sets aside now.
 */
final class Grants {
  /** Of the lock that keeps two processes from giving somebody their last turn twice. */
  private static final long LOCK = 0x7475726e73L;

  private final Handle tx;
  private final Drawer drawer;
  private final Tally tally;
  private final List<Work.Hold> asking;
  private final Map<Turns.Pair, List<Turn>> turns = new HashMap<>();
  private final Map<PurseStore.Key, Long> filled = new HashMap<>();
  private final Map<PurseStore.Key, Long> used = new HashMap<>();
  private final List<LineItem> opened = new ArrayList<>();

  Grants(Handle tx, Drawer drawer, Tally tally, List<Work.Hold> asking) {
    this.tx = tx;
    this.drawer = drawer;
    this.tally = tally;
    this.asking = asking;
  }

  /** Turns of those who were asked for, as the database knows them. */
  Map<Turns.Pair, List<Turn>> turns() {
    return turns;
  }

  /** What was set aside. */
  Map<PurseStore.Key, Long> filled() {
    return filled;
  }

  /** Line items that the database was told of. */
  List<LineItem> opened() {
    return opened;
  }

  /** Looks up who saw what, and has nobody else give them a turn meanwhile. Comes first. */
  void lookUp() {
    List<UUID> people = new ArrayList<>();
    List<UUID> lineItems = new ArrayList<>();
    Set<LineItem> all = new LinkedHashSet<>();
    Instant since = Instant.MAX;
    for (Work.Hold one : asking) {
      for (Purse.Wish wish : one.wishes()) {
        all.add(wish.lineItem());
        if (one.occasion().person().isPresent() && !wish.lineItem().caps().isEmpty()) {
          people.add(one.occasion().person().get());
          lineItems.add(wish.lineItem().id());
          Instant begins = one.occasion().now().minusSeconds(longest(wish.lineItem()));
          since = begins.isBefore(since) ? begins : since;
        }
      }
    }
    opened.addAll(drawer.unknown(all));
    PurseStore.open(tx, opened);
    if (!people.isEmpty()) {
      lock(people);
      for (Turn turn : HoldStore.turns(tx, people, lineItems, since)) {
        turns.computeIfAbsent(Turns.Pair.of(turn), pair -> new ArrayList<>()).add(turn);
      }
    }
  }

  private static long longest(LineItem lineItem) {
    return lineItem.caps().stream().mapToLong(LineItem.Cap::seconds).max().orElse(0);
  }

  private void lock(List<UUID> people) {
    tx.createQuery("select pg_advisory_xact_lock(k)::text from unnest(:keys) as k")
        .bindArray(
            "keys",
            Long.class,
            people.stream()
                .map(one -> one.getMostSignificantBits() ^ one.getLeastSignificantBits() ^ LOCK)
                .distinct()
                .sorted()
                .toList())
        .mapTo(String.class)
        .list();
  }

  /** Line items of which less is free than may be needed. */
  Set<UUID> lacking() {
    Set<UUID> some = new HashSet<>();
    needs()
        .forEach(
            (key, need) -> {
              if (need > drawer.free(key)) {
                some.add(key.lineItem());
              }
            });
    return some;
  }

  private Map<PurseStore.Key, Long> needs() {
    Map<PurseStore.Key, Long> needs = new HashMap<>();
    for (Work.Hold one : asking) {
      for (Purse.Wish wish : one.wishes()) {
        needs.merge(key(one, wish), micros(wish), Long::sum);
      }
    }
    return needs;
  }

  private static PurseStore.Key key(Work.Hold hold, Purse.Wish wish) {
    return new PurseStore.Key(wish.lineItem().id(), Days.of(hold.occasion().now()));
  }

  /** Sets aside what is lacking, as far as it is there; the purses are locked. */
  void fill(Map<UUID, PurseStore.Pot> pots) {
    Map<PurseStore.Key, Long> lacking = new HashMap<>();
    needs()
        .forEach(
            (key, need) -> {
              if (need > drawer.free(key)) {
                lacking.put(key, need - drawer.free(key));
              }
            });
    Map<PurseStore.Key, PurseStore.PotDay> days = PurseStore.days(tx, lacking.keySet());
    Map<UUID, Long> before = new HashMap<>();
    Set<UUID> wanted = new HashSet<>();
    lacking.forEach(
        (key, need) -> {
          PurseStore.Pot pot = pots.get(key.lineItem());
          if (pot == null) {
            return;
          }
          long left =
              pot.budgetMicros() - pot.takenMicros() - before.getOrDefault(key.lineItem(), 0L);
          PurseStore.PotDay day = days.get(key);
          long today = day == null ? 0 : day.takenMicros();
          long leftToday = pot.dayBudgetMicros().map(most -> most - today).orElse(left);
          long portion = drawer.portion(key, need, Math.min(left, leftToday));
          if (portion > 0) {
            tally.take(drawer.holder(), key, portion);
            filled.put(key, portion);
            before.merge(key.lineItem(), portion, Long::sum);
          }
          if (portion < need) {
            wanted.add(key.lineItem());
          }
        });
    PurseStore.want(tx, wanted);
  }

  /** What of it is granted; what is, is gone for those who come after. */
  List<Purse.Wish> granted(Work.Hold hold) {
    List<Purse.Wish> granted = new ArrayList<>();
    for (Purse.Wish wish : hold.wishes()) {
      PurseStore.Key key = key(hold, wish);
      long micros = micros(wish);
      long free = drawer.free(key) + filled.getOrDefault(key, 0L) - used.getOrDefault(key, 0L);
      if (micros <= free && turn(hold.occasion(), wish)) {
        used.merge(key, micros, Long::sum);
        granted.add(wish);
      }
    }
    return granted;
  }

  /** What has a cap is for those only who are known: others could not be kept from seeing more. */
  private boolean turn(Purse.Occasion occasion, Purse.Wish wish) {
    LineItem lineItem = wish.lineItem();
    if (lineItem.caps().isEmpty()) {
      return true;
    }
    if (occasion.person().isEmpty()) {
      return false;
    }
    Turns.Pair pair = new Turns.Pair(occasion.person().get(), lineItem.id());
    List<Turn> taken = turns.computeIfAbsent(pair, same -> new ArrayList<>());
    if (Turns.full(lineItem.caps(), taken, occasion.now())) {
      return false;
    }
    taken.add(
        new Turn(
            pair.person(), lineItem.id(), wish.impression(), occasion.until(), Optional.empty()));
    return true;
  }

  /** Of a wish that is granted. */
  static Held held(Purse.Occasion occasion, Purse.Wish wish, UUID holder) {
    LineItem lineItem = wish.lineItem();
    long micros = micros(wish);
    return new Held(
        wish.impression(),
        lineItem.id(),
        wish.creative().id(),
        lineItem.advertiser(),
        occasion.person(),
        holder,
        Days.of(occasion.now()),
        lineItem.pricing(),
        lineItem.currency().getCode(),
        micros,
        micros,
        0,
        occasion.request(),
        occasion.placement(),
        occasion.play(),
        occasion.title(),
        wish.slot(),
        Held.State.OPEN,
        occasion.now(),
        occasion.until(),
        Optional.empty());
  }

  /** Most that it can cost: its price, or that of the click or view that would pay for it. */
  private static long micros(Purse.Wish wish) {
    LineItem lineItem = wish.lineItem();
    boolean later = lineItem.pricing() != LineItem.Pricing.CPM;
    return later && lineItem.kind() != LineItem.Kind.HOUSE ? lineItem.priceMicros() : wish.micros();
  }
}
