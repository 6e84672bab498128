package playhouse.audience.act;

import java.util.Optional;

/**
 * What somebody may use was changed; it replaces what held before.
 *
 * @param id its id
 * @param person who
 * @param at when, epoch milliseconds
 * @param plan name of the plan
 * @param state paid, trial, grace or none
 * @param untilMillis first moment after, or {@link Act#NEVER} for no end
 */
public record Entitled(String id, int person, long at, String plan, State state, long untilMillis)
    implements Act {

  /** What an entitlement rests on. */
  public enum State {
    PAID,
    TRIAL,
    GRACE,
    NONE
  }

  @Override
  public Optional<Entitled> until(long cutMillis) {
    return at < cutMillis ? Optional.of(this) : Optional.empty();
  }

  @Override
  public void tell(Witness witness) {
    witness.entitled(this);
  }
}
