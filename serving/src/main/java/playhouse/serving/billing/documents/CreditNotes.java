package playhouse.serving.billing.documents;

import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import playhouse.serving.billing.offers.Balances;
import playhouse.serving.billing.subscriptions.Charges;
import playhouse.serving.billing.subscriptions.Invoice;
import playhouse.serving.billing.subscriptions.Invoices;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.billing.subscriptions.SubscriptionFacts;
import playhouse.serving.platform.Refusal;

/**
 * Gives back what was paid for invoices, in whole or part and never more: first the way it was
 * paid, then to the balance. Everything is part of the caller's transaction, which holds the
 * subscription's lock.
 */
public final class CreditNotes {
  private final Clock clock;
  private final Charges charges;

  /** By that clock; those give money back. */
  public CreditNotes(Clock clock, Charges charges) {
    this.clock = clock;
    this.charges = charges;
  }

  /**
   * Gives back a part of an invoice.
   *
   * @throws Refusal 400 if it is in another currency; 409 if it was not paid, or less is left
   */
  public CreditNote credit(
      Handle tx, Subscription s, Invoice invoice, Money amount, String reason, String byWhom) {
    if (!invoice.state().equals("paid")) {
      throw Refusal.conflict("invoice_not_paid", "only what was paid can be given back");
    }
    if (!amount.getCurrencyUnit().equals(invoice.amount().getCurrencyUnit())) {
      throw Refusal.bad("amount", "must be in the invoice's currency");
    }
    Parts parts = parts(CreditNoteStore.of(tx, invoice.id()), invoice, amount);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    UUID id = UUID.randomUUID();
    Optional<UUID> refund =
        parts.back().isZero()
            ? Optional.empty()
            : Optional.of(charges.giveBack(tx, invoice.id(), parts.back(), parts.tax(), reason));
    Balances.giveBack(
        tx, s.person(), parts.toBalance(), parts.balanceTax(), "credit-note/" + id, now);
    CreditNote note =
        new CreditNote(
            id,
            Invoices.number(tx, invoice.country() + "-C", now),
            invoice.id(),
            reason,
            parts.back(),
            parts.tax(),
            parts.toBalance(),
            parts.balanceTax(),
            refund,
            byWhom,
            now);
    CreditNoteStore.add(tx, note);
    new SubscriptionFacts(tx, now)
        .credited(s, id, invoice.id(), reason, note.total(), note.totalTax());
    return note;
  }

  /** What goes back the way it was paid, and what to the balance. */
  private record Parts(Money back, Money tax, Money toBalance, Money balanceTax) {}

  private static Parts parts(List<CreditNote> before, Invoice invoice, Money amount) {
    Money given = sum(before, CreditNote::amount, amount);
    Money givenThere = sum(before, CreditNote::balance, amount);
    Money left = invoice.amount().minus(given);
    Money back = amount.isLessThan(left) ? amount : left;
    Money toBalance = amount.minus(back);
    if (toBalance.isGreaterThan(invoice.balance().minus(givenThere))) {
      throw Refusal.conflict("credit_too_much", "less is left of what was paid for the invoice");
    }
    return new Parts(
        back,
        part(back, given, invoice.amount(), invoice.tax()),
        toBalance,
        part(toBalance, givenThere, invoice.balance(), invoice.balanceTax()));
  }

  private static Money sum(List<CreditNote> notes, Function<CreditNote, Money> of, Money like) {
    return notes.stream().map(of).reduce(Money.zero(like.getCurrencyUnit()), Money::plus);
  }

  /** The tax of a further part, so that the parts of the whole have the tax of the whole. */
  private static Money part(Money more, Money before, Money whole, Money tax) {
    return whole.isZero()
        ? tax
        : upTo(before.plus(more), whole, tax).minus(upTo(before, whole, tax));
  }

  private static Money upTo(Money part, Money whole, Money tax) {
    return tax.multipliedBy(
        part.getAmount().divide(whole.getAmount(), 20, RoundingMode.HALF_EVEN),
        RoundingMode.HALF_EVEN);
  }
}
