package playhouse.serving.billing.subscriptions;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;

/**
 * Another plan that somebody has asked for.
 *
 * @param price of a term, tax included
 * @param fresh whether a new term begins with it
 * @param at when it holds, or is to hold once it is paid
 * @param invoice that must be paid first; empty if none
 */
public record Change(
    UUID id,
    UUID subscription,
    State state,
    String fromPlan,
    String plan,
    Money price,
    BigDecimal taxPercent,
    int termMonths,
    boolean fresh,
    Instant at,
    Optional<String> invoice,
    Instant made) {

  /** What has become of it. */
  public enum State {
    /** It comes with the next term. */
    PLANNED,
    /** It comes when it is paid. */
    UNPAID,
    /** It came. */
    DONE,
    /** It does not come. */
    WITHDRAWN;

    /** As it stands in the database and in answers. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
