package playhouse.serving.advertising.orders.advertisers;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.access.Caller;

/** Whose things are whose: an advertiser has to do with their own alone. */
public final class Owned {
  private Owned() {}

  /** Whose things somebody may see: their own; empty if all. */
  public static Optional<String> by(Caller caller) {
    return caller.role() == Role.ADVERTISER ? Optional.of(caller.owner()) : Optional.empty();
  }

  /**
   * An advertiser that the caller may speak for.
   *
   * @throws Refusal 404 if there is none, or it is another's: whether there is one is not told
   */
  public static Advertiser advertiser(Handle handle, Caller caller, UUID id) {
    return AdvertiserStore.find(handle, id)
        .filter(found -> by(caller).map(found.owner()::equals).orElse(true))
        .orElseThrow(() -> Refusal.missing("there is no such advertiser"));
  }
}
