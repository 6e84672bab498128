package playhouse.serving.billing.payments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import playhouse.serving.platform.Refusal;

/**
 * Payments of titles that are rented or bought: asked for at once, or set aside or asked for when
 * the title can be played.
 */
public final class TitlePayments {
  /** Less than the shortest time that a provider sets money aside for. */
  private static final Duration HELD = Duration.ofDays(6);

  private final Map<String, PaymentChannel> channels;
  private final Settlement settlement;
  private final Clock clock;

  TitlePayments(Map<String, PaymentChannel> channels, Settlement settlement, Clock clock) {
    this.channels = Map.copyOf(channels);
    this.settlement = settlement;
    this.clock = clock;
  }

  /**
   * What a purchase costs.
   *
   * @param amount tax included
   */
  public record Bill(UUID person, String country, Money amount, Money tax) {}

  /**
   * Has a purchase be paid for as its person pays: now, or when it can be played. Until then the
   * money is set aside, if that is soon, or not asked for.
   *
   * @param available when it can be played
   * @param early whether the person agrees to pay before that, where there is no other way
   * @throws Refusal 409 if they have not said how they pay, or must pay before and do not agree
   */
  public Payment order(
      Handle tx, Payment.Purpose purpose, Bill bill, Instant available, boolean early) {
    PaymentMethod method =
        PaymentStore.method(tx, bill.person())
            .orElseThrow(
                () -> Refusal.conflict("no_payment_method", "nobody has said how it is paid"));
    Optional<PaymentChannel> channel = Optional.ofNullable(channels.get(method.channel()));
    Instant now = now();
    boolean later = available.isAfter(now);
    boolean hold =
        later
            && available.isBefore(now.plus(HELD))
            && channel.map(PaymentChannel::setsAside).orElse(false);
    boolean waits =
        later && !hold && channel.map(to -> to.chargesAlone(method.token())).orElse(false);
    if (later && !hold && !waits && !early) {
      throw Refusal.conflict(
          "paid_before_release",
          "paid so, it is paid at once and not when it can be played: agree with payNow");
    }
    Payment payment =
        new Payment(
            UUID.randomUUID(),
            purpose,
            bill.person(),
            bill.country(),
            bill.amount(),
            bill.tax(),
            method.channel(),
            method.token(),
            hold,
            Progress.begun(waits ? available : now),
            now);
    PaymentStore.begin(tx, payment);
    return payment;
  }

  /** Has an order not be paid any more; false if money is on its way: it is known soon. */
  public boolean stop(Handle tx, UUID payment) {
    return settlement
        .lock(tx, payment)
        .filter(p -> p.purpose().purchase().isPresent())
        .map(p -> settlement.stop(tx, p, now()))
        .orElse(false);
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

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
