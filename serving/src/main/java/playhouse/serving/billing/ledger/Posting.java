package playhouse.serving.billing.ledger;

import java.time.LocalDate;
import java.util.List;
import org.joda.money.Money;

/**
 * Something to be written.
 *
 * @param reason what it is written for: with the same one it is written once
 * @param day that it belongs to, UTC
 * @param lines which sum to zero in each currency; those of zero are left out
 */
public record Posting(String reason, LocalDate day, List<Line> lines) {

  /** Amounts of zero say nothing. */
  public Posting {
    lines = lines.stream().filter(line -> !line.amount().isZero()).toList();
  }

  /**
   * One of them.
   *
   * @param amount debit positive, credit negative
   */
  public record Line(Account account, Money amount) {
    /** A debit. */
    public static Line debit(Account account, Money amount) {
      return new Line(account, amount);
    }

    /** A credit. */
    public static Line credit(Account account, Money amount) {
      return new Line(account, amount.negated());
    }
  }
}
