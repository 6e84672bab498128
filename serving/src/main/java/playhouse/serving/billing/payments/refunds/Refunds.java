package playhouse.serving.billing.payments.refunds;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.billing.ledger.Account;
import playhouse.serving.billing.ledger.Posting;
import playhouse.serving.billing.ledger.Recognition;
import playhouse.serving.billing.payments.Outcome;
import playhouse.serving.billing.payments.Payment;
import playhouse.serving.billing.payments.PaymentChannel;
import playhouse.serving.billing.payments.journal.Journal;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Gives money back, never more than was taken. It is owed from the moment that it is asked for;
 * sent as payments are, and asked for until the provider says what became of it.
 */
public final class Refunds {
  private static final Logger LOG = LoggerFactory.getLogger(Refunds.class);
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration SELDOM = Duration.ofHours(1);
  private static final int AT_ONCE = 16;

  private final ServicesDatabase database;
  private final Map<String, PaymentChannel> channels;
  private final Executor senders;
  private final Refused refused;
  private final Clock clock;

  /** By these providers, by their names; those are asked when one refuses for good. */
  public Refunds(
      ServicesDatabase database,
      Map<String, PaymentChannel> channels,
      Executor senders,
      Refused refused,
      Clock clock) {
    this.refused = refused;
    this.database = database;
    this.channels = Map.copyOf(channels);
    this.senders = senders;
    this.clock = clock;
  }

  /** How much of a captured payment has not gone back yet; the payment is locked. */
  public static Money left(Handle tx, Payment payment) {
    return payment
        .amount()
        .minus(RefundStore.sum(tx, payment.id(), payment.amount().getCurrencyUnit()).amount());
  }

  /** The share of the tax in part of a payment; in all that is left of it, the tax that is left. */
  public static Money tax(Handle tx, Payment payment, Money amount) {
    RefundStore.Sum gone = RefundStore.sum(tx, payment.id(), payment.amount().getCurrencyUnit());
    Money left = payment.tax().minus(gone.tax());
    if (amount.equals(payment.amount().minus(gone.amount()))) {
      return left;
    }
    BigDecimal share =
        payment
            .tax()
            .getAmount()
            .multiply(amount.getAmount())
            .divide(payment.amount().getAmount(), amount.getScale(), RoundingMode.HALF_EVEN);
    Money tax = Money.of(amount.getCurrencyUnit(), share);
    return tax.isGreaterThan(left) ? left : tax;
  }

  /**
   * Has part of a captured payment go back.
   *
   * @param payment locked
   * @param amount tax included
   * @throws Refusal 409 if nothing was captured, or not that much is left
   */
  public Refund request(Handle tx, Payment payment, Money amount, Money tax, String reason) {
    if (payment.state() != Payment.State.CAPTURED) {
      throw Refusal.conflict("nothing_captured", "nothing was taken for this payment");
    }
    RefundStore.Sum gone = RefundStore.sum(tx, payment.id(), payment.amount().getCurrencyUnit());
    if (!amount.isPositive()
        || !amount.getCurrencyUnit().equals(payment.amount().getCurrencyUnit())
        || amount.isGreaterThan(payment.amount().minus(gone.amount()))
        || tax.isNegative()
        || tax.isGreaterThan(payment.tax().minus(gone.tax()))
        || tax.isGreaterThan(amount)) {
      throw Refusal.conflict(
          "refund_over_capture", "not that much is left of what was taken: " + left(tx, payment));
    }
    Money net = amount.minus(tax);
    Money unearned = Recognition.takeBack(tx, payment.id(), net, now());
    Refund refund =
        refund(payment, Optional.empty(), source(payment), amount, tax, unearned, reason);
    Journal journal = new Journal(now());
    journal.post(
        "refund/" + refund.id() + "/requested",
        Posting.Line.debit(Account.DEFERRED, unearned),
        Posting.Line.debit(Account.REVENUE, net.minus(unearned)),
        Posting.Line.debit(Account.TAX, tax),
        Posting.Line.credit(Account.REFUNDS, amount));
    begin(tx, refund, journal);
    return refund;
  }

  /** Has money that came wrong go back, all of it. */
  public Refund giveBack(
      Handle tx, Payment payment, UUID dispute, Refund.Source source, String reason) {
    Money zero = Money.zero(source.charged().getCurrencyUnit());
    Refund refund =
        refund(payment, Optional.of(dispute), source, source.charged(), zero, zero, reason);
    Journal journal = new Journal(now());
    journal.post(
        "refund/" + refund.id() + "/requested",
        Posting.Line.debit(Account.SUSPENSE, refund.amount()),
        Posting.Line.credit(Account.REFUNDS, refund.amount()));
    begin(tx, refund, journal);
    return refund;
  }

  /** Whether a provider has refused to give back money that came wrong. */
  public static boolean refused(Handle handle, UUID dispute) {
    return RefundStore.refused(handle, dispute);
  }

  private static void begin(Handle tx, Refund refund, Journal journal) {
    RefundStore.begin(tx, refund);
    journal.facts().refundRequested(refund);
    journal.write(tx);
  }

  private static Refund.Source source(Payment p) {
    return new Refund.Source(
        p.progress().route().orElse(p.channel()),
        p.reference(),
        p.providerId().orElseThrow(),
        p.amount());
  }

  private Refund refund(
      Payment payment,
      Optional<UUID> dispute,
      Refund.Source source,
      Money amount,
      Money tax,
      Money unearned,
      String reason) {
    return new Refund(
        UUID.randomUUID(),
        payment.id(),
        dispute,
        payment.person(),
        source,
        amount,
        tax,
        unearned,
        reason,
        Refund.State.DUE,
        0,
        now(),
        Optional.empty(),
        Optional.empty(),
        now());
  }

  /** Does what is to be done now about some refunds; how many. */
  public int collect() {
    Instant now = now();
    List<Refund> claimed = database.write(tx -> RefundStore.claim(tx, now, LEASE, AT_ONCE));
    CompletableFuture.allOf(
            claimed.stream()
                .map(refund -> CompletableFuture.runAsync(() -> send(refund), senders))
                .toArray(CompletableFuture[]::new))
        .join();
    return claimed.size();
  }

  private void send(Refund refund) {
    PaymentChannel channel = channels.get(refund.source().route());
    Outcome outcome;
    if (channel == null) {
      String why = "there is no provider " + refund.source().route();
      outcome = refund.inFlight() ? new Outcome.Unknown(why) : new Outcome.NotSent(why);
    } else {
      outcome =
          refund.inFlight() ? channel.inquire(refund.wanted()) : channel.refund(refund.wanted());
    }
    database.write(
        tx -> {
          put(tx, refund.id(), outcome);
          return true;
        });
  }

  /** Puts down what became of one, unless that is known already. */
  public void put(Handle tx, UUID id, Outcome outcome) {
    Optional<Refund> known = RefundStore.locked(tx, id);
    if (known.isEmpty() || known.get().settled()) {
      return;
    }
    Refund refund = known.get();
    Refund next = otherwise(tx, next(refund, outcome));
    RefundStore.change(tx, next);
    Journal journal = new Journal(now());
    if (next.state() == Refund.State.COMPLETED) {
      completed(next, journal);
    } else if (next.state() == Refund.State.FAILED) {
      failed(tx, next, journal);
    } else if (next.state() == Refund.State.CREDITED) {
      journal.facts().refundFailed(next, next.code().orElse("refused"));
    }
    journal.write(tx);
  }

  /** What a provider refuses for good may be given otherwise; what came wrong never is. */
  private Refund otherwise(Handle tx, Refund r) {
    boolean given =
        r.state() == Refund.State.FAILED && r.dispute().isEmpty() && refused.credited(tx, r, now());
    return given
        ? r.in(Refund.State.CREDITED, r.inquiries(), r.nextAt(), r.providerId(), r.code())
        : r;
  }

  private Refund next(Refund r, Outcome outcome) {
    Instant now = now();
    if (outcome instanceof Outcome.GivenBack given) {
      if (!Outcome.money(given.amountMinor(), given.currency()).equals(Optional.of(r.amount()))) {
        // The provider's books are what reconciliation compares with: nothing here can take it.
        LOG.error("{} of {} was given back for refund {}", given, r.amount(), r.id());
      }
      return r.in(
          Refund.State.COMPLETED,
          r.inquiries(),
          now,
          Optional.of(given.providerId()),
          Optional.empty());
    }
    if (outcome instanceof Outcome.Declined declined) {
      return r.in(
          Refund.State.FAILED,
          r.inquiries(),
          now,
          Optional.of(declined.providerId()),
          Optional.of(declined.code()));
    }
    if (outcome instanceof Outcome.NeverSeen) {
      return r.in(Refund.State.DUE, r.inquiries(), now, r.providerId(), r.code());
    }
    Refund.State state =
        outcome instanceof Outcome.NotSent ? Refund.State.DUE : Refund.State.UNKNOWN;
    return r.in(state, r.inquiries() + 1, now.plus(wait(r.inquiries())), r.providerId(), r.code());
  }

  private static Duration wait(int times) {
    Duration wait = SOON.multipliedBy(1L << Math.min(times, 20));
    return wait.compareTo(SELDOM) > 0 ? SELDOM : wait;
  }

  private static void completed(Refund r, Journal journal) {
    journal.post(
        "refund/" + r.id() + "/completed",
        Posting.Line.debit(Account.REFUNDS, r.amount()),
        Posting.Line.credit(Account.PROVIDER, r.amount()));
    journal.facts().refundCompleted(r);
  }

  /** What was to go back is ours again; what came wrong is with us still, and a case again. */
  private static void failed(Handle tx, Refund r, Journal journal) {
    if (r.dispute().isPresent()) {
      RefundStore.reopen(tx, r);
      journal.post(
          "refund/" + r.id() + "/failed",
          Posting.Line.debit(Account.REFUNDS, r.amount()),
          Posting.Line.credit(Account.SUSPENSE, r.amount()));
    } else {
      Money earned = r.amount().minus(r.tax()).minus(r.unearned());
      journal.post(
          "refund/" + r.id() + "/failed",
          Posting.Line.debit(Account.REFUNDS, r.amount()),
          Posting.Line.credit(Account.DEFERRED, r.unearned()),
          Posting.Line.credit(Account.REVENUE, earned),
          Posting.Line.credit(Account.TAX, r.tax()));
      Recognition.giveAgain(tx, r.payment(), r.unearned());
    }
    journal.facts().refundFailed(r, r.code().orElse("refused"));
  }

  /** Those of a payment, the newest first. */
  public static List<Refund> of(Handle handle, UUID payment) {
    return RefundStore.of(handle, payment);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
