package playhouse.serving.advertising.orders.advertisers;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import playhouse.serving.advertising.orders.Owners;
import playhouse.serving.platform.access.Caller;
import playhouse.serving.platform.store.ServicesDatabase;

/** Who speaks for whom, as the database says; that never changes, so that it is asked once. */
public final class KnownOwners implements Owners {
  private final ServicesDatabase database;
  private final Map<UUID, String> owners = new ConcurrentHashMap<>();

  /** Of those in that database. */
  public KnownOwners(ServicesDatabase database) {
    this.database = database;
  }

  @Override
  public boolean owns(Caller caller, String advertiser) {
    return id(advertiser).map(this::owner).filter(caller.owner()::equals).isPresent();
  }

  private String owner(UUID advertiser) {
    String known = owners.get(advertiser);
    if (known != null) {
      return known;
    }
    Optional<String> found =
        database.read(handle -> AdvertiserStore.find(handle, advertiser).map(Advertiser::owner));
    found.ifPresent(owner -> owners.put(advertiser, owner));
    return found.orElse("");
  }

  private static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
