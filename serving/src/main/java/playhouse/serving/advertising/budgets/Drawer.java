package playhouse.serving.advertising.budgets;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import playhouse.serving.advertising.budgets.store.PurseStore;
import playhouse.serving.advertising.orders.LineItem;

/**
 * What this process has set aside, as of its last transaction. One thread has to do with it.
 *
 * <p>How much is set aside at once follows how fast it goes: what lasts less than some seconds is
 * doubled, what lasts long is halved; near the end of a budget it is less and less, so that several
 * processes come to its end together.
 */
final class Drawer {
  private static final long SECONDS = 1_000_000_000L;
  private static final long SHORT_NANOS = 3 * SECONDS;
  private static final long LONG_NANOS = 12 * SECONDS;
  private static final int FIRST = 8;
  private static final int SHARE = 8;

  private final UUID holder;
  private final Map<PurseStore.Key, Lease> leases = new HashMap<>();
  private final Map<UUID, LineItem> known = new HashMap<>();

  /**
   * Some of a line item's money for a day.
   *
   * @param size that is set aside at once
   * @param filledNanos when that was last done
   * @param usedNanos when anything was last taken of it
   */
  private record Lease(long free, long size, long filledNanos, long usedNanos) {}

  Drawer(UUID holder) {
    this.holder = holder;
  }

  UUID holder() {
    return holder;
  }

  long free(PurseStore.Key key) {
    Lease lease = leases.get(key);
    return lease == null ? 0 : lease.free();
  }

  /** How much to set aside where that is needed more than is free, and so much is left. */
  long portion(PurseStore.Key key, long need, long left) {
    return Math.max(0, Math.min(left, Math.max(need, Math.min(size(key, need), left / SHARE))));
  }

  private long size(PurseStore.Key key, long need) {
    Lease lease = leases.get(key);
    if (lease == null) {
      return need * FIRST;
    }
    long lasted = System.nanoTime() - lease.filledNanos();
    long size = Math.max(lease.size(), need);
    return lasted < SHORT_NANOS ? size * 2 : lasted > LONG_NANOS ? size / 2 : size;
  }

  /** So much was set aside. */
  void filled(PurseStore.Key key, long micros) {
    long now = System.nanoTime();
    leases.merge(
        key,
        new Lease(micros, micros, now, now),
        (before, fresh) -> new Lease(before.free() + micros, micros, now, now));
  }

  /** So much is free more, or less. */
  void add(PurseStore.Key key, long micros) {
    leases.computeIfPresent(
        key,
        (same, lease) ->
            new Lease(
                lease.free() + micros, lease.size(), lease.filledNanos(), nanos(micros, lease)));
  }

  private static long nanos(long micros, Lease lease) {
    return micros < 0 ? System.nanoTime() : lease.usedNanos();
  }

  /** Nothing is free of it any more. */
  void emptied(PurseStore.Key key) {
    leases.remove(key);
  }

  /** Those of whom the database was not told yet, as they are now. */
  List<LineItem> unknown(Set<LineItem> lineItems) {
    List<LineItem> some = new ArrayList<>();
    lineItems.forEach(
        one -> {
          LineItem before = known.get(one.id());
          if (before == null || !before.caps().equals(one.caps())) {
            some.add(one);
          }
        });
    return some;
  }

  void knows(List<LineItem> lineItems) {
    lineItems.forEach(one -> known.put(one.id(), one));
  }

  /** Those with anything free. */
  Set<UUID> withFree() {
    Set<UUID> some = new HashSet<>();
    leases.forEach(
        (key, lease) -> {
          if (lease.free() > 0) {
            some.add(key.lineItem());
          }
        });
    return some;
  }

  /**
   * Leases that are to go back: not used for so long, wanted by others, or of a day that is over.
   */
  List<PurseStore.Key> idle(long nanos, Set<UUID> wanted, LocalDate today) {
    long now = System.nanoTime();
    List<PurseStore.Key> some = new ArrayList<>();
    leases.forEach(
        (key, lease) -> {
          boolean over = key.day().isBefore(today);
          boolean idle = now - lease.usedNanos() > nanos;
          if (over || idle || (lease.free() > 0 && wanted.contains(key.lineItem()))) {
            some.add(key);
          }
        });
    return some;
  }

  /** All of them. */
  List<PurseStore.Key> all() {
    return List.copyOf(leases.keySet());
  }
}
