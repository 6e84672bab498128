package playhouse.serving.billing.payments;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import playhouse.serving.billing.payments.agreements.Agreements;
import playhouse.serving.billing.payments.disputes.Chargebacks;
import playhouse.serving.billing.payments.disputes.Dispute;
import playhouse.serving.billing.payments.disputes.Disputes;
import playhouse.serving.billing.payments.journal.Journal;
import playhouse.serving.billing.payments.refunds.Refund;
import playhouse.serving.billing.payments.refunds.Refunds;
import playhouse.serving.billing.payments.refunds.Refused;
import playhouse.serving.billing.payments.routing.Router;
import playhouse.serving.billing.payments.routing.Screening;
import playhouse.serving.billing.subscriptions.Charges;
import playhouse.serving.billing.subscriptions.Invoice;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Takes the money for invoices and purchases. What is to be sent is claimed in one transaction,
 * sent in none, and what became of it is put down in another: whoever dies in between leaves a
 * payment of which nobody knows, and the provider is asked. Money is ours only when the provider
 * says so; nobody's silence means that it is not.
 */
public final class Payments implements Charges {
  /** Code of a payment that is not asked for because it looks like fraud. */
  static final String DENIED = "fraud_denied";

  private final Map<String, PaymentChannel> channels;
  private final Router router;
  private final Clock clock;
  private final Settlement settlement;
  private final TitlePayments titles;
  private final Refunds refunds;
  private final Chargebacks chargebacks;
  private final Agreements agreements;
  private final Errands errands;
  private final Tidings tidings;

  /**
   * What payments need of others: who judges, who chooses the provider, who sells what else, and
   * who gives otherwise what cannot go back.
   */
  public record Others(Screening screening, Router router, Orders orders, Refused refused) {
    /** Nobody gives otherwise what cannot go back. */
    public Others(Screening screening, Router router, Orders orders) {
      this(screening, router, orders, Refused.NOBODY);
    }
  }

  /** By these ways, by their names; nobody judges, and nothing is sold but subscriptions. */
  public Payments(
      ServicesDatabase database,
      Map<String, PaymentChannel> channels,
      Executor senders,
      Clock clock) {
    this(database, channels, senders, clock, Screening.NONE);
  }

  /** The same, judged first. */
  public Payments(
      ServicesDatabase database,
      Map<String, PaymentChannel> channels,
      Executor senders,
      Clock clock,
      Screening screening) {
    this(
        database,
        channels,
        senders,
        clock,
        new Others(screening, Router.direct(channels.keySet()), Orders.NONE));
  }

  /**
   * By these providers, by their names.
   *
   * @param senders who send and wait for answers
   */
  public Payments(
      ServicesDatabase database,
      Map<String, PaymentChannel> channels,
      Executor senders,
      Clock clock,
      Others others) {
    this.channels = Map.copyOf(channels);
    this.router = others.router();
    this.clock = clock;
    Subscriptions subscriptions = new Subscriptions(clock, this);
    refunds = new Refunds(database, channels, senders, others.refused(), clock);
    settlement = new Settlement(subscriptions, others.orders(), router, refunds);
    titles = new TitlePayments(channels, settlement, clock);
    Claims claims = new Claims(others.screening(), router, settlement::failed);
    chargebacks =
        new Chargebacks(
            database,
            channels,
            (tx, payment) -> settlement.end(tx, payment),
            others.screening()::chargedBack,
            clock);
    agreements = new Agreements(database, channels, methods(), clock);
    errands = new Errands(database, channels, router, senders, claims, settlement, clock);
    tidings = new Tidings(channels, settlement, refunds, chargebacks, agreements);
  }

  private Agreements.Methods methods() {
    return new Agreements.Methods() {
      @Override
      public void set(Handle tx, PaymentMethod method) {
        payWith(tx, method);
      }

      @Override
      public Optional<PaymentMethod> of(Handle tx, UUID person) {
        return PaymentStore.method(tx, person);
      }
    };
  }

  /** One; empty if there is none. */
  public static Optional<Payment> find(Handle handle, UUID id) {
    return PaymentStore.find(handle, id);
  }

  /** Whether there is such a way. */
  boolean has(String channel) {
    return router.takes(channel);
  }

  /** What is paid for titles. */
  public TitlePayments titles() {
    return titles;
  }

  /** What is given back. */
  public Refunds refunds() {
    return refunds;
  }

  /** What banks take back. */
  public Chargebacks chargebacks() {
    return chargebacks;
  }

  /** What payers have agreed to. */
  public Agreements agreements() {
    return agreements;
  }

  @Override
  public void owed(Handle tx, Subscription s, Invoice invoice) {
    PaymentStore.method(tx, s.person())
        .ifPresent(
            method ->
                PaymentStore.begin(
                    tx,
                    new Payment(
                        UUID.randomUUID(),
                        Payment.Purpose.of(invoice.id(), s.id()),
                        s.person(),
                        s.country(),
                        invoice.amount(),
                        invoice.tax(),
                        method.channel(),
                        method.token(),
                        false,
                        Progress.begun(now()),
                        now())));
  }

  @Override
  public boolean stop(Handle tx, UUID subscription) {
    if (Disputes.openOf(tx, subscription)) {
      return false;
    }
    List<Payment> open = PaymentStore.openOf(tx, subscription);
    List<Payment> changed = new ArrayList<>();
    boolean stopped = true;
    for (Payment p : open) {
      Progress at = p.progress();
      switch (p.state()) {
        case REVIEW -> changed.add(p.at(at.in(Payment.State.STOPPED, at.nextAt())));
        case DUE -> {
          if (at.step() == Payment.Step.CHARGE) {
            changed.add(p.at(at.in(Payment.State.STOPPED, at.nextAt())));
          } else {
            stopped = false;
          }
        }
        case AUTHORISED, REQUIRES_ACTION -> {
          // It is known soon: then it must be asked again.
          changed.add(new Course(now()).letGo(p, Course.RELEASED));
          stopped = false;
        }
        default -> stopped = false;
      }
    }
    // Only if all can be: else what would be stopped may have to be paid after all.
    PaymentStore.change(
        tx,
        stopped ? changed : changed.stream().filter(p -> p.state() == Payment.State.DUE).toList());
    return stopped;
  }

  @Override
  public UUID giveBack(Handle tx, String invoice, Money amount, Money tax, String reason) {
    Payment payment =
        PaymentStore.lockedOf(tx, invoice)
            .orElseThrow(
                () -> Refusal.conflict("nothing_captured", "nothing was taken for this payment"));
    return refunds.request(tx, payment, amount, tax, reason).id();
  }

  /** Sets how a person pays, and has what they owe taken so. */
  public void payWith(Handle tx, PaymentMethod method) {
    Subscriptions.lockPerson(tx, method.person());
    PaymentStore.set(tx, method, now());
    boolean alone =
        Optional.ofNullable(channels.get(method.channel()))
            .map(to -> to.chargesAlone(method.token()))
            .orElse(false);
    if (alone) {
      PaymentStore.moveWaiting(tx, method, now());
    }
    Subscriptions.owed(tx, method.person(), (s, invoice) -> owed(tx, s, invoice));
  }

  /** People have looked at a payment: it is asked for, or not. */
  public void reviewed(Handle tx, UUID payment, boolean genuine) {
    settlement
        .lock(tx, payment)
        .filter(p -> p.state() == Payment.State.REVIEW)
        .ifPresent(
            p -> {
              Journal journal = new Journal(now());
              Progress at = p.progress();
              Payment next =
                  genuine
                      ? p.at(at.in(Payment.State.DUE, now()))
                      : p.at(
                          at.said(p.providerId(), Optional.of(DENIED))
                              .in(Payment.State.FAILED, now()));
              PaymentStore.change(tx, next);
              if (!genuine) {
                settlement.failed(tx, next, journal);
              }
              journal.write(tx);
            });
  }

  /** The payer says that they have done what they had to: the provider is asked at once. */
  Optional<Payment> returned(Handle tx, UUID payment) {
    Optional<Payment> known = settlement.lock(tx, payment);
    known
        .filter(p -> p.state() == Payment.State.REQUIRES_ACTION)
        .ifPresent(
            p ->
                PaymentStore.change(
                    tx, p.at(p.progress().in(Payment.State.REQUIRES_ACTION, now()))));
    return known;
  }

  /**
   * Decides on money that came wrong: it is taken for what was asked for, goes back or is kept.
   *
   * @throws Refusal 404 if there is no such payment; 409 if there is nothing to decide on, or it
   *     cannot be accepted
   */
  public Payment resolve(Handle tx, UUID payment, Dispute.Decision decision) {
    Payment known =
        settlement.lock(tx, payment).orElseThrow(() -> Refusal.missing("there is no such payment"));
    Journal journal = new Journal(now());
    Payment decided = settlement.decide(tx, known, decision, journal);
    journal.write(tx);
    return decided;
  }

  /** Has part of a payment go back; all that is left of it if no amount is named. */
  public Refund giveBack(Handle tx, UUID payment, Optional<Money> amount, String reason) {
    Payment known =
        settlement.lock(tx, payment).orElseThrow(() -> Refusal.missing("there is no such payment"));
    Money back = amount.orElseGet(() -> Refunds.left(tx, known));
    if (!back.getCurrencyUnit().equals(known.amount().getCurrencyUnit())) {
      throw Refusal.bad("currency", "must be that of the payment");
    }
    var refund = refunds.request(tx, known, back, Refunds.tax(tx, known, back), reason);
    if (Refunds.left(tx, known).isZero()) {
      settlement.gone(tx, known);
    }
    return refund;
  }

  /** Does what is to be done now about some payments; how many. */
  public int collect() {
    return errands.run();
  }

  /**
   * Takes what a provider tells by itself; told again it changes nothing.
   *
   * @return the word that the provider wants to hear; empty for none
   * @throws Refusal 404 if there is no such provider; 401 if it is not from it
   */
  public String told(Handle tx, String route, PaymentChannel.Notice notice) {
    return tidings.told(tx, route, notice, now());
  }

  /** Looks after what banks have taken back; how many. */
  public int attend() {
    return chargebacks.collect(settlement::lock);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
