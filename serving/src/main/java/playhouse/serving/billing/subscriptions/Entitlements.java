package playhouse.serving.billing.subscriptions;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.platform.store.ServicesDatabase;

/** What people may use now; what playback asks before it plays. */
public final class Entitlements {
  private final ServicesDatabase database;
  private final Clock clock;

  /** By the subscriptions in that database. */
  public Entitlements(ServicesDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** A person's, as it stands. */
  public Entitlement of(UUID person) {
    Instant now = clock.instant();
    return database.read(handle -> of(handle, person, now));
  }

  /** The same within a transaction. */
  public static Entitlement of(Handle handle, UUID person, Instant now) {
    return SubscriptionStore.serving(handle, person, now)
        .map(s -> Entitlement.of(s, person, now))
        .orElse(Entitlement.none(person));
  }
}
