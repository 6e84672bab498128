package playhouse.serving.billing.subscriptions;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import playhouse.serving.billing.plans.Plan;
import playhouse.serving.billing.plans.PlanStore;
import playhouse.serving.platform.Refusal;

/**
 * Other plans for subscriptions: what is better comes as soon as the difference is paid, everything
 * else with the next term. Time is counted in seconds; what is left of the old is rounded down,
 * what the new costs to the nearest, so that to and fro never brings anything.
 */
public final class Changes {
  /** How long something better waits for its payment. */
  static final Duration WAITS = Duration.ofDays(1);

  private final Charges charges;
  private final Invoices invoices;

  /**
   * Makes them.
   *
   * @param charges who takes the money
   */
  public Changes(Charges charges) {
    this.charges = charges;
    this.invoices = new Invoices(charges);
  }

  /**
   * Something better, and what it costs now.
   *
   * @param fresh whether a new term begins with it
   * @param costs what the time from..until costs
   * @param unused what is left of what was paid before
   */
  public record Upgrade(Instant from, Instant until, boolean fresh, Money costs, Money unused) {
    /** What is owed. */
    public Money due() {
      return costs.minus(unused);
    }
  }

  /** What another plan would cost at that moment if it came at once; empty if nothing is owed. */
  public static Optional<Upgrade> upgrade(Handle handle, Subscription s, Plan plan, Instant at) {
    Money price = plan.prices().get(0).amount();
    Money zero = Money.zero(price.getCurrencyUnit());
    if (s.free()) {
      Instant until = Subscription.months(at, plan.termMonths());
      return Optional.of(new Upgrade(at, until, true, price, zero)).filter(u -> !price.isZero());
    }
    boolean dearer =
        price.multipliedBy(s.termMonths()).isGreaterThan(s.price().multipliedBy(plan.termMonths()));
    if (!dearer && plan.termMonths() <= s.termMonths()) {
      return Optional.empty();
    }
    Money unused = unused(handle, s, at);
    boolean fresh = plan.termMonths() != s.termMonths();
    Instant until = fresh ? Subscription.months(at, plan.termMonths()) : s.termUntil();
    Money costs =
        fresh ? price : share(price, at, s.termFrom(), s.termUntil(), RoundingMode.HALF_UP);
    return Optional.of(new Upgrade(at, until, fresh, costs, unused))
        .filter(u -> u.due().isPositive());
  }

  /** What is left at a moment of what was paid for the term, less what was given back. */
  private static Money unused(Handle handle, Subscription s, Instant at) {
    return InvoiceStore.of(handle, s.id()).stream()
        .filter(i -> i.term() == s.term() && i.state().equals("paid"))
        .findFirst()
        .map(
            i -> {
              Money left = share(i.worth(), at, i.from(), i.until(), RoundingMode.DOWN);
              Money less = left.minus(InvoiceStore.credited(handle, i));
              return less.isNegative() ? Money.zero(less.getCurrencyUnit()) : less;
            })
        .orElse(Money.zero(s.price().getCurrencyUnit()));
  }

  /** The part of an amount that belongs to the time from a moment on. */
  static Money share(Money amount, Instant at, Instant from, Instant until, RoundingMode rounding) {
    long all = Duration.between(from, until).toSeconds();
    long left = Math.max(0, Math.min(all, Duration.between(at, until).toSeconds()));
    return amount.multipliedBy(BigDecimal.valueOf(left), rounding).dividedBy(all, rounding);
  }

  /** One that is to come for a subscription. */
  public static Optional<Change> coming(Handle handle, UUID subscription) {
    return ChangeStore.coming(handle, subscription);
  }

  /** One. */
  public static Optional<Change> find(Handle handle, UUID id) {
    return ChangeStore.find(handle, id);
  }

  /** Has another plan come with the next term; what was to come instead does not. */
  public Change plan(Handle tx, Subscription s, UUID id, Plan plan, Instant now) {
    withdraw(tx, s, now);
    Change c = made(s, id, plan, Change.State.PLANNED, false, s.termUntil(), Optional.empty(), now);
    ChangeStore.add(tx, c);
    return c;
  }

  /** Has a plan that costs something be tried instead of one that costs nothing. */
  public Change tryOut(Handle tx, Subscription s, UUID id, Plan plan, Instant from, Instant now) {
    withdraw(tx, s, now);
    Change c = made(s, id, plan, Change.State.DONE, true, from, Optional.empty(), now);
    ChangeStore.add(tx, c);
    Instant until = from.plus(Duration.ofDays(plan.trialDays()));
    Subscription trial = SubscriptionStore.change(tx, s.tried(c, from, until));
    SubscriptionStore.useTrial(tx, trial);
    tell(tx, trial, c, now);
    return c;
  }

  /** Has something better come as soon as it is paid: at once if the payer's balance covers it. */
  public Change buy(Handle tx, Subscription s, UUID id, Plan plan, Upgrade upgrade, Instant now) {
    withdraw(tx, s, now);
    Invoices.Bill bill = new Invoices.Bill(plan.prices().get(0).taxPercent());
    bill.add("plan", plan, upgrade.from(), upgrade.until(), upgrade.costs());
    if (!upgrade.unused().isZero()) {
      Plan old = PlanStore.known(tx, s.plan(), s.country());
      bill.add("unused", old, upgrade.from(), s.termUntil(), upgrade.unused().negated());
    }
    int term = upgrade.fresh() ? s.term() + 1 : s.term();
    Invoice invoice = invoices.proration(tx, s, term, bill, upgrade.costs(), now);
    Change c =
        made(
            s,
            id,
            plan,
            Change.State.UNPAID,
            upgrade.fresh(),
            upgrade.from(),
            Optional.of(invoice.id()),
            now);
    ChangeStore.add(tx, c);
    if (invoice.amount().isZero()) {
      paid(tx, s, invoice, now);
    }
    return ChangeStore.find(tx, id).orElseThrow();
  }

  /** The invoice of one is paid: it holds from now on. */
  void paid(Handle tx, Subscription s, Invoice invoice, Instant now) {
    Change c =
        ChangeStore.coming(tx, s.id())
            .filter(coming -> coming.invoice().equals(Optional.of(invoice.id())))
            .orElseThrow();
    Invoices.settle(tx, s, invoice, now);
    ChangeStore.become(tx, c.id(), Change.State.DONE);
    Subscription changed = c.fresh() ? s.afresh(c, c.at()).renewed() : s.replaced(c);
    tell(tx, SubscriptionStore.change(tx, changed), c, now);
  }

  private static void tell(Handle tx, Subscription s, Change c, Instant now) {
    Terms.fit(tx, s, now);
    SubscriptionFacts facts = new SubscriptionFacts(tx, now);
    facts.changed(s, c);
    facts.entitled(s);
  }

  /** With the plan that was to come with the next term, if one was. */
  static Subscription withPlanned(Handle tx, Subscription s) {
    return ChangeStore.coming(tx, s.id())
        .map(
            c -> {
              ChangeStore.become(tx, c.id(), Change.State.DONE);
              return s.planned(c);
            })
        .orElse(s);
  }

  /**
   * Has nothing come.
   *
   * @throws Refusal 409 if money for it may be on its way
   */
  public void withdraw(Handle tx, Subscription s, Instant now) {
    if (!lapse(tx, s, now)) {
      throw Refusal.conflict("payment_in_flight", "a payment is on its way: try again soon");
    }
  }

  /** Has nothing come; false if money for it may be on its way. */
  boolean lapse(Handle tx, Subscription s, Instant now) {
    Optional<Change> coming = ChangeStore.coming(tx, s.id());
    if (coming.isEmpty()) {
      return true;
    }
    Change c = coming.get();
    // Only with nothing else owed can one be unpaid, so this stops nothing but its own payment.
    if (c.state() == Change.State.UNPAID && !charges.stop(tx, s.id())) {
      return false;
    }
    ChangeStore.become(tx, c.id(), Change.State.WITHDRAWN);
    c.invoice()
        .flatMap(id -> InvoiceStore.locked(tx, id))
        .ifPresent(invoice -> Invoices.cancel(tx, s, invoice, "change-withdrawn", now));
    return true;
  }

  private static Change made(
      Subscription s,
      UUID id,
      Plan plan,
      Change.State state,
      boolean fresh,
      Instant at,
      Optional<String> invoice,
      Instant now) {
    Plan.Price price = plan.prices().get(0);
    return new Change(
        id,
        s.id(),
        state,
        s.plan(),
        plan.id(),
        price.amount(),
        price.taxPercent(),
        plan.termMonths(),
        fresh,
        at,
        invoice,
        now);
  }
}
