package playhouse.audience.act;

import java.util.Optional;

/**
 * Somebody opened an account and, mostly, proved it.
 *
 * @param id its id
 * @param person who
 * @param at when the account was opened, epoch milliseconds
 * @param verifiedAt when it was proved, or {@link Act#NEVER}
 * @param channel what brought them
 * @param campaign the campaign that brought them; empty if none did
 */
public record Registered(
    String id, int person, long at, long verifiedAt, String channel, String campaign)
    implements Act {

  @Override
  public Optional<Registered> until(long cutMillis) {
    if (at >= cutMillis) {
      return Optional.empty();
    }
    long verified = verifiedAt < cutMillis ? verifiedAt : NEVER;
    return Optional.of(new Registered(id, person, at, verified, channel, campaign));
  }

  @Override
  public void tell(Witness witness) {
    witness.registered(this);
  }
}
