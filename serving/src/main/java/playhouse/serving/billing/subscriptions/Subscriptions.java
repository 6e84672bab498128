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
import playhouse.serving.billing.offers.Coupons;
import playhouse.serving.billing.offers.Debts;
import playhouse.serving.billing.plans.Plan;
import playhouse.serving.billing.plans.PlanStore;
import playhouse.serving.platform.Refusal;

/**
 * The life of subscriptions: a trial or a first payment, term after term, an end that was asked for
 * or that comes of not paying. Everything here is part of its caller's transaction, which holds the
 * subscription's lock, so what happens to one happens in an order.
 */
public final class Subscriptions implements Debts {
  /** How long somebody who owes may go on, from the beginning of the term that is not paid. */
  static final Duration GRACE = Duration.ofDays(8);

  /** How long an invoice may be open before that is called late. */
  static final Duration DUE = Duration.ofDays(1);

  private static final int AT_ONCE = 200;
  private static final String ONE = "one";
  private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

  private final Clock clock;
  private final Changes changes;
  private final Terms terms;

  /**
   * By that clock.
   *
   * @param charges who takes the money
   */
  public Subscriptions(Clock clock, Charges charges) {
    this.clock = clock;
    this.changes = new Changes(charges);
    this.terms = new Terms(charges);
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

  /** One, locked until the transaction ends; empty if there is none. */
  public static Optional<Subscription> lock(Handle tx, UUID id) {
    return SubscriptionStore.locked(tx, id);
  }

  /** One that there is, locked until the transaction ends. */
  public static Subscription locked(Handle tx, UUID id) {
    return SubscriptionStore.locked(tx, id).orElseThrow();
  }

  /** A person's, the newest first. */
  public static List<Subscription> of(Handle handle, UUID person, int most) {
    return SubscriptionStore.of(handle, person, most);
  }

  /** Whom one serves besides its owner, in the order in which they came. */
  public static List<UUID> members(Handle handle, UUID subscription) {
    return SubscriptionStore.members(handle, subscription);
  }

  /** Whether a person has had a trial. */
  public static boolean hadTrial(Handle handle, UUID person) {
    return SubscriptionStore.hadTrial(handle, person);
  }

  /** Whether anything is owed for a term of it. */
  public static boolean owes(Handle handle, UUID subscription) {
    return SubscriptionStore.owes(handle, subscription);
  }

  /** Those of a subscription, the newest first. */
  public static List<Invoice> invoices(Handle handle, UUID subscription) {
    return InvoiceStore.of(handle, subscription);
  }

  /** What an invoice is made of, in order. */
  public static List<Invoice.Line> lines(Handle handle, Invoice invoice) {
    return InvoiceStore.lines(handle, invoice);
  }

  /** An invoice that there is. */
  public static Invoice invoice(Handle handle, String id) {
    return InvoiceStore.find(handle, id)
        .orElseThrow(() -> Refusal.missing("there is no invoice " + id));
  }

  /** Whether the subscription of an invoice was cancelled before it ever began: nobody waits. */
  public static boolean abandoned(Handle tx, String invoiceId) {
    Invoice invoice = invoice(tx, invoiceId);
    Subscription s = locked(tx, invoice.subscription());
    boolean never = s.state() == Subscription.State.EXPIRED && invoice.state().equals("void");
    return s.abandoned() || (never && s.ending().isPresent() && invoice.term() == 1);
  }

  /** Tells of all that a person owes, with their subscriptions locked. */
  public static void owed(Handle tx, UUID person, BiConsumer<Subscription, Invoice> told) {
    for (Subscription each : SubscriptionStore.of(tx, person, AT_ONCE)) {
      if (each.state() != Subscription.State.EXPIRED && !each.abandoned()) {
        Subscription s = locked(tx, each.id());
        InvoiceStore.of(tx, s.id()).stream()
            .filter(Invoice::open)
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
    return subscribe(tx, person, planId, country, Optional.empty());
  }

  /** Begins one, with a coupon if there is one. */
  public Subscription subscribe(
      Handle tx, UUID person, String planId, String country, Optional<String> coupon) {
    lockPerson(tx, person);
    Plan plan =
        PlanStore.sold(tx, planId, country)
            .orElseThrow(() -> Refusal.bad("plan", "is not sold in " + country));
    Instant now = now();
    Subscription begun = begin(plan, person, country, SubscriptionStore.hadTrial(tx, person), now);
    if (!SubscriptionStore.begin(tx, begun)) {
      throw Refusal.conflict("already_subscribed", "the person has a subscription already");
    }
    coupon.ifPresent(code -> couponed(tx, begun, code));
    SubscriptionFacts facts = new SubscriptionFacts(tx, now);
    facts.started(begun);
    if (begun.state() == Subscription.State.TRIAL) {
      SubscriptionStore.useTrial(tx, begun);
    }
    if (begun.state() == Subscription.State.INCOMPLETE) {
      return terms.owe(tx, begun, now);
    }
    facts.entitled(begun);
    return begun;
  }

  private static Subscription begin(
      Plan plan, UUID person, String country, boolean hadTrial, Instant now) {
    Plan.Price price = plan.prices().get(0);
    boolean trial = plan.trialDays() > 0 && !price.amount().isZero() && !hadTrial;
    Subscription.State state =
        trial
            ? Subscription.State.TRIAL
            : price.amount().isZero() ? Subscription.State.ACTIVE : Subscription.State.INCOMPLETE;
    Instant anchor = trial ? now.plus(Duration.ofDays(plan.trialDays())) : now;
    return new Subscription(
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
        0,
        trial ? 0 : 1,
        now,
        trial ? anchor : Subscription.months(anchor, plan.termMonths()),
        Optional.empty(),
        0,
        now,
        1);
  }

  /**
   * Has a coupon take something off the next invoices.
   *
   * @throws Refusal 404 if there is none; 409 if it cannot be used for this
   */
  public void couponed(Handle tx, Subscription s, String code) {
    lives(s);
    Coupons.use(
        tx,
        code,
        new Coupons.Use(
            s.person(), s.id(), s.plan(), s.country(), s.price().getCurrencyUnit(), now()));
  }

  /**
   * Lets one end with its term; one that has begun nothing yet ends at once, or as soon as it is
   * known what became of money that is on its way: that is let go of, or goes back.
   *
   * @throws Refusal 409 if it is over
   */
  public Subscription cancel(Handle tx, Subscription s, String reason) {
    if (s.abandoned()) {
      return s;
    }
    lives(s);
    if (s.ending().isPresent()) {
      return s;
    }
    Instant now = now();
    changes.withdraw(tx, s, now);
    Subscription ending = SubscriptionStore.change(tx, s.endingFor(reason));
    new SubscriptionFacts(tx, now).cancelled(ending, reason);
    if (s.state() != Subscription.State.INCOMPLETE) {
      return ending;
    }
    return terms.end(tx, ending, true, now).orElse(ending);
  }

  /**
   * Lets one go on after all: it does not end, it does not rest, and one that rests begins its next
   * term now.
   *
   * @throws Refusal 409 if it is over
   */
  public Subscription resume(Handle tx, Subscription s) {
    lives(s);
    Instant now = now();
    if (s.state() == Subscription.State.PAUSED) {
      return terms.begin(tx, s.goingOn().nextTermFrom(now, s.term() + 1), now);
    }
    if (s.ending().isEmpty() && s.pauseMonths() == 0) {
      return s;
    }
    Subscription on = SubscriptionStore.change(tx, s.goingOn());
    new SubscriptionFacts(tx, now).resumed(on);
    return on;
  }

  /**
   * Has one rest for some months after its term: then it entitles to nothing and nothing is owed.
   *
   * @throws Refusal 409 if it does not go on, or costs nothing
   */
  public Subscription pause(Handle tx, Subscription s, int months) {
    lives(s);
    boolean runs = s.state() == Subscription.State.ACTIVE || s.state() == Subscription.State.TRIAL;
    if (!runs || s.ending().isPresent() || s.free()) {
      throw Refusal.conflict("cannot_pause", "only what goes on and is paid for can rest");
    }
    return s.pauseMonths() == months ? s : SubscriptionStore.change(tx, s.pausing(months));
  }

  private static void lives(Subscription s) {
    if (s.state() == Subscription.State.EXPIRED || s.abandoned()) {
      throw Refusal.conflict("subscription_over", "the subscription is over");
    }
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
    Invoice invoice = InvoiceStore.locked(tx, invoiceId).orElseThrow();
    if (invoice.state().equals("paid")) {
      return invoice;
    }
    if (invoice.state().equals("void") || s.abandoned()) {
      throw Refusal.conflict("invoice_void", "nothing is owed for this invoice any more");
    }
    if (invoice.prorates()) {
      changes.paid(tx, s, invoice, now());
    } else {
      terms.paid(tx, s, invoice, now());
    }
    return invoice(tx, invoiceId);
  }

  @Override
  public void settle(Handle tx, UUID person, Runnable grows) {
    lockPerson(tx, person);
    List<Subscription> live =
        SubscriptionStore.of(tx, person, AT_ONCE).stream()
            .filter(s -> s.state() != Subscription.State.EXPIRED && !s.abandoned())
            .map(s -> locked(tx, s.id()))
            .toList();
    grows.run();
    for (Subscription s : live) {
      InvoiceStore.of(tx, s.id()).stream()
          .filter(Invoice::open)
          .filter(invoice -> terms.meet(tx, s, invoice, now()))
          .findFirst()
          .ifPresent(invoice -> paid(tx, invoice.id()));
    }
  }

  /** What is due by the clock: next terms, ends, and what becomes of those who do not pay. */
  public int tick(Handle tx) {
    Instant now = now();
    int done = 0;
    for (UUID id : ChangeStore.unpaidSince(tx, now.minus(Changes.WAITS), AT_ONCE)) {
      Subscription s = locked(tx, id);
      done += apart(tx, s, () -> changes.lapse(tx, s, now));
    }
    for (Subscription s : SubscriptionStore.abandoned(tx, AT_ONCE)) {
      done += apart(tx, s, () -> terms.end(tx, s, true, now).isPresent());
    }
    for (Subscription s : SubscriptionStore.over(tx, now, AT_ONCE)) {
      done += apart(tx, s, () -> terms.over(tx, s, now));
    }
    List<Subscription.State> active = List.of(Subscription.State.ACTIVE);
    for (Subscription s : SubscriptionStore.owing(tx, active, now.minus(DUE), AT_ONCE)) {
      done += apart(tx, s, () -> met(tx, s, now) || terms.late(tx, s, now));
    }
    List<Subscription.State> unpaid =
        List.of(Subscription.State.PAST_DUE, Subscription.State.INCOMPLETE);
    for (Subscription s : SubscriptionStore.owing(tx, unpaid, now.minus(GRACE), AT_ONCE)) {
      done +=
          apart(
              tx,
              s,
              () ->
                  (!s.abandoned() && met(tx, s, now))
                      || terms.end(tx, s, s.abandoned(), now).isPresent());
    }
    for (Subscription s : SubscriptionStore.outlasting(tx, now.minus(GRACE), AT_ONCE)) {
      done += apart(tx, s, () -> Terms.goesOn(tx, s, now));
    }
    return done;
  }

  /** Meets what is owed from the balance, if money was on its way when it came and is not now. */
  private boolean met(Handle tx, Subscription s, Instant now) {
    Optional<Invoice> met =
        InvoiceStore.of(tx, s.id()).stream()
            .filter(Invoice::open)
            .filter(invoice -> terms.meet(tx, s, invoice, now))
            .findFirst();
    met.ifPresent(invoice -> paid(tx, invoice.id()));
    return met.isPresent();
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

  /**
   * Ends one at once, for the payer's bank has taken its money back; false if money may be on its
   * way: then it must be asked again.
   */
  public boolean revoke(Handle tx, UUID id) {
    Subscription s = locked(tx, id);
    return s.state() == Subscription.State.EXPIRED || terms.end(tx, s, false, now()).isPresent();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
