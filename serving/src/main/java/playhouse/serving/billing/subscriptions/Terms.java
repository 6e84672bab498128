package playhouse.serving.billing.subscriptions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import playhouse.serving.billing.offers.Balances;
import playhouse.serving.billing.plans.PlanStore;

/**
 * One term after the other: what follows when one is over, what becomes of those who do not pay,
 * and how it ends. Everything is part of the caller's transaction, which holds the subscription's
 * lock.
 */
final class Terms {
  private final Charges charges;
  private final Invoices invoices;
  private final Changes changes;

  Terms(Charges charges) {
    this.charges = charges;
    this.invoices = new Invoices(charges);
    this.changes = new Changes(charges);
  }

  /** The term is over; false if what follows must wait until it is known what became of money. */
  boolean over(Handle tx, Subscription s, Instant now) {
    Optional<Change> unpaid =
        ChangeStore.coming(tx, s.id()).filter(c -> c.state() == Change.State.UNPAID);
    if (unpaid.isPresent() && !changes.lapse(tx, s, now)) {
      goesOn(tx, s, now);
      return false;
    }
    if (s.ending().isPresent()) {
      return end(tx, s, true, now).isPresent();
    }
    if (s.state() == Subscription.State.ACTIVE && SubscriptionStore.owes(tx, s.id())) {
      // Nobody came by in time to call it late.
      return late(tx, s, now);
    }
    if (s.pauseMonths() > 0) {
      Subscription resting = SubscriptionStore.change(tx, s.resting());
      SubscriptionFacts facts = new SubscriptionFacts(tx, now);
      facts.paused(resting);
      facts.entitled(resting);
      return true;
    }
    begin(tx, s, now);
    return true;
  }

  /** The next term begins, with the plan that was to come with it. */
  Subscription begin(Handle tx, Subscription s, Instant now) {
    Optional<Change> planned = ChangeStore.coming(tx, s.id());
    Subscription next = SubscriptionStore.change(tx, Changes.withPlanned(tx, s).renewed());
    SubscriptionFacts facts = new SubscriptionFacts(tx, now);
    planned.ifPresent(
        c -> {
          fit(tx, next, now);
          facts.changed(next, c);
        });
    if (s.state() == Subscription.State.PAUSED) {
      facts.resumed(next);
    }
    facts.renewed(next);
    facts.entitled(next);
    return owe(tx, next, now);
  }

  /** What its term costs is owed from now on; what needs no money is paid at once. */
  Subscription owe(Handle tx, Subscription s, Instant now) {
    if (s.free()) {
      return s;
    }
    Optional<Invoice> free = invoices.term(tx, s, now).filter(invoice -> invoice.amount().isZero());
    return free.isPresent() ? paid(tx, s, free.get(), now) : s;
  }

  /** What was owed for a term is paid. */
  Subscription paid(Handle tx, Subscription s, Invoice invoice, Instant now) {
    Invoices.settle(tx, s, invoice, now);
    SubscriptionFacts facts = new SubscriptionFacts(tx, now);
    if (s.state() == Subscription.State.PAST_DUE) {
      facts.dunningRecovered(s, invoice);
    }
    boolean waits =
        s.state() == Subscription.State.PAST_DUE || s.state() == Subscription.State.INCOMPLETE;
    if (!waits || SubscriptionStore.owes(tx, s.id())) {
      return s;
    }
    Subscription active = SubscriptionStore.change(tx, s.in(Subscription.State.ACTIVE));
    facts.entitled(active);
    return active;
  }

  /**
   * Meets what is owed from the balance if that covers all of it and no money is on its way; false
   * if it does not. Nothing else of the subscription can be owed at the same time.
   */
  boolean meet(Handle tx, Subscription s, Invoice invoice, Instant now) {
    Money there = Balances.of(tx, s.person(), invoice.amount().getCurrencyUnit());
    if (there.isLessThan(invoice.amount()) || !charges.stop(tx, s.id())) {
      return false;
    }
    Balances.use(tx, s.person(), invoice.amount(), "invoice/" + invoice.id() + "/late", now);
    InvoiceStore.met(tx, invoice.id());
    return true;
  }

  /** What is owed has been owed for too long. */
  boolean late(Handle tx, Subscription s, Instant now) {
    Subscription late = SubscriptionStore.change(tx, s.in(Subscription.State.PAST_DUE));
    SubscriptionFacts facts = new SubscriptionFacts(tx, now);
    open(tx, s).ifPresent(invoice -> facts.dunningStarted(late, invoice));
    facts.entitled(late);
    return true;
  }

  /** Ends one, unless money may be on its way: then it goes on until that is known. */
  Optional<Subscription> end(Handle tx, Subscription s, boolean voluntary, Instant now) {
    if (!charges.stop(tx, s.id())) {
      goesOn(tx, s, now);
      return Optional.empty();
    }
    SubscriptionFacts facts = new SubscriptionFacts(tx, now);
    if (s.state() == Subscription.State.PAST_DUE) {
      open(tx, s).ifPresent(invoice -> facts.dunningExhausted(s, invoice));
    }
    ChangeStore.coming(tx, s.id())
        .ifPresent(c -> ChangeStore.become(tx, c.id(), Change.State.WITHDRAWN));
    Invoices.cancelAll(tx, s, voluntary ? "subscription-ended" : "unpaid", now);
    Subscription over = SubscriptionStore.change(tx, s.in(Subscription.State.EXPIRED));
    SubscriptionStore.ended(tx, s.id(), now);
    facts.ended(over, voluntary);
    facts.entitled(over);
    SubscriptionStore.unseat(tx, s.id(), 0);
    return Optional.of(over);
  }

  /**
   * Whoever it serves is served on, until it is known what became of money, or until they have had
   * the time to pay: told once for each end that this has; false if it was told before.
   */
  static boolean goesOn(Handle tx, Subscription s, Instant now) {
    Optional<Instant> until = Entitlement.of(s, s.person(), now).until();
    boolean isNew = SubscriptionStore.waits(tx, s.id(), until);
    if (isNew) {
      new SubscriptionFacts(tx, now).goesOn(s, until);
    }
    return isNew;
  }

  private static Optional<Invoice> open(Handle tx, Subscription s) {
    return InvoiceStore.of(tx, s.id()).stream()
        .filter(invoice -> invoice.open() && !invoice.prorates())
        .findFirst();
  }

  /** Nobody has a seat that the plan does not have. */
  static void fit(Handle tx, Subscription s, Instant now) {
    int seats = PlanStore.known(tx, s.plan(), s.country()).seats();
    List<UUID> left = SubscriptionStore.unseat(tx, s.id(), seats - 1);
    SubscriptionFacts facts = new SubscriptionFacts(tx, now);
    left.forEach(person -> facts.entitled(s, person, "entitlement/" + s.version() + "/" + person));
  }
}
