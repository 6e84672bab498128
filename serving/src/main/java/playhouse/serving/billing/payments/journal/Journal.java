package playhouse.serving.billing.payments.journal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import playhouse.serving.billing.ledger.Account;
import playhouse.serving.billing.ledger.Ledger;
import playhouse.serving.billing.ledger.Posting;
import playhouse.serving.billing.ledger.Recognition;
import playhouse.serving.billing.payments.Orders;
import playhouse.serving.billing.payments.Payment;
import playhouse.serving.billing.subscriptions.Invoice;

/**
 * What is to be written and told of payments at the end of a transaction: entries of the ledger,
 * what is earned from now on, and facts; all payments' together.
 */
public final class Journal {
  private final Instant now;
  private final List<Posting> postings = new ArrayList<>();
  private final List<Recognition.Term> terms = new ArrayList<>();
  private final PaymentFacts facts;

  /** Of what becomes so then. */
  public Journal(Instant now) {
    this.now = now;
    facts = new PaymentFacts(now);
  }

  /** What is to be told. */
  public PaymentFacts facts() {
    return facts;
  }

  /** When it becomes so. */
  public Instant now() {
    return now;
  }

  /** Has that be written, for that reason. */
  public void post(String reason, Posting.Line... lines) {
    LocalDate day = now.atOffset(ZoneOffset.UTC).toLocalDate();
    postings.add(new Posting(reason, day, List.of(lines)));
  }

  /** Writes and tells all. */
  public void write(Handle tx) {
    Ledger.post(tx, postings, now);
    Recognition.begin(tx, terms);
    facts.tell(tx);
  }

  /** Time of a subscription is paid for. */
  public void term(Payment p, Invoice invoice) {
    Instant from = invoice.from();
    Instant until = invoice.until();
    facts.captured(p, Optional.empty(), Optional.of(new PaymentFacts.Term(from, until)));
    terms.add(Recognition.term(p.id(), p.amount().minus(p.tax()), from, until));
  }

  /** A title is paid for. */
  public void title(Payment p, Orders.Sold sold) {
    facts.captured(p, Optional.of(sold.title()), Optional.empty());
    terms.add(Recognition.term(p.id(), p.amount().minus(p.tax()), sold.from(), sold.until()));
  }

  /** The provider owes it to us, and we owe the term and the tax. */
  public void captured(Payment p) {
    post(
        "payment/" + p.id() + "/captured",
        Posting.Line.debit(Account.PROVIDER, p.amount()),
        Posting.Line.credit(Account.DEFERRED, p.amount().minus(p.tax())),
        Posting.Line.credit(Account.TAX, p.tax()));
  }

  /** What came wrong is taken for what was asked for. */
  public void accepted(Payment p, String dispute, Money taken) {
    post(
        "dispute/" + dispute + "/accepted",
        Posting.Line.debit(Account.SUSPENSE, taken),
        Posting.Line.credit(Account.DEFERRED, p.amount().minus(p.tax())),
        Posting.Line.credit(Account.TAX, p.tax()),
        Posting.Line.credit(Account.DIFFERENCE, taken.minus(p.amount())));
  }
}
