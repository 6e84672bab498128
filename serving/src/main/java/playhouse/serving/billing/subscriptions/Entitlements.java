package playhouse.serving.billing.subscriptions;

import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.platform.store.ServicesDatabase;

/** What people may use now; what playback asks before it plays. */
public final class Entitlements {
  private final ServicesDatabase database;

  /** By the subscriptions in that database. */
  public Entitlements(ServicesDatabase database) {
    this.database = database;
  }

  /** A person's, as it stands. */
  public Entitlement of(UUID person) {
    return database.read(handle -> of(handle, person));
  }

  static Entitlement of(Handle handle, UUID person) {
    return SubscriptionStore.serving(handle, person)
        .map(s -> Entitlement.of(s, person))
        .orElse(Entitlement.none(person));
  }
}
