package playhouse.serving.billing.fraud.rules;

import java.time.Instant;
import java.util.Locale;
import playhouse.serving.billing.payments.routing.Screening.Verdict;

/**
 * Something that people say of payments.
 *
 * @param version grows over all rules
 * @param expression in CEL, over the features by their names; true or false
 * @param verdict that holds at least where it is true
 */
public record Rule(
    long version,
    String code,
    String expression,
    Verdict verdict,
    Mode mode,
    String who,
    Instant at) {

  /** Whether it counts. */
  public enum Mode {
    /** It is noted where it is true, and changes nothing. */
    SHADOW,
    /** It counts. */
    LIVE,
    /** It is not asked. */
    OFF;

    /** As it stands in the database and in requests. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
