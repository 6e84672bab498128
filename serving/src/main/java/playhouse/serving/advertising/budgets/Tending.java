package playhouse.serving.advertising.budgets;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import playhouse.serving.advertising.budgets.store.Held;
import playhouse.serving.advertising.budgets.store.HoldStore;
import playhouse.serving.advertising.budgets.store.LeaseStore;
import playhouse.serving.advertising.budgets.store.PurseStore;
import playhouse.serving.advertising.budgets.store.Tally;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * What is done now and then with what was set aside and held: what lapsed, what is idle and what
 * the dead left goes back to where others can use it.
 */
final class Tending {
  private static final int MOST = 2_000;
  private static final int MOST_LEASES = 300;
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final long WANTED_SECONDS = 2;
  private static final Duration KEPT = Duration.ofDays(2);

  private final ServicesDatabase database;
  private final Duration silence;

  /**
   * Of that database.
   *
   * @param silence after which a process that does not say that it lives is taken for dead
   */
  Tending(ServicesDatabase database, Duration silence) {
    this.database = database;
    this.silence = silence;
  }

  /** Says that a process lives, and takes over from those that do not; false if it is one. */
  boolean renew(UUID holder, Instant now) {
    boolean lives =
        database.write(
            tx -> {
              LeaseStore.bury(tx, silence);
              return LeaseStore.renew(tx, holder);
            });
    database.write(
        tx -> {
          takeOver(tx);
          LeaseStore.forget(tx);
          HoldStore.forget(tx, now.minus(KEPT), MOST);
          return lives;
        });
    return lives;
  }

  private static void takeOver(Handle tx) {
    List<LeaseStore.Change> left = LeaseStore.left(tx, MOST);
    PurseStore.lock(tx, left.stream().map(LeaseStore.Change::lineItem).collect(Collectors.toSet()));
    Tally tally = new Tally();
    for (LeaseStore.Change one : left) {
      tally.give(
          new PurseStore.Key(one.lineItem(), one.day()),
          LeaseStore.empty(tx, one.holder(), one.lineItem(), one.day()));
    }
    tally.write(tx);
  }

  /** What was not told of in time, as it was: given back. */
  List<Held> lapse(UUID holder, Instant now) {
    return database.write(
        tx -> {
          List<Held> over = HoldStore.lockLapsed(tx, holder, now, MOST);
          Set<UUID> others = new HashSet<>();
          Tally tally = new Tally();
          for (Held held : over) {
            boolean mine = held.holder().equals(holder);
            tally.unhold(held, mine);
            if (!mine) {
              others.add(held.lineItem());
            }
          }
          PurseStore.lock(tx, others);
          HoldStore.change(tx, over.stream().map(Held::lapsed).toList());
          tally.write(tx);
          return over;
        });
  }

  /** What was set aside and is of no use here, given back; those leases have nothing now. */
  List<PurseStore.Key> giveBack(Drawer drawer, LocalDate today) {
    Set<UUID> free = drawer.withFree();
    Set<UUID> wanted =
        free.isEmpty()
            ? Set.of()
            : Set.copyOf(database.read(handle -> PurseStore.wanted(handle, free, WANTED_SECONDS)));
    List<PurseStore.Key> idle = drawer.idle(IDLE.toNanos(), wanted, today);
    List<PurseStore.Key> some = idle.subList(0, Math.min(MOST_LEASES, idle.size()));
    giveBack(drawer.holder(), some);
    return some;
  }

  /** All that a process set aside goes back: it ends. */
  void end(Drawer drawer) {
    giveBack(drawer.holder(), drawer.all());
    database.write(
        tx -> {
          LeaseStore.end(tx, drawer.holder());
          return true;
        });
  }

  private void giveBack(UUID holder, List<PurseStore.Key> keys) {
    if (keys.isEmpty()) {
      return;
    }
    database.write(
        tx -> {
          PurseStore.lock(
              tx, keys.stream().map(PurseStore.Key::lineItem).collect(Collectors.toSet()));
          Tally tally = new Tally();
          keys.forEach(
              key -> tally.give(key, LeaseStore.empty(tx, holder, key.lineItem(), key.day())));
          tally.write(tx);
          return true;
        });
  }
}
