package playhouse.serving.billing.payments.disputes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.billing.payments.Outcome;
import playhouse.serving.billing.payments.Payment;
import playhouse.serving.billing.payments.PaymentChannel;
import playhouse.serving.billing.payments.PaymentChannel.TakenBack;
import playhouse.serving.billing.payments.journal.Journal;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Money that banks take back. What was paid for ends at once; the money is written as contested
 * until the bank has decided: won, it is ours again; lost, it is taken from what is earned and to
 * be earned. What came wrong and was not decided on is taken from where it lies, and comes back
 * there. A provider that does not tell by itself is asked every day.
 */
public final class Chargebacks {
  private static final Logger LOG = LoggerFactory.getLogger(Chargebacks.class);
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Duration ASK = Duration.ofDays(1);
  private static final int AT_ONCE = 16;

  private final ServicesDatabase database;
  private final Map<String, PaymentChannel> channels;
  private final Ending ending;
  private final Heard heard;
  private final Clock clock;

  /** Who ends what was paid for. */
  @FunctionalInterface
  public interface Ending {
    /** Ends it; false if it cannot end yet, and must be asked again. */
    boolean end(Handle tx, Payment payment);
  }

  /** Who learns from it. */
  @FunctionalInterface
  public interface Heard {
    /** A bank has taken a payment's money back; {@code reason} is the network's code. */
    void chargedBack(Handle tx, UUID payment, String reason, Instant at);
  }

  /** By these providers, by their names. */
  public Chargebacks(
      ServicesDatabase database,
      Map<String, PaymentChannel> channels,
      Ending ending,
      Heard heard,
      Clock clock) {
    this.heard = heard;
    this.database = database;
    this.channels = Map.copyOf(channels);
    this.ending = ending;
    this.clock = clock;
  }

  /** Takes what a provider tells of one; the payment, and what it is for, are locked. */
  public void told(Handle tx, String route, Payment payment, TakenBack news) {
    Journal journal = new Journal(now());
    Chargeback chargeback =
        ChargebackStore.locked(tx, route, news.id())
            .orElseGet(() -> begin(tx, route, payment, news, journal));
    if (!chargeback.decided()) {
      switch (news.stage()) {
        case "won" -> won(tx, chargeback, payment, journal);
        case "lost" -> lost(tx, chargeback, payment, journal);
        default -> {
          // It is open, as we know.
        }
      }
    }
    journal.write(tx);
  }

  private Chargeback begin(
      Handle tx, String route, Payment payment, TakenBack news, Journal journal) {
    Money amount =
        Outcome.money(news.amountMinor(), news.currency())
            .orElseThrow(() -> Refusal.bad("currency", "is none"));
    Money fee = Money.ofMinor(amount.getCurrencyUnit(), Math.max(0, news.feeMinor()));
    Optional<Dispute> wrong =
        Disputes.undecided(tx, payment.id(), route, news.reference())
            .filter(each -> each.amount().isSameCurrency(amount));
    wrong.ifPresent(each -> Disputes.takenBack(tx, each, journal));
    Chargeback chargeback =
        new Chargeback(
            UUID.randomUUID(),
            route,
            news.id(),
            payment.id(),
            payment.person(),
            news.reason(),
            amount,
            wrong.isPresent()
                ? Money.zero(amount.getCurrencyUnit())
                : ChargebackBooks.tax(tx, payment, amount),
            fee,
            Chargeback.State.RECEIVED,
            Optional.empty(),
            ended(tx, payment, wrong.isPresent()),
            journal.now().plus(ASK),
            journal.now(),
            wrong.map(Dispute::id));
    ChargebackStore.begin(tx, chargeback);
    ChargebackBooks.received(chargeback, wrong, journal);
    heard.chargedBack(tx, payment.id(), news.reason(), journal.now());
    journal.facts().chargeback(chargeback, neverCaptured(chargeback, payment));
    return chargeback;
  }

  /** Whether what is taken back came wrong, and never was told as ours. */
  private static boolean neverCaptured(Chargeback c, Payment payment) {
    return c.dispute().isPresent() || payment.state() != Payment.State.CAPTURED;
  }

  /** What came wrong ends nothing if other money is there for the same. */
  private boolean ended(Handle tx, Payment payment, boolean wrong) {
    boolean other =
        payment.state() != Payment.State.DISPUTED || Disputes.openOfPayment(tx, payment.id());
    return (wrong && other) || ending.end(tx, payment);
  }

  private static void won(Handle tx, Chargeback c, Payment payment, Journal journal) {
    ChargebackStore.state(tx, c.id(), Chargeback.State.WON, journal.now());
    ChargebackBooks.won(c, c.dispute().map(id -> Disputes.cameAgain(tx, id)), journal);
    journal.facts().chargebackWon(c, neverCaptured(c, payment));
  }

  private static void lost(Handle tx, Chargeback c, Payment payment, Journal journal) {
    ChargebackStore.state(tx, c.id(), Chargeback.State.LOST, journal.now());
    ChargebackBooks.lost(tx, c, payment, journal);
  }

  /**
   * Says that the money is ours.
   *
   * @throws Refusal 404 if there is no such chargeback; 409 if the bank has decided
   */
  public Chargeback contest(Handle tx, UUID id, String evidence) {
    Chargeback known =
        ChargebackStore.locked(tx, id)
            .orElseThrow(() -> Refusal.missing("there is no such chargeback"));
    if (known.decided()) {
      throw Refusal.conflict("chargeback_decided", "the bank has decided");
    }
    ChargebackStore.contest(tx, id, evidence, now());
    return ChargebackStore.find(tx, id).orElseThrow();
  }

  /** The newest first. */
  public static List<Chargeback> newest(Handle handle, int most) {
    return ChargebackStore.newest(handle, most);
  }

  /** Does what is to be done now about some; how many. */
  public int collect(Locking locking) {
    List<Chargeback> claimed =
        database.write(tx -> ChargebackStore.claim(tx, now(), LEASE, AT_ONCE));
    claimed.forEach(c -> attend(c, locking));
    return claimed.size();
  }

  /** Locks a payment and what it is for. */
  @FunctionalInterface
  public interface Locking {
    /** Empty if there is none. */
    Optional<Payment> lock(Handle tx, UUID payment);
  }

  private void attend(Chargeback c, Locking locking) {
    Optional<PaymentChannel> channel = Optional.ofNullable(channels.get(c.route()));
    boolean sent =
        c.state() == Chargeback.State.CONTESTING
            && channel
                .map(there -> there.contest(c.providerId(), c.evidence().orElse("")))
                .orElse(false);
    Optional<TakenBack> news = channel.flatMap(there -> there.chargeback(c.providerId()));
    database.write(
        tx -> {
          Payment payment = locking.lock(tx, c.payment()).orElseThrow();
          Chargeback now = ChargebackStore.locked(tx, c.id()).orElseThrow();
          if (!now.ended() && ending.end(tx, payment)) {
            ChargebackStore.ended(tx, c.id());
          }
          if (!now.decided()) {
            boolean waits = now.state() == Chargeback.State.CONTESTING && !sent;
            ChargebackStore.state(
                tx,
                c.id(),
                sent && now.state() == Chargeback.State.CONTESTING
                    ? Chargeback.State.CONTESTED
                    : now.state(),
                now().plus(waits || !now.ended() ? SOON : ASK));
            news.ifPresent(told -> told(tx, c.route(), payment, told));
          }
          return true;
        });
    LOG.info("chargeback {} of payment {} was looked after", c.id(), c.payment());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
