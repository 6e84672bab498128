package playhouse.serving.billing.subscriptions;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;

/**
 * What is owed for a term, or for what is better in the rest of one.
 *
 * @param number that it bears in its country and year, without gaps
 * @param kind term or proration
 * @param from first moment that it is for
 * @param until first moment that it is not for any more
 * @param amount to be taken the way the person pays, tax included
 * @param tax contained in the amount
 * @param balance taken from the person's balance, tax included; not part of the amount
 * @param balanceTax contained in that
 * @param worth what the time is worth to the payer: the total and what was credited for another
 * @param state open, paid or void
 */
public record Invoice(
    String id,
    String number,
    String kind,
    UUID subscription,
    String country,
    int term,
    Instant from,
    Instant until,
    Money amount,
    Money tax,
    Money balance,
    Money balanceTax,
    Money worth,
    String state,
    Instant issued) {
  /** That of a term. */
  public static final String TERM = "term";

  /** That of a change within a term. */
  public static final String PRORATION = "proration";

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /**
   * What it is made of.
   *
   * @param what plan, unused or discount
   */
  public record Line(
      String what,
      String plan,
      String nameEn,
      String nameZh,
      Instant from,
      Instant until,
      Money net,
      Money tax) {
    /** Tax included. */
    public Money gross() {
      return net.plus(tax);
    }
  }

  /** As it is told: with its lines, and what it sums to. */
  public record Told(
      String id,
      String number,
      String kind,
      UUID subscription,
      int term,
      Instant from,
      Instant until,
      List<Line> lines,
      Money total,
      Money totalTax,
      Money balance,
      Money amount,
      Money tax,
      String state,
      Instant issued) {

    static Told of(Invoice i, List<Line> lines) {
      return new Told(
          i.id,
          i.number,
          i.kind,
          i.subscription,
          i.term,
          i.from,
          i.until,
          lines,
          i.total(),
          i.totalTax(),
          i.balance,
          i.amount,
          i.tax,
          i.state,
          i.issued);
    }
  }

  /** Everything that it costs, tax included. */
  public Money total() {
    return amount.plus(balance);
  }

  /** Contained in the total. */
  public Money totalTax() {
    return tax.plus(balanceTax);
  }

  /** What tells it from others of its subscription. */
  String mark() {
    return id.substring(subscription.toString().length() + 1);
  }

  boolean open() {
    return state.equals("open");
  }

  boolean prorates() {
    return kind.equals(PRORATION);
  }

  /** The tax in an amount of which it is part. */
  public static Money taxIn(Money gross, BigDecimal percent) {
    BigDecimal net =
        gross
            .getAmount()
            .multiply(HUNDRED)
            .divide(HUNDRED.add(percent), gross.getScale(), RoundingMode.HALF_EVEN);
    return gross.minus(net);
  }
}
