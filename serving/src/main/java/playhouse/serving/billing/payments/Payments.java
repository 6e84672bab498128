package playhouse.serving.billing.payments;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.billing.payments.Settlement.Heard;
import playhouse.serving.billing.payments.disputes.Chargebacks;
import playhouse.serving.billing.payments.disputes.Dispute;
import playhouse.serving.billing.payments.disputes.Disputes;
import playhouse.serving.billing.payments.journal.Journal;
import playhouse.serving.billing.payments.journal.PaymentFacts;
import playhouse.serving.billing.payments.refunds.Refund;
import playhouse.serving.billing.payments.refunds.Refunds;
import playhouse.serving.billing.payments.routing.Router;
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
  private static final Logger LOG = LoggerFactory.getLogger(Payments.class);
  private static final int AT_ONCE = 32;

  /** Code of a payment that is not asked for because it looks like fraud. */
  static final String DENIED = "fraud_denied";

  /** As {@link Payment#reference} makes them. */
  private static final Pattern REFERENCE =
      Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(\\d{1,4})");

  private final ServicesDatabase database;
  private final Map<String, PaymentChannel> channels;
  private final Router router;
  private final Executor senders;
  private final Clock clock;
  private final Claims claims;
  private final Settlement settlement;
  private final Refunds refunds;
  private final Chargebacks chargebacks;

  /** What payments need of others: who judges, who chooses the provider, who sells what else. */
  public record Others(Screening screening, Router router, Orders orders) {}

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
    this.database = database;
    this.channels = Map.copyOf(channels);
    this.router = others.router();
    this.senders = senders;
    this.clock = clock;
    Subscriptions subscriptions = new Subscriptions(clock, this);
    settlement = new Settlement(subscriptions, others.orders(), router);
    claims = new Claims(others.screening(), router, settlement::failed);
    refunds = new Refunds(database, channels, senders, clock);
    chargebacks =
        new Chargebacks(
            database,
            channels,
            (tx, payment) -> settlement.end(tx, payment),
            others.screening()::chargedBack,
            clock);
  }

  /** One; empty if there is none. */
  public static Optional<Payment> find(Handle handle, UUID id) {
    return PaymentStore.find(handle, id);
  }

  /** Whether there is such a way. */
  boolean has(String channel) {
    return router.takes(channel);
  }

  /** What is given back. */
  public Refunds refunds() {
    return refunds;
  }

  /** What banks take back. */
  public Chargebacks chargebacks() {
    return chargebacks;
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

  /**
   * Has a purchase be paid for as its person pays.
   *
   * @param hold whether the money is only set aside, until {@link #take}
   * @throws Refusal 409 if they have not said how they pay
   */
  public Payment order(
      Handle tx,
      UUID purchase,
      UUID person,
      String country,
      Money amount,
      Money tax,
      boolean hold) {
    PaymentMethod method =
        PaymentStore.method(tx, person)
            .orElseThrow(
                () -> Refusal.conflict("no_payment_method", "nobody has said how it is paid"));
    Payment payment =
        new Payment(
            UUID.randomUUID(),
            Payment.Purpose.of(purchase),
            person,
            country,
            amount,
            tax,
            method.channel(),
            method.token(),
            hold,
            Progress.begun(now()),
            now());
    PaymentStore.begin(tx, payment);
    return payment;
  }

  /** Has what was set aside be taken; false if nothing is set aside. */
  public boolean take(Handle tx, UUID payment) {
    return settlement
        .lock(tx, payment)
        .filter(p -> p.state() == Payment.State.AUTHORISED)
        .map(
            p -> {
              PaymentStore.change(tx, p.at(p.progress().due(Payment.Step.CAPTURE, now())));
              return true;
            })
        .orElse(false);
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
  void payWith(Handle tx, PaymentMethod method) {
    Subscriptions.lockPerson(tx, method.person());
    PaymentStore.set(tx, method, now());
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
    Payment decided = settlement.decide(tx, known, decision, refunds, journal);
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
    Instant now = now();
    int[] looked = new int[1];
    List<Claims.Claimed> claimed =
        database.write(
            tx -> {
              List<Claims.Claimed> some = claims.claim(tx, now, AT_ONCE);
              looked[0] = some.size();
              return some;
            });
    BlockingQueue<Optional<Heard>> answers = new LinkedBlockingQueue<>();
    List<CompletableFuture<Heard>> asking = new ArrayList<>();
    for (Claims.Claimed each : claimed) {
      CompletableFuture<Heard> one = CompletableFuture.supplyAsync(() -> ask(each), senders);
      asking.add(one);
      var unused = one.whenComplete((heard, failure) -> answers.add(Optional.ofNullable(heard)));
    }
    putDown(answers, claimed.size());
    asking.forEach(CompletableFuture::join);
    return looked[0];
  }

  /** What has come meanwhile is put down together: who waits for the disk waits for all. */
  private void putDown(BlockingQueue<Optional<Heard>> answers, int all) {
    for (int open = all; open > 0; ) {
      List<Optional<Heard>> some = new ArrayList<>();
      try {
        some.add(answers.take());
      } catch (InterruptedException e) {
        // What is being sent is asked about later.
        Thread.currentThread().interrupt();
        return;
      }
      answers.drainTo(some);
      open -= some.size();
      List<Heard> heard = some.stream().flatMap(Optional::stream).toList();
      if (!heard.isEmpty()) {
        putDown(heard);
      }
    }
  }

  /** One that cannot be put down must not keep the others from it. */
  private void putDown(List<Heard> heard) {
    try {
      put(heard);
    } catch (RuntimeException e) {
      if (heard.size() == 1) {
        LOG.error("what became of payment {} cannot be put down", heard.get(0).payment(), e);
        return;
      }
      heard.forEach(each -> putDown(List.of(each)));
    }
  }

  private void put(List<Heard> heard) {
    database.write(
        tx -> {
          settlement.put(tx, heard, now());
          return true;
        });
  }

  private Heard ask(Claims.Claimed claimed) {
    Payment p = claimed.payment();
    String route = p.progress().route().orElse(p.channel());
    PaymentChannel channel = channels.get(route);
    Outcome outcome;
    if (channel == null) {
      String why = "there is no provider " + route;
      outcome = claimed.inquiry() ? new Outcome.Unknown(why) : new Outcome.NotSent(why);
    } else if (claimed.inquiry()) {
      outcome = channel.inquire(p);
    } else {
      outcome =
          switch (p.progress().step()) {
            case CHARGE -> channel.charge(p);
            case CAPTURE -> channel.capture(p);
            case RELEASE -> channel.release(p);
          };
    }
    router.heard(route, outcome);
    return new Heard(p.id(), p.attempt(), route, outcome);
  }

  /**
   * Takes what a provider tells by itself; told again it changes nothing.
   *
   * @return the word that the provider wants to hear; empty for none
   * @throws Refusal 404 if there is no such provider; 401 if it is not from it
   */
  String told(Handle tx, String route, PaymentChannel.Notice notice) {
    PaymentChannel channel = channels.get(route);
    if (channel == null) {
      throw Refusal.missing("there is no channel " + route);
    }
    PaymentChannel.Told told = channel.told(notice).orElseThrow(Refusal::unsigned);
    PaymentFacts facts = new PaymentFacts(now());
    boolean first = PaymentStore.note(tx, route, told.event(), now());
    if (first) {
      facts.webhook(route, told.event(), told.kind());
      heed(tx, route, told.news());
    } else {
      facts.duplicate(route, told.event());
    }
    facts.tell(tx);
    return channel.thanks();
  }

  private void heed(Handle tx, String route, PaymentChannel.News news) {
    if (news instanceof PaymentChannel.OfRefund of) {
      if (of.refund().matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}") && says(of.outcome())) {
        refunds.put(tx, UUID.fromString(of.refund()), of.outcome());
      }
      return;
    }
    String about =
        news instanceof PaymentChannel.TakenBack back
            ? back.reference()
            : ((PaymentChannel.OfPayment) news).reference();
    Matcher reference = REFERENCE.matcher(about);
    if (!reference.matches()) {
      LOG.warn("{} tells of {}, which is no payment of ours", route, about);
      return;
    }
    UUID id = UUID.fromString(reference.group(1));
    if (news instanceof PaymentChannel.TakenBack back) {
      settlement.lock(tx, id).ifPresent(p -> chargebacks.told(tx, route, p, back));
    } else if (news instanceof PaymentChannel.OfPayment of && says(of.outcome())) {
      int attempt = Integer.parseInt(reference.group(2));
      settlement.put(tx, List.of(new Heard(id, attempt, route, of.outcome())), now());
    }
  }

  /** Whether it says anything: what nobody knows changes nothing. */
  private static boolean says(Outcome outcome) {
    return !(outcome instanceof Outcome.Unknown
        || outcome instanceof Outcome.NotSent
        || outcome instanceof Outcome.NeverSeen);
  }

  /** Looks after what banks have taken back; how many. */
  public int attend() {
    return chargebacks.collect(settlement::lock);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
