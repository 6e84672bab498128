package playhouse.serving.advertising.budgets.store;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What a transaction adds to purses and leases, summed up and written at its end. */
public final class Tally {
  private final Map<PurseStore.Key, PurseStore.Change> purses = new HashMap<>();
  private final Map<Owned, LeaseStore.Change> leases = new HashMap<>();

  private record Owned(UUID holder, UUID lineItem, LocalDate day) {}

  /** Money is set aside, or given back if it is less than nothing. */
  public void take(UUID holder, PurseStore.Key key, long micros) {
    purse(key, micros, 0, 0, 0);
    lease(holder, key, micros, 0);
  }

  /** Money that was set aside, and is not any more, is there for all. */
  public void give(PurseStore.Key key, long micros) {
    purse(key, -micros, 0, 0, 0);
  }

  /** Money that is set aside is held for an impression. */
  public void hold(Held held) {
    lease(held.holder(), key(held), -held.reservedMicros(), held.reservedMicros());
  }

  /** What was held is no more. */
  public void unhold(Held held, boolean ownerLives) {
    lease(held.holder(), key(held), ownerLives ? held.reservedMicros() : 0, -held.reservedMicros());
    if (!ownerLives) {
      purse(key(held), -held.reservedMicros(), 0, 0, 0);
    }
  }

  /** What was held is paid on that day. */
  public void pay(Held held, LocalDate day) {
    lease(held.holder(), key(held), 0, -held.reservedMicros());
    purse(key(held), 0, held.reservedMicros(), 0, 0);
    purse(new PurseStore.Key(held.lineItem(), day), 0, 0, held.reservedMicros(), 0);
  }

  /** One was shown on that day. */
  public void show(Held held, LocalDate day) {
    purse(new PurseStore.Key(held.lineItem(), day), 0, 0, 0, 1);
  }

  /** What was spent of that key's day, or of all days if it is empty, in this transaction. */
  public long spent(UUID lineItem, Optional<LocalDate> day) {
    return purses.values().stream()
        .filter(one -> one.lineItem().equals(lineItem))
        .filter(one -> day.isEmpty() || day.get().equals(one.day()))
        .mapToLong(PurseStore.Change::spent)
        .sum();
  }

  /** Purses first, which are locked already, then leases. */
  public void write(Handle tx) {
    PurseStore.change(tx, new ArrayList<>(purses.values()));
    List<LeaseStore.Change> changes =
        leases.values().stream().filter(one -> one.free() != 0 || one.held() != 0).toList();
    LeaseStore.change(tx, changes);
  }

  public static PurseStore.Key key(Held held) {
    return new PurseStore.Key(held.lineItem(), held.day());
  }

  private void purse(PurseStore.Key key, long taken, long spent, long booked, long impressions) {
    purses.merge(
        key,
        new PurseStore.Change(key.lineItem(), key.day(), taken, spent, booked, impressions),
        (a, b) ->
            new PurseStore.Change(
                a.lineItem(),
                a.day(),
                a.taken() + b.taken(),
                a.spent() + b.spent(),
                a.booked() + b.booked(),
                a.impressions() + b.impressions()));
  }

  private void lease(UUID holder, PurseStore.Key key, long free, long held) {
    leases.merge(
        new Owned(holder, key.lineItem(), key.day()),
        new LeaseStore.Change(holder, key.lineItem(), key.day(), free, held),
        (a, b) ->
            new LeaseStore.Change(
                a.holder(), a.lineItem(), a.day(), a.free() + b.free(), a.held() + b.held()));
  }
}
