package playhouse.serving.billing.subscriptions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.billing.plans.Plan;
import playhouse.serving.billing.plans.PlanStore;
import playhouse.serving.platform.Refusal;

/**
 * The life of subscriptions: a trial or a first payment, term after term, an end that was asked for
 * or that comes of not paying. Everything here is part of its caller's transaction, which holds the
 * subscription's lock, so what happens to one happens in an order.
 */
public final class Subscriptions {
  /** How long somebody who owes may go on, from the beginning of the term that is not paid. */
  static final Duration GRACE = Duration.ofDays(8);

  /** How long an invoice may be open before that is called late. */
  static final Duration DUE = Duration.ofDays(1);

  private static final int AT_ONCE = 200;
  private static final String ONE = "one";
  private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

  private final Clock clock;
  private final Charges charges;

  /**
   * By that clock.
   *
   * @param charges who takes the money
   */
  public Subscriptions(Clock clock, Charges charges) {
    this.clock = clock;
    this.charges = charges;
  }

  /** One; empty if there is none. */
  public static Optional<Subscription> find(Handle handle, UUID id) {
    return SubscriptionStore.find(handle, id);
  }

  /**
   * Has what concerns a person's subscriptions as a whole happen one after the other: who
   * subscribes and who says how they pay must know of each other. Comes before all other locks.
   */
  public static void lockPerson(Handle tx, UUID person) {
    SubscriptionStore.lockPerson(tx, person);
  }

  /** One that there is, locked until the transaction ends. */
  public static Subscription locked(Handle tx, UUID id) {
    return SubscriptionStore.locked(tx, id).orElseThrow();
  }

  /** An invoice that there is. */
  public static Invoice invoice(Handle handle, String id) {
    return SubscriptionStore.findInvoice(handle, id)
        .orElseThrow(() -> Refusal.missing("there is no invoice " + id));
  }

  /** Tells of all that a person owes, with their subscriptions locked. */
  public static void owed(Handle tx, UUID person, BiConsumer<Subscription, Invoice> told) {
    for (Subscription each : SubscriptionStore.of(tx, person, AT_ONCE)) {
      if (each.state() != Subscription.State.EXPIRED) {
        Subscription s = locked(tx, each.id());
        SubscriptionStore.invoices(tx, s.id()).stream()
            .filter(invoice -> invoice.state().equals("open"))
            .forEach(invoice -> told.accept(s, invoice));
      }
    }
  }

  /**
   * Begins one.
   *
   * @throws Refusal 400 if the plan is not sold there; 409 if the person has one already
   */
  public Subscription subscribe(Handle tx, UUID person, String planId, String country) {
    lockPerson(tx, person);
    Plan plan =
        PlanStore.sold(tx, planId, country)
            .orElseThrow(() -> Refusal.bad("plan", "is not sold in " + country));
    Plan.Price price = plan.prices().get(0);
    Instant now = now();
    boolean trial =
        plan.trialDays() > 0 && !price.amount().isZero() && !SubscriptionStore.hadTrial(tx, person);
    Subscription.State state =
        trial
            ? Subscription.State.TRIAL
            : price.amount().isZero() ? Subscription.State.ACTIVE : Subscription.State.INCOMPLETE;
    Instant anchor = trial ? now.plus(Duration.ofDays(plan.trialDays())) : now;
    Subscription begun =
        new Subscription(
            UUID.randomUUID(),
            person,
            plan.id(),
            country,
            price.amount(),
            price.taxPercent(),
            plan.termMonths(),
            plan.trialDays(),
            state,
            anchor,
            trial ? 0 : 1,
            now,
            trial ? anchor : Subscription.months(anchor, plan.termMonths()),
            Optional.empty(),
            now,
            1);
    if (!SubscriptionStore.begin(tx, begun)) {
      throw Refusal.conflict("already_subscribed", "the person has a subscription already");
    }
    SubscriptionFacts facts = new SubscriptionFacts(tx, now);
    facts.started(begun);
    if (trial) {
      SubscriptionStore.useTrial(tx, begun);
    }
    if (state == Subscription.State.INCOMPLETE) {
      issue(tx, begun, now);
    } else {
      facts.entitled(begun);
    }
    return begun;
  }

  /**
   * Lets one end with its term; one that has begun nothing yet ends at once.
   *
   * @throws Refusal 409 if it is over, or cannot end at once for money may be on its way
   */
  public Subscription cancel(Handle tx, Subscription s, String reason) {
    if (s.state() == Subscription.State.EXPIRED) {
      throw Refusal.conflict("subscription_over", "the subscription is over");
    }
    if (s.ending().isPresent()) {
      return s;
    }
    Subscription ending = s.endingFor(reason);
    SubscriptionStore.change(tx, ending);
    new SubscriptionFacts(tx, now()).cancelled(ending, reason);
    if (s.state() != Subscription.State.INCOMPLETE) {
      return ending;
    }
    return end(tx, ending, true)
        .orElseThrow(
            () -> Refusal.conflict("payment_in_flight", "a payment is on its way: try again soon"));
  }

  /**
   * Lets one go on after all.
   *
   * @throws Refusal 409 if it is over
   */
  public Subscription resume(Handle tx, Subscription s) {
    if (s.state() == Subscription.State.EXPIRED) {
      throw Refusal.conflict("subscription_over", "the subscription is over");
    }
    if (s.ending().isEmpty()) {
      return s;
    }
    Subscription on = s.goingOn();
    SubscriptionStore.change(tx, on);
    return on;
  }

  /**
   * Takes note that an invoice was paid; a second time changes nothing.
   *
   * @throws Refusal 404 if there is none; 409 if it is void: the money must go back
   */
  public Invoice paid(Handle tx, String invoiceId) {
    Invoice known = invoice(tx, invoiceId);
    // The subscription's lock comes before the invoice's everywhere, so that nobody waits in a
    // ring.
    Subscription s = SubscriptionStore.locked(tx, known.subscription()).orElseThrow();
    Invoice invoice = SubscriptionStore.lockedInvoice(tx, invoiceId).orElseThrow();
    if (invoice.state().equals("paid")) {
      return invoice;
    }
    if (invoice.state().equals("void")) {
      throw Refusal.conflict("invoice_void", "nothing is owed for this invoice any more");
    }
    Instant now = now();
    SubscriptionStore.paid(tx, invoiceId, now);
    SubscriptionFacts facts = new SubscriptionFacts(tx, now);
    facts.paid(s, invoice);
    if (s.state() == Subscription.State.PAST_DUE) {
      facts.dunningRecovered(s, invoice);
    }
    if (!SubscriptionStore.owes(tx, s.id()) && s.state() != Subscription.State.ACTIVE) {
      Subscription active = s.in(Subscription.State.ACTIVE);
      SubscriptionStore.change(tx, active);
      facts.entitled(active);
    }
    return invoice(tx, invoiceId);
  }

  /** What is due by the clock: next terms, ends, and what becomes of those who do not pay. */
  public int tick(Handle tx) {
    Instant now = now();
    int done = 0;
    for (Subscription s : SubscriptionStore.over(tx, now, AT_ONCE)) {
      done += apart(tx, s, () -> next(tx, s, now));
    }
    List<Subscription.State> active = List.of(Subscription.State.ACTIVE);
    for (Subscription s : SubscriptionStore.owing(tx, active, now.minus(DUE), AT_ONCE)) {
      done += apart(tx, s, () -> late(tx, s, now));
    }
    List<Subscription.State> unpaid =
        List.of(Subscription.State.PAST_DUE, Subscription.State.INCOMPLETE);
    for (Subscription s : SubscriptionStore.owing(tx, unpaid, now.minus(GRACE), AT_ONCE)) {
      done += apart(tx, s, () -> end(tx, s, false).isPresent());
    }
    return done;
  }

  /** One that fails must not keep all others from what is due. */
  private static int apart(Handle tx, Subscription s, BooleanSupplier work) {
    tx.savepoint(ONE);
    try {
      int done = work.getAsBoolean() ? 1 : 0;
      tx.releaseSavepoint(ONE);
      return done;
    } catch (RuntimeException e) {
      LOG.error("what is due of subscription {} cannot be done", s.id(), e);
      tx.rollbackToSavepoint(ONE);
      return 0;
    }
  }

  private boolean late(Handle tx, Subscription s, Instant now) {
    Subscription late = s.in(Subscription.State.PAST_DUE);
    SubscriptionStore.change(tx, late);
    SubscriptionFacts facts = new SubscriptionFacts(tx, now);
    facts.dunningStarted(late, SubscriptionStore.invoices(tx, s.id()).get(0));
    facts.entitled(late);
    return true;
  }

  private boolean next(Handle tx, Subscription s, Instant now) {
    if (s.ending().isPresent()) {
      return end(tx, s, true).isPresent();
    }
    Subscription next = s.renewed();
    SubscriptionStore.change(tx, next);
    SubscriptionFacts facts = new SubscriptionFacts(tx, now);
    facts.renewed(next);
    facts.entitled(next);
    if (!next.free()) {
      issue(tx, next, now);
    }
    return true;
  }

  /** Ends one, unless money may be on its way: then it goes on until that is known. */
  private Optional<Subscription> end(Handle tx, Subscription s, boolean voluntary) {
    if (!charges.stop(tx, s.id())) {
      return Optional.empty();
    }
    Subscription over = s.in(Subscription.State.EXPIRED);
    SubscriptionStore.change(tx, over);
    SubscriptionStore.voidOpen(tx, s.id());
    SubscriptionFacts facts = new SubscriptionFacts(tx, now());
    facts.ended(over, voluntary);
    facts.entitled(over);
    return Optional.of(over);
  }

  /**
   * Ends one at once, for the payer's bank has taken its money back; false if money may be on its
   * way: then it must be asked again.
   */
  public boolean revoke(Handle tx, UUID id) {
    Subscription s = locked(tx, id);
    return s.state() == Subscription.State.EXPIRED || end(tx, s, false).isPresent();
  }

  private void issue(Handle tx, Subscription s, Instant now) {
    Invoice invoice = Invoice.of(s, now);
    if (SubscriptionStore.issue(tx, invoice)) {
      new SubscriptionFacts(tx, now).issued(s, invoice);
      charges.owed(tx, s, invoice);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
