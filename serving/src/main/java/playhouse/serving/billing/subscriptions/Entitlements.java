package playhouse.serving.billing.subscriptions;

import java.util.UUID;
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
    return database.read(
        handle ->
            SubscriptionStore.of(handle, person, 1).stream()
                .findFirst()
                .map(Entitlement::of)
                .orElse(Entitlement.none(person)));
  }
}
