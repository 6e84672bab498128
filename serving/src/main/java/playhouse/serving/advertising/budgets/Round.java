package playhouse.serving.advertising.budgets;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.facts.Ad;
import playhouse.serving.advertising.budgets.store.Days;
import playhouse.serving.advertising.budgets.store.Held;
import playhouse.serving.advertising.budgets.store.HoldStore;
import playhouse.serving.advertising.budgets.store.LeaseStore;
import playhouse.serving.advertising.budgets.store.PurseStore;
import playhouse.serving.advertising.budgets.store.Tally;
import playhouse.serving.advertising.budgets.store.Turn;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.platform.outbox.Outbox;

/**
 * One transaction of all that waited for it. Locks are taken in one order: people, impressions,
 * purses, leases. Memory is changed by what it says afterwards, when it is so for good.
 */
final class Round {
  static final String SYSTEM = "S8.4";

  /** How long a click, or the end of a view, is paid for after it began to show. */
  private static final Duration PAYABLE = Duration.ofMinutes(30);

  private final Handle tx;
  private final Drawer drawer;
  private final List<Work> works;
  private final Tally tally = new Tally();
  private final Map<UUID, Held> there = new HashMap<>();
  private final Map<UUID, Held> changed = new LinkedHashMap<>();
  private final List<Payment> payments = new ArrayList<>();
  private final List<Held> shown = new ArrayList<>();
  private final List<Held> released = new ArrayList<>();
  private final List<Held> taken = new ArrayList<>();
  private final List<Ad> facts = new ArrayList<>();
  private final List<Runnable> answers = new ArrayList<>();
  private final Grants grants;

  /** Money that is paid now. */
  private record Payment(Held before, Instant now) {}

  /**
   * What is so now.
   *
   * @param answers to who waits
   * @param filled what was set aside
   * @param turns of those that were asked for, those before that are taken now
   */
  record Outcome(
      List<Runnable> answers,
      List<Held> taken,
      List<Held> released,
      List<Held> shown,
      List<Held> paid,
      Map<PurseStore.Key, Long> filled,
      Map<Turns.Pair, List<Turn>> turns,
      List<LineItem> opened) {}

  Round(Handle tx, Drawer drawer, List<Work> works) {
    this.tx = tx;
    this.drawer = drawer;
    this.works = works;
    grants = new Grants(tx, drawer, tally, of(Work.Hold.class));
  }

  Outcome run() {
    grants.lookUp();
    tell();
    Set<UUID> locked = grants.lacking();
    shown.forEach(held -> locked.add(held.lineItem()));
    payments.forEach(payment -> locked.add(payment.before().lineItem()));
    List<UUID> dead = dead();
    released.forEach(held -> locked.add(held.lineItem()));
    Map<UUID, PurseStore.Pot> pots = PurseStore.lock(tx, locked);
    grants.fill(pots);
    grant();
    HoldStore.change(tx, changed.values());
    payments.forEach(payment -> tally.pay(payment.before(), Days.of(payment.now())));
    shown.forEach(held -> tally.show(held, Days.of(held.shown().orElseThrow())));
    released.forEach(held -> tally.unhold(held, !dead.contains(held.holder())));
    tally.write(tx);
    Ends ends = new Ends(tx, pots, tally);
    payments.forEach(payment -> ends.exhausted(payment.before(), payment.now()));
    ends.caps(shown);
    facts.addAll(ends.facts());
    Outbox.bundle(tx, SYSTEM, facts);
    return new Outcome(
        answers,
        taken,
        released,
        shown,
        payments.stream().map(Payment::before).toList(),
        grants.filled(),
        grants.turns(),
        grants.opened());
  }

  private <T extends Work> List<T> of(Class<T> kind) {
    return works.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private List<UUID> dead() {
    List<UUID> others =
        released.stream()
            .map(Held::holder)
            .filter(one -> !one.equals(drawer.holder()))
            .distinct()
            .toList();
    return others.isEmpty() ? List.of() : LeaseStore.dead(tx, others);
  }

  private void tell() {
    List<Work.Notice> notices = of(Work.Notice.class);
    List<Work.Release> releases = of(Work.Release.class);
    Set<UUID> asked = new HashSet<>();
    notices.forEach(one -> asked.add(one.impression()));
    releases.forEach(one -> asked.add(one.impression()));
    HoldStore.lock(tx, asked).forEach(held -> there.put(held.impression(), held));
    for (Work.Notice notice : notices) {
      Purse.Booked booked = booked(notice);
      answers.add(() -> notice.answer().complete(booked));
    }
    for (Work.Release release : releases) {
      Held held = there.get(release.impression());
      boolean open = held != null && held.state() == Held.State.OPEN;
      if (held != null && open) {
        // Money that another process set aside goes back to where it can use it.
        released.add(held);
        change(held.lapsed());
      }
      answers.add(() -> release.answer().complete(open));
    }
  }

  private void change(Held held) {
    there.put(held.impression(), held);
    changed.put(held.impression(), held);
  }

  private Purse.Booked booked(Work.Notice notice) {
    Held held = there.get(notice.impression());
    if (held == null) {
      return Purse.Booked.NOT_HELD;
    }
    return notice.pays().isEmpty()
        ? shown(held, notice.now())
        : paid(held, notice.pays().get(), notice.now());
  }

  private Purse.Booked shown(Held held, Instant now) {
    if (held.state() == Held.State.SHOWN || held.state() == Held.State.PAID) {
      return Purse.Booked.BEFORE;
    }
    if (!held.openAt(now)) {
      return Purse.Booked.NOT_HELD;
    }
    Held after = held.shownAt(now, now.plus(PAYABLE));
    change(after);
    shown.add(after);
    if (after.bookedMicros() > 0) {
      payments.add(new Payment(held, now));
    }
    facts.add(BudgetFacts.impression(after, now));
    return Purse.Booked.NOW;
  }

  private Purse.Booked paid(Held held, LineItem.Pricing what, Instant now) {
    if (held.pricing() != what || what == LineItem.Pricing.CPM) {
      return Purse.Booked.NOT_HELD;
    }
    if (held.state() == Held.State.PAID) {
      return Purse.Booked.BEFORE;
    }
    if (held.state() != Held.State.SHOWN
        || held.reservedMicros() == 0
        || held.until().isBefore(now)) {
      return Purse.Booked.NOT_HELD;
    }
    Held after = held.paid();
    payments.add(new Payment(held, now));
    change(after);
    facts.add(BudgetFacts.paid(after, now));
    return Purse.Booked.NOW;
  }

  private void grant() {
    Map<Work.Hold, List<Purse.Wish>> granted = new LinkedHashMap<>();
    List<Held> wanted = new ArrayList<>();
    for (Work.Hold hold : of(Work.Hold.class)) {
      List<Purse.Wish> some = grants.granted(hold);
      granted.put(hold, some);
      some.forEach(wish -> wanted.add(Grants.held(hold.occasion(), wish, drawer.holder())));
      facts.add(BudgetFacts.requested(hold.occasion()));
    }
    Set<UUID> added = HoldStore.add(tx, wanted);
    for (Held held : wanted) {
      if (added.contains(held.impression())) {
        taken.add(held);
        tally.hold(held);
        facts.add(BudgetFacts.filled(held));
      }
    }
    granted.forEach(
        (hold, some) -> {
          List<Purse.Wish> really =
              some.stream().filter(wish -> added.contains(wish.impression())).toList();
          answers.add(() -> hold.answer().complete(really));
        });
  }
}
