package playhouse.serving.acquisition.rights;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A grant as it stands.
 *
 * @param number in which order they came
 * @param version of the change of rights that made it so
 * @param ended when it ends before its time; empty if it does not
 */
public record Grant(
    UUID id,
    long number,
    long version,
    Terms terms,
    Optional<Instant> ended,
    String who,
    Instant made,
    Instant changed) {

  /** First moment at which it holds no more. */
  public Instant until() {
    return ended.filter(terms.until()::isAfter).orElse(terms.until());
  }

  /** Whether nothing more comes of it. */
  public boolean over(Instant now) {
    return !now.isBefore(until());
  }
}
