package playhouse.audience.act;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * What a system said at a moment, already in the contracts' words: one act is one event.
 *
 * @param id its id
 * @param person who, or {@link Act#NOBODY}
 * @param at when, epoch milliseconds
 * @param fact the body of the event
 */
public record Noted(String id, int person, long at, SpecificRecordBase fact) implements Act {

  @Override
  public Optional<Noted> until(long cutMillis) {
    return at < cutMillis ? Optional.of(this) : Optional.empty();
  }

  @Override
  public void tell(Witness witness) {
    witness.noted(this);
  }
}
