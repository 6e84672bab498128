package playhouse.serving.billing.subscriptions;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import playhouse.serving.billing.offers.Balances;
import playhouse.serving.billing.offers.Coupons;
import playhouse.serving.billing.plans.Plan;
import playhouse.serving.billing.plans.PlanStore;

/**
 * Makes invoices: what a plan costs less what a coupon takes off, numbered, met from the payer's
 * balance as far as that goes, and the rest told to whoever takes the money. Everything is part of
 * the caller's transaction, which holds the subscription's lock.
 */
public final class Invoices {
  private final Charges charges;

  Invoices(Charges charges) {
    this.charges = charges;
  }

  /** What is owed for the term that a subscription is in; empty if that was told before. */
  Optional<Invoice> term(Handle tx, Subscription s, Instant now) {
    if (InvoiceStore.issued(tx, s.id(), s.term())) {
      return Optional.empty();
    }
    Bill bill = new Bill(s.taxPercent());
    Plan plan = PlanStore.known(tx, s.plan(), s.country());
    bill.add("plan", plan, s.termFrom(), s.termUntil(), s.price());
    Coupons.take(tx, s.id(), s.plan(), s.price())
        .ifPresent(off -> bill.add("discount", plan, s.termFrom(), s.termUntil(), off.negated()));
    String id = s.id() + "-" + s.term();
    return Optional.of(
        issue(tx, s, id, Invoice.TERM, s.term(), bill, bill.total(), bill.period(), now));
  }

  /**
   * What is owed for a change.
   *
   * @param term that it is for
   * @param worth what the time is worth, the credit included
   */
  Invoice proration(Handle tx, Subscription s, int term, Bill bill, Money worth, Instant now) {
    long before =
        InvoiceStore.of(tx, s.id()).stream().filter(i -> i.prorates() && i.term() == term).count();
    String id = s.id() + "-" + term + "p" + (before + 1);
    return issue(tx, s, id, Invoice.PRORATION, term, bill, worth, bill.period(), now);
  }

  private Invoice issue(
      Handle tx,
      Subscription s,
      String id,
      String kind,
      int term,
      Bill bill,
      Money worth,
      Period period,
      Instant now) {
    Money total = bill.total();
    Money used = Balances.use(tx, s.person(), total, "invoice/" + id, now);
    Money amount = total.minus(used);
    Money tax = Invoice.taxIn(amount, bill.taxPercent);
    Money usedTax = Invoice.taxIn(total, bill.taxPercent).minus(tax);
    Invoice invoice =
        new Invoice(
            id,
            number(tx, s.country(), now),
            kind,
            s.id(),
            s.country(),
            term,
            period.from(),
            period.until(),
            amount,
            tax,
            used,
            usedTax,
            worth,
            "open",
            now);
    InvoiceStore.issue(tx, invoice, bill.lines());
    new SubscriptionFacts(tx, now).issued(s, invoice);
    if (!amount.isZero()) {
      charges.owed(tx, s, invoice);
    }
    return invoice;
  }

  /**
   * The next number of a series in its year, such as {@code DE-2027-000001}.
   *
   * @param series a country for its invoices, with {@code -C} for its credit notes
   */
  public static String number(Handle tx, String series, Instant now) {
    int year = now.atOffset(ZoneOffset.UTC).getYear();
    return String.format(
        Locale.ROOT, "%s-%d-%06d", series, year, InvoiceStore.number(tx, series, year));
  }

  /** Puts down that one is paid: what came from the balance is earned from now on. */
  static void settle(Handle tx, Subscription s, Invoice invoice, Instant now) {
    InvoiceStore.paid(tx, invoice.id(), now);
    Balances.spent(
        tx,
        invoice.id(),
        invoice.balance(),
        invoice.balanceTax(),
        invoice.from(),
        invoice.until(),
        now);
    new SubscriptionFacts(tx, now).paid(s, invoice);
  }

  /** Lets go of one that was never paid; what was taken from the balance goes back there. */
  static void cancel(Handle tx, Subscription s, Invoice invoice, String reason, Instant now) {
    InvoiceStore.cancel(tx, invoice.id());
    Balances.putBack(tx, s.person(), invoice.balance(), "void/" + invoice.id(), now);
    new SubscriptionFacts(tx, now).voided(s, invoice, reason);
  }

  /** Lets go of everything that was never paid. */
  static void cancelAll(Handle tx, Subscription s, String reason, Instant now) {
    InvoiceStore.of(tx, s.id()).stream()
        .filter(Invoice::open)
        .forEach(invoice -> cancel(tx, s, invoice, reason, now));
  }

  /** From the first moment to the first that is not part of it. */
  record Period(Instant from, Instant until) {}

  /** Lines that add up, tax included: the last one takes what rounding leaves of the tax. */
  static final class Bill {
    private final BigDecimal taxPercent;
    private final List<Invoice.Line> lines = new ArrayList<>();

    Bill(BigDecimal taxPercent) {
      this.taxPercent = taxPercent;
    }

    void add(String what, Plan plan, Instant from, Instant until, Money gross) {
      Money tax = Invoice.taxIn(gross, taxPercent);
      if (!lines.isEmpty()) {
        Money sum = Invoice.taxIn(total().plus(gross), taxPercent);
        tax = lines.stream().map(Invoice.Line::tax).reduce(sum, Money::minus);
      }
      lines.add(
          new Invoice.Line(
              what, plan.id(), plan.nameEn(), plan.nameZh(), from, until, gross.minus(tax), tax));
    }

    Money total() {
      return lines.stream().map(Invoice.Line::gross).reduce(Money::plus).orElseThrow();
    }

    /** That of the first line. */
    Period period() {
      return new Period(lines.get(0).from(), lines.get(0).until());
    }

    List<Invoice.Line> lines() {
      return List.copyOf(lines);
    }
  }
}
