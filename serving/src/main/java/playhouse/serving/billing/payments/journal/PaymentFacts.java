package playhouse.serving.billing.payments.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import playhouse.contracts.facts.ChargebackReceived;
import playhouse.contracts.facts.ChargebackWon;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.PaymentAuthorised;
import playhouse.contracts.facts.PaymentCaptured;
import playhouse.contracts.facts.PaymentDisputed;
import playhouse.contracts.facts.PaymentFailed;
import playhouse.contracts.facts.RefundCompleted;
import playhouse.contracts.facts.RefundFailed;
import playhouse.contracts.facts.RefundRequested;
import playhouse.contracts.facts.WebhookDuplicate;
import playhouse.contracts.facts.WebhookReceived;
import playhouse.serving.billing.payments.Payment;
import playhouse.serving.billing.payments.disputes.Chargeback;
import playhouse.serving.billing.payments.refunds.Refund;
import playhouse.serving.platform.outbox.Outbox;

/**
 * Collects what becomes of payments, in the contract's words, to be told together in the
 * transaction in which it becomes so.
 */
public final class PaymentFacts {
  private static final String SYSTEM = "S5.2";
  private static final String SOURCE = "/serving/billing";

  private final Instant now;
  private final List<SpecificRecordBase> facts = new ArrayList<>();

  /** Of what becomes so then. */
  public PaymentFacts(Instant now) {
    this.now = now.truncatedTo(ChronoUnit.MICROS);
  }

  /** Tells them. */
  public void tell(Handle tx) {
    Outbox.add(tx, SYSTEM, facts);
  }

  /**
   * Money was taken.
   *
   * @param title what was bought; empty for a term
   * @param term that was paid for; empty for a title
   */
  public void captured(Payment p, Optional<String> title, Optional<Term> term) {
    add(
        "payment.captured",
        fact(p, p.id() + "/captured")
            .setPaymentCaptured(
                PaymentCaptured.newBuilder()
                    .setPayment(p.id().toString())
                    .setInvoice(p.purpose().invoice().orElse(null))
                    .setSubscription(p.purpose().subscription().map(UUID::toString).orElse(null))
                    .setTitle(title.orElse(null))
                    .setPurpose(purpose(p))
                    .setMethod(method(p))
                    .setAmountMicros(micros(p.amount()))
                    .setTaxMicros(micros(p.tax()))
                    .setCurrency(currency(p.amount()))
                    .setTermFrom(term.map(Term::from).orElse(null))
                    .setTermDays(term.map(Term::days).orElse(null))
                    .setTermUntil(term.map(Term::until).orElse(null))
                    .build()));
  }

  /** When what was paid for begins and ends. */
  public record Term(Instant from, Instant until) {
    /** Whole ones; what is less than a day is one, for the contract knows none that is shorter. */
    private int days() {
      return Math.max(1, Math.toIntExact(Duration.between(from, until).toDays()));
    }
  }

  /** Money was set aside. */
  public void authorised(Payment p) {
    add(
        "payment.authorised",
        fact(p, p.reference() + "/authorised")
            .setPaymentAuthorised(
                PaymentAuthorised.newBuilder()
                    .setPayment(p.id().toString())
                    .setMethod(method(p))
                    .setAmountMicros(micros(p.amount()))
                    .setTaxMicros(micros(p.tax()))
                    .setCurrency(currency(p.amount()))
                    .build()));
  }

  /** Money was refused. */
  public void failed(Payment p, String code) {
    add(
        "payment.failed",
        fact(p, p.reference() + "/failed")
            .setPaymentFailed(
                PaymentFailed.newBuilder()
                    .setPayment(p.id().toString())
                    .setInvoice(p.purpose().invoice().orElse(null))
                    .setPurpose(purpose(p))
                    .setMethod(method(p))
                    .setCode(code)
                    .setAmountMicros(micros(p.amount()))
                    .setTaxMicros(micros(p.tax()))
                    .setCurrency(currency(p.amount()))
                    .build()));
  }

  /** Money came otherwise than it was asked for. */
  public void disputed(Payment p, UUID dispute, String code, Money amount) {
    add(
        "payment.disputed",
        fact(p, p.id() + "/disputed/" + dispute)
            .setPaymentDisputed(
                PaymentDisputed.newBuilder()
                    .setPayment(p.id().toString())
                    .setCode(code)
                    .setAmountMicros(micros(amount))
                    .setCurrency(currency(amount))
                    .build()));
  }

  /** Money is to be given back. */
  public void refundRequested(Refund r) {
    add(
        "refund.requested",
        fact(r.person(), "refund/" + r.id() + "/requested")
            .setRefundRequested(
                RefundRequested.newBuilder()
                    .setRefund(r.id().toString())
                    .setPayment(r.payment().toString())
                    .setReason(r.reason())
                    .setAmountMicros(micros(r.amount()))
                    .setCurrency(currency(r.amount()))
                    .build()));
  }

  /** Money was given back. */
  public void refundCompleted(Refund r) {
    add(
        "refund.completed",
        fact(r.person(), "refund/" + r.id() + "/completed")
            .setRefundCompleted(
                RefundCompleted.newBuilder()
                    .setRefund(r.id().toString())
                    .setPayment(r.payment().toString())
                    .setReason(r.reason())
                    .setAmountMicros(micros(r.amount()))
                    .setTaxMicros(micros(r.tax()))
                    .setCurrency(currency(r.amount()))
                    .setNeverCaptured(r.dispute().isPresent())
                    .build()));
  }

  /** Money could not be given back. */
  public void refundFailed(Refund r, String code) {
    add(
        "refund.failed",
        fact(r.person(), "refund/" + r.id() + "/failed")
            .setRefundFailed(
                RefundFailed.newBuilder()
                    .setRefund(r.id().toString())
                    .setPayment(r.payment().toString())
                    .setCode(code)
                    .setAmountMicros(micros(r.amount()))
                    .setCurrency(currency(r.amount()))
                    .build()));
  }

  /**
   * A bank has taken money back.
   *
   * @param neverCaptured whether it never was told as captured
   */
  public void chargeback(Chargeback c, boolean neverCaptured) {
    add(
        "chargeback.received",
        fact(c.person(), "chargeback/" + c.id())
            .setChargebackReceived(
                ChargebackReceived.newBuilder()
                    .setPayment(c.payment().toString())
                    .setReason(c.reason())
                    .setAmountMicros(micros(c.amount()))
                    .setTaxMicros(micros(c.tax()))
                    .setCurrency(currency(c.amount()))
                    .setNeverCaptured(neverCaptured)
                    .build()));
  }

  /**
   * A bank gave back what it had taken.
   *
   * @param neverCaptured whether it never was told as captured
   */
  public void chargebackWon(Chargeback c, boolean neverCaptured) {
    add(
        "chargeback.won",
        fact(c.person(), "chargeback/" + c.id() + "/won")
            .setChargebackWon(
                ChargebackWon.newBuilder()
                    .setPayment(c.payment().toString())
                    .setReason(c.reason())
                    .setAmountMicros(micros(c.amount()))
                    .setTaxMicros(micros(c.tax()))
                    .setCurrency(currency(c.amount()))
                    .setNeverCaptured(neverCaptured)
                    .build()));
  }

  /** A provider told of something. */
  public void webhook(String provider, String event, String kind) {
    add(
        "webhook.received",
        fact(Optional.empty(), "webhook/" + provider + "/" + event)
            .setWebhookReceived(new WebhookReceived(provider, event, kind)));
  }

  /** A provider told of something again. */
  public void duplicate(String provider, String event) {
    add(
        "webhook.duplicate",
        fact(Optional.empty(), "webhook/" + provider + "/" + event + "/" + UUID.randomUUID())
            .setWebhookDuplicate(new WebhookDuplicate(provider, event)));
  }

  /** As the contract has it: card, wallet, bank or mobile. */
  private static String method(Payment p) {
    return switch (p.channel()) {
      case "alipay", "wechatpay" -> "mobile";
      default -> p.channel();
    };
  }

  private static String purpose(Payment p) {
    return p.purpose().purchase().isPresent() ? "transaction" : "subscription";
  }

  private playhouse.contracts.facts.Payment.Builder fact(Payment p, String id) {
    return fact(p.person(), id);
  }

  private playhouse.contracts.facts.Payment.Builder fact(UUID person, String id) {
    return fact(Optional.of(person), id);
  }

  private playhouse.contracts.facts.Payment.Builder fact(Optional<UUID> person, String id) {
    return playhouse.contracts.facts.Payment.newBuilder()
        .setEnvelope(
            Envelope.newBuilder()
                .setId("payment/" + id)
                .setSource(SOURCE)
                .setPerson(person.orElse(null))
                .setOccurred(now)
                .setSent(now)
                .setReceived(now)
                .build());
  }

  private void add(String type, playhouse.contracts.facts.Payment.Builder fact) {
    facts.add(fact.setType(type).build());
  }

  private static String currency(Money amount) {
    return amount.getCurrencyUnit().getCode();
  }

  private static long micros(Money amount) {
    return amount.getAmount().movePointRight(6).longValueExact();
  }
}
