package playhouse.serving.acquisition.licences;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A playback licence as it stands.
 *
 * @param session that it is bound to; empty if a machine asked for somebody
 * @param play of the player that it is bound to
 * @param height most lines that were asked for; 0 if any will do
 * @param renewals how often it went on
 * @param rightsVersion the newest change of rights that it was judged by
 * @param over when it was taken back; empty if it was not
 * @param why it was: territory, window, model, …, plan or said; empty if it was not
 */
public record Licence(
    UUID id,
    UUID person,
    Optional<UUID> session,
    String title,
    String play,
    Optional<String> territory,
    Optional<String> device,
    int height,
    Instant issued,
    Instant expires,
    int renewals,
    long rightsVersion,
    Optional<Instant> over,
    Optional<String> why) {

  /** As callers see it. */
  String state(Instant now) {
    return over.isPresent() ? "revoked" : now.isBefore(expires) ? "open" : "expired";
  }

  /** Longer, or no longer. */
  Licence until(Instant end, int times, long version) {
    return new Licence(
        id, person, session, title, play, territory, device, height, issued, end, times, version,
        over, why);
  }

  /** Taken back. */
  Licence revoked(Instant now, String reason) {
    return new Licence(
        id,
        person,
        session,
        title,
        play,
        territory,
        device,
        height,
        issued,
        expires,
        renewals,
        rightsVersion,
        Optional.of(now),
        Optional.of(reason));
  }
}
