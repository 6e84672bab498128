package playhouse.serving.identity.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import playhouse.serving.platform.access.Caller;

/**
 * What a client was let in to; all its tokens end with it.
 *
 * @param session of who let it in; empty for a machine that asks as itself
 * @param person whom it speaks for
 * @param staff what they are here now, such as analyst.ana; empty if they do not work here, or have
 *     not shown a second factor lately
 */
public record Grant(
    UUID id,
    String client,
    Optional<UUID> session,
    Optional<UUID> person,
    List<String> scopes,
    Instant created,
    Optional<String> staff) {

  /** What they are here; empty if they do not work here. */
  Optional<Caller> caller() {
    return staff.flatMap(Caller::of);
  }
}
