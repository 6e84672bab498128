package playhouse.audience.act;

import java.util.Optional;

/**
 * A contribution was looked at; the latest look decides whether it shows.
 *
 * @param id its id
 * @param person whose contribution it is
 * @param at when, epoch milliseconds
 * @param contribution id of the comment or bullet comment
 * @param what which of the two it is
 * @param contributedAt when it was made, epoch milliseconds
 * @param hidden true if nobody is to see it
 */
public record Moderated(
    String id,
    int person,
    long at,
    String contribution,
    Interacted.What what,
    long contributedAt,
    boolean hidden)
    implements Act {

  @Override
  public Optional<Moderated> until(long cutMillis) {
    return at < cutMillis ? Optional.of(this) : Optional.empty();
  }

  @Override
  public void tell(Witness witness) {
    witness.moderated(this);
  }
}
