package playhouse.serving.billing.payments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.billing.ledger.Account;
import playhouse.serving.billing.ledger.Ledger;
import playhouse.serving.billing.ledger.Posting;
import playhouse.serving.billing.ledger.Recognition;
import playhouse.serving.billing.subscriptions.Charges;
import playhouse.serving.billing.subscriptions.Invoice;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Takes the money for invoices. What is to be sent is claimed in one transaction, sent in none, and
 * what became of it is put down in another: whoever dies in between leaves a payment of which
 * nobody knows, and the provider is asked. Money is ours only when the provider says so; nobody's
 * silence means that it is not.
 */
public final class Payments implements Charges {
  private static final Logger LOG = LoggerFactory.getLogger(Payments.class);

  /** How long after each refusal of the bank it is asked again; then no more. */
  private static final List<Duration> AGAIN =
      List.of(Duration.ofDays(1), Duration.ofDays(2), Duration.ofDays(3));

  /** Longer than the answers of all that are claimed at once are waited for, by eight senders. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration SELDOM = Duration.ofHours(1);
  private static final int AT_ONCE = 16;

  /** As {@link Payment#reference} makes them. */
  private static final Pattern REFERENCE =
      Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(\\d{1,4})");

  private final ServicesDatabase database;
  private final Map<String, PaymentChannel> channels;
  private final Executor senders;
  private final Clock clock;

  /**
   * By these ways, by their names.
   *
   * @param senders who send and wait for answers
   */
  public Payments(
      ServicesDatabase database,
      Map<String, PaymentChannel> channels,
      Executor senders,
      Clock clock) {
    this.database = database;
    this.channels = Map.copyOf(channels);
    this.senders = senders;
    this.clock = clock;
  }

  /** Whether there is such a way. */
  boolean has(String channel) {
    return channels.containsKey(channel);
  }

  @Override
  public void owed(Handle tx, Subscription s, Invoice invoice) {
    PaymentStore.method(tx, s.person())
        .ifPresent(method -> PaymentStore.begin(tx, payment(s, invoice, method)));
  }

  private Payment payment(Subscription s, Invoice invoice, PaymentMethod method) {
    Instant now = now();
    return new Payment(
        UUID.randomUUID(),
        invoice.id(),
        s.id(),
        s.person(),
        invoice.amount(),
        method.channel(),
        method.token(),
        Payment.State.DUE,
        1,
        0,
        now,
        Optional.empty(),
        Optional.empty(),
        now);
  }

  @Override
  public boolean stop(Handle tx, UUID subscription) {
    List<Payment> open =
        PaymentStore.of(tx, subscription).stream()
            .map(payment -> PaymentStore.locked(tx, payment.id()).orElseThrow())
            .filter(payment -> !payment.settled())
            .toList();
    if (open.stream().anyMatch(Payment::inFlight)) {
      return false;
    }
    open.forEach(p -> PaymentStore.change(tx, to(p, Payment.State.STOPPED, p.nextAt())));
    return true;
  }

  @Override
  public UUID giveBack(Handle tx, String invoice, Money amount, Money tax, String reason) {
    throw Refusal.unavailable("money cannot be given back yet");
  }

  /** Sets how a person pays, and has what they owe taken so. */
  void payWith(Handle tx, PaymentMethod method) {
    Subscriptions.lockPerson(tx, method.person());
    PaymentStore.set(tx, method, now());
    Subscriptions.owed(tx, method.person(), (s, invoice) -> owed(tx, s, invoice));
  }

  /** Does what is to be done now about some payments; how many. */
  public int collect() {
    Instant now = now();
    List<Payment> claimed = database.write(tx -> PaymentStore.claim(tx, now, LEASE, AT_ONCE));
    CompletableFuture.allOf(
            claimed.stream()
                .map(payment -> CompletableFuture.runAsync(() -> send(payment), senders))
                .toArray(CompletableFuture[]::new))
        .join();
    return claimed.size();
  }

  private void send(Payment payment) {
    PaymentChannel channel = channels.get(payment.channel());
    Outcome outcome =
        channel == null
            ? payment.inFlight()
                ? new Outcome.Unknown("there is no channel " + payment.channel())
                : new Outcome.NotSent("there is no channel " + payment.channel())
            : payment.inFlight() ? channel.inquire(payment) : channel.charge(payment);
    database.write(tx -> put(tx, payment.id(), payment.attempt(), outcome));
  }

  /**
   * Takes what a provider tells by itself; told again it changes nothing.
   *
   * @throws Refusal 404 if there is no such way; 401 if it is not from the provider
   */
  void told(Handle tx, String channelName, byte[] body, Optional<String> signature) {
    PaymentChannel channel = channels.get(channelName);
    if (channel == null) {
      throw Refusal.missing("there is no channel " + channelName);
    }
    PaymentChannel.Told told = channel.told(body, signature).orElseThrow(Refusal::unsigned);
    if (!PaymentStore.note(tx, channelName, told.event(), now())) {
      return;
    }
    Matcher reference = REFERENCE.matcher(told.reference());
    if (!reference.matches()) {
      LOG.warn("{} tells of {}, which is no payment of ours", channelName, told.reference());
      return;
    }
    put(
        tx,
        UUID.fromString(reference.group(1)),
        Integer.parseInt(reference.group(2)),
        told.outcome());
  }

  /** Puts down what became of an attempt, unless that is known already. */
  private Payment.State put(Handle tx, UUID id, int attempt, Outcome outcome) {
    Optional<Payment> known = PaymentStore.find(tx, id);
    if (known.isEmpty()) {
      return Payment.State.STOPPED;
    }
    // The subscription's lock comes first everywhere, so that nobody waits in a ring.
    Subscription s = Subscriptions.locked(tx, known.get().subscription());
    Payment payment = PaymentStore.locked(tx, id).orElseThrow();
    if (payment.settled() || payment.attempt() != attempt) {
      if (!(outcome instanceof Outcome.Captured captured)) {
        return payment.state();
      }
      if (payment.settled()) {
        return late(tx, payment, captured);
      }
      // An attempt that was given up has brought the money after all.
    }
    Payment next = next(tx, payment, outcome);
    PaymentStore.change(tx, next);
    Invoice invoice = Subscriptions.invoice(tx, payment.invoice());
    PaymentFacts facts = new PaymentFacts(tx, now());
    if (next.state() == Payment.State.CAPTURED) {
      facts.captured(next, s, invoice);
      new Subscriptions(clock, this).paid(tx, payment.invoice());
      book(tx, next, invoice);
    } else if (outcome instanceof Outcome.Declined declined) {
      facts.failed(payment, invoice, declined.code());
    }
    return next.state();
  }

  /** The provider owes it to us, and we owe the term and the tax. */
  private void book(Handle tx, Payment payment, Invoice invoice) {
    Money net = invoice.amount().minus(invoice.tax());
    Ledger.post(
        tx,
        new Posting(
            "payment/" + payment.id() + "/captured",
            now().atOffset(ZoneOffset.UTC).toLocalDate(),
            List.of(
                Posting.Line.debit(Account.PROVIDER, invoice.amount()),
                Posting.Line.credit(Account.DEFERRED, net),
                Posting.Line.credit(Account.TAX, invoice.tax()))),
        now());
    Recognition.begin(tx, payment.id(), net, invoice.from(), invoice.until());
  }

  /** Money that comes when nobody waits for it any more is not lost sight of. */
  private static Payment.State late(Handle tx, Payment payment, Outcome.Captured captured) {
    if (payment.providerId().equals(Optional.of(captured.providerId()))) {
      return payment.state();
    }
    LOG.error("{} was taken for payment {}, which is {}", captured, payment.id(), payment.state());
    if (payment.state() != Payment.State.CAPTURED) {
      PaymentStore.change(
          tx,
          with(
              to(payment, Payment.State.DISPUTED, payment.nextAt()),
              Optional.of(captured.providerId()),
              Optional.of("captured_late")));
      return Payment.State.DISPUTED;
    }
    return payment.state();
  }

  private Payment next(Handle tx, Payment payment, Outcome outcome) {
    Instant now = now();
    if (outcome instanceof Outcome.Captured captured) {
      boolean asAsked =
          captured.amountMinor() == payment.amount().getAmountMinorLong()
              && captured.currency().equals(payment.amount().getCurrencyUnit().getCode());
      if (!asAsked) {
        LOG.error("{} of {} was taken for payment {}", captured, payment.amount(), payment.id());
      }
      return with(
          to(payment, asAsked ? Payment.State.CAPTURED : Payment.State.DISPUTED, now),
          Optional.of(captured.providerId()),
          asAsked ? Optional.empty() : Optional.of("amount_differs"));
    }
    if (outcome instanceof Outcome.Declined declined) {
      Payment said =
          with(payment, Optional.of(declined.providerId()), Optional.of(declined.code()));
      Optional<PaymentMethod> other =
          PaymentStore.method(tx, payment.person())
              .filter(method -> !method.token().equals(payment.token()));
      if (other.isPresent()) {
        // Set while the answer was waited for.
        PaymentStore.use(tx, payment.id(), other.get());
        return attempt(said, payment.attempt() + 1, now);
      }
      return payment.attempt() > AGAIN.size()
          ? to(said, Payment.State.FAILED, now)
          : attempt(said, payment.attempt() + 1, now.plus(AGAIN.get(payment.attempt() - 1)));
    }
    if (outcome instanceof Outcome.NeverSeen) {
      return to(payment, Payment.State.DUE, now);
    }
    Duration wait = wait(payment.inquiries());
    Payment.State state =
        outcome instanceof Outcome.NotSent ? Payment.State.DUE : Payment.State.UNKNOWN;
    return asked(to(payment, state, now.plus(wait)));
  }

  /** Soon at first, then more and more seldom. */
  private static Duration wait(int times) {
    Duration wait = SOON.multipliedBy(1L << Math.min(times, 20));
    return wait.compareTo(SELDOM) > 0 ? SELDOM : wait;
  }

  private static Payment to(Payment p, Payment.State state, Instant nextAt) {
    return made(p, state, p.attempt(), p.inquiries(), nextAt, p.providerId(), p.code());
  }

  private static Payment attempt(Payment p, int attempt, Instant nextAt) {
    return made(p, Payment.State.DUE, attempt, 0, nextAt, p.providerId(), p.code());
  }

  private static Payment asked(Payment p) {
    return made(p, p.state(), p.attempt(), p.inquiries() + 1, p.nextAt(), p.providerId(), p.code());
  }

  private static Payment with(Payment p, Optional<String> providerId, Optional<String> code) {
    return made(p, p.state(), p.attempt(), p.inquiries(), p.nextAt(), providerId, code);
  }

  private static Payment made(
      Payment p,
      Payment.State state,
      int attempt,
      int inquiries,
      Instant nextAt,
      Optional<String> providerId,
      Optional<String> code) {
    return new Payment(
        p.id(),
        p.invoice(),
        p.subscription(),
        p.person(),
        p.amount(),
        p.channel(),
        p.token(),
        state,
        attempt,
        inquiries,
        nextAt,
        providerId,
        code,
        p.created());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
