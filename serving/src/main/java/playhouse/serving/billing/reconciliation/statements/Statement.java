package playhouse.serving.billing.reconciliation.statements;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * A day as a provider or a bank tells it.
 *
 * @param account whose day it is
 * @param id that the sender gave it
 * @param balances of a bank's; empty for a settlement file, which has none
 */
public record Statement(
    Kind kind,
    String account,
    String id,
    LocalDate day,
    Optional<Balances> balances,
    List<StatementLine> lines) {

  /** Whose it is. */
  public enum Kind {
    /** A payment provider's. */
    SETTLEMENT,
    /** A bank's. */
    BANK
  }

  /** Before and after. */
  public record Balances(Money opening, Money closing) {}
}
