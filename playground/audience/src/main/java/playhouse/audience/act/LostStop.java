package playhouse.audience.act;

import java.util.Optional;

/**
 * A player, started anew, reported the end of a play whose beginning was never reported.
 *
 * @param id id of the play
 * @param person who
 * @param device place in the person's devices
 * @param title place in the catalogue
 * @param at when, epoch milliseconds
 * @param positionMillis last media position
 */
public record LostStop(String id, int person, int device, int title, long at, long positionMillis)
    implements Act {

  @Override
  public Optional<LostStop> until(long cutMillis) {
    return at < cutMillis ? Optional.of(this) : Optional.empty();
  }

  @Override
  public void tell(Witness witness) {
    witness.lostStop(this);
  }
}
