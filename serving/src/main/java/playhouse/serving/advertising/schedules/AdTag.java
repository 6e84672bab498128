package playhouse.serving.advertising.schedules;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import playhouse.serving.advertising.breaks.Asked;

/**
 * A break that is to be filled when a player comes to it.
 *
 * @param id by which the same is answered to who asks again
 * @param watcher who is interrupted; empty if a machine asked for nobody
 * @param until when it may be filled
 */
record AdTag(
    UUID id, Asked asked, Optional<UUID> watcher, Optional<String> country, Instant until) {

  boolean openAt(Instant now) {
    return now.isBefore(until);
  }
}
