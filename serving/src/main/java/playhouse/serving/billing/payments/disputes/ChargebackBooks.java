package playhouse.serving.billing.payments.disputes;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import playhouse.serving.billing.ledger.Account;
import playhouse.serving.billing.ledger.Posting;
import playhouse.serving.billing.ledger.Recognition;
import playhouse.serving.billing.payments.Payment;
import playhouse.serving.billing.payments.journal.Journal;
import playhouse.serving.billing.payments.refunds.Refunds;

/**
 * What is written of money that banks take back. What was ours is contested until the bank has
 * decided; what came wrong and was not decided on was never ours, and is taken from where it lies.
 */
final class ChargebackBooks {
  private ChargebackBooks() {}

  /**
   * The bank has it.
   *
   * @param wrong what came wrong and is taken back
   */
  static void received(Chargeback c, Optional<Dispute> wrong, Journal journal) {
    Money suspended = wrong.map(Dispute::amount).orElse(Money.zero(c.amount().getCurrencyUnit()));
    Money more = c.amount().minus(suspended);
    journal.post(
        reason(c, "received"),
        Posting.Line.debit(Account.SUSPENSE, suspended),
        Posting.Line.debit(wrong.isPresent() ? Account.DIFFERENCE : Account.CHARGEBACK, more),
        Posting.Line.debit(Account.CHARGEBACK_FEE, c.fee()),
        Posting.Line.credit(Account.PROVIDER, c.amount()),
        Posting.Line.credit(Account.PROVIDER, c.fee()));
  }

  /** It is with us again. */
  static void won(Chargeback c, Optional<Dispute> wrong, Journal journal) {
    Money suspended = wrong.map(Dispute::amount).orElse(Money.zero(c.amount().getCurrencyUnit()));
    journal.post(
        reason(c, "won"),
        Posting.Line.debit(Account.PROVIDER, c.amount()),
        Posting.Line.credit(Account.SUSPENSE, suspended),
        Posting.Line.credit(
            wrong.isPresent() ? Account.DIFFERENCE : Account.CHARGEBACK,
            c.amount().minus(suspended)));
  }

  /** It stays with the payer: what was ours is taken from what is earned and to be earned. */
  static void lost(Handle tx, Chargeback c, Payment payment, Journal journal) {
    if (c.dispute().isPresent()) {
      return;
    }
    Money had = had(tx, c, payment);
    Money net = had.minus(c.tax());
    Money unearned = Recognition.takeBack(tx, payment.id(), net, journal.now());
    journal.post(
        reason(c, "lost"),
        Posting.Line.debit(Account.DEFERRED, unearned),
        Posting.Line.debit(Account.REVENUE, net.minus(unearned)),
        Posting.Line.debit(Account.TAX, c.tax()),
        Posting.Line.debit(Account.CHARGEBACK_LOSS, c.amount().minus(had)),
        Posting.Line.credit(Account.CHARGEBACK, c.amount()));
  }

  private static String reason(Chargeback c, String what) {
    return "chargeback/" + c.payment() + "/" + c.id() + "/" + what;
  }

  /** The tax in what is taken back; none of what is more than we had. */
  static Money tax(Handle tx, Payment payment, Money amount) {
    boolean same = amount.isSameCurrency(payment.amount());
    Money left = same ? Refunds.left(tx, payment) : Money.zero(amount.getCurrencyUnit());
    if (!amount.isGreaterThan(left)) {
      return Refunds.tax(tx, payment, amount);
    }
    return left.isPositive()
        ? Refunds.tax(tx, payment, left)
        : Money.zero(amount.getCurrencyUnit());
  }

  /** How much of it we had: more may be taken back than was left after refunds. */
  private static Money had(Handle tx, Chargeback c, Payment payment) {
    if (!c.amount().isSameCurrency(payment.amount()) || payment.state() != Payment.State.CAPTURED) {
      return Money.zero(c.amount().getCurrencyUnit());
    }
    // It counts itself among what is gone.
    Money left = Refunds.left(tx, payment).plus(c.amount());
    Money had = left.isGreaterThan(c.amount()) ? c.amount() : left;
    return had.isLessThan(c.tax()) ? c.tax() : had;
  }
}
