package playhouse.serving.identity.keys;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.identity.secrets.Borne;
import playhouse.serving.identity.secrets.Remembered;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.access.Caller;
import playhouse.serving.platform.access.KnownMachines;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Which machines are let in by a key. One that is taken away is good no longer at once in this
 * process, and in others within five seconds.
 */
public final class MachineKeys implements KnownMachines {
  private static final String PREFIX = "pk_";
  private static final Duration NOTED = Duration.ofMinutes(1);
  private static final int MOST_REMEMBERED = 10_000;

  private final ServicesDatabase database;
  private final Clock clock;
  private final Remembered<MachineKey> known = new Remembered<>(MOST_REMEMBERED);

  /** A new one, and what is borne. */
  record Added(MachineKey key, String secret) {}

  /** Kept there. */
  public MachineKeys(ServicesDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Optional<Caller> caller(String token) {
    if (!token.startsWith(PREFIX)) {
      return Optional.empty();
    }
    return known
        .of(
            token,
            found -> found.expires().isAfter(clock.instant()),
            word -> database.read(handle -> look(handle, word)))
        .map(found -> new Caller(Role.SERVICE, found.name()));
  }

  private Optional<MachineKey> look(Handle handle, String token) {
    Instant now = now();
    Optional<MachineKey> found = MachineKeyStore.borne(handle, Borne.hash(token), now);
    found
        .filter(key -> key.used().filter(now.minus(NOTED)::isBefore).isEmpty())
        .ifPresent(key -> MachineKeyStore.used(handle, key.id(), now));
    return found;
  }

  /** Makes one for a machine of that name. */
  Added add(Handle tx, String name, Duration good) {
    Instant now = now();
    MachineKey key = new MachineKey(UUID.randomUUID(), name, now, now.plus(good), Optional.empty());
    String secret = Borne.fresh(PREFIX);
    MachineKeyStore.add(tx, key, Borne.hash(secret));
    return new Added(key, secret);
  }

  /** All of them. */
  List<MachineKey> all(Handle handle) {
    return MachineKeyStore.all(handle);
  }

  /**
   * Takes one away.
   *
   * @throws Refusal 404
   */
  void remove(Handle tx, UUID id) {
    if (!MachineKeyStore.remove(tx, id, now())) {
      throw Refusal.missing("there is no such key");
    }
    tx.afterCommit(() -> known.forget(key -> key.id().equals(id)));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
