package playhouse.serving.billing.payments;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.PaymentCaptured;
import playhouse.contracts.facts.PaymentFailed;
import playhouse.serving.billing.subscriptions.Invoice;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.platform.outbox.Outbox;

/** Tells what becomes of payments, in the contract's words and in the transaction it becomes so. */
record PaymentFacts(Handle tx, Instant now) {
  private static final String SYSTEM = "S5.2";
  private static final String SOURCE = "/serving/billing";
  private static final String PURPOSE = "subscription";

  void captured(Payment payment, Subscription s, Invoice invoice) {
    Instant from = invoice.from();
    Instant until = invoice.until();
    tell(
        "payment.captured",
        fact(payment, payment.id() + "/captured")
            .setPaymentCaptured(
                PaymentCaptured.newBuilder()
                    .setPayment(payment.id().toString())
                    .setInvoice(invoice.id())
                    .setSubscription(s.id().toString())
                    .setPurpose(PURPOSE)
                    .setMethod(payment.channel())
                    .setAmountMicros(micros(invoice.amount()))
                    .setTaxMicros(micros(invoice.tax()))
                    .setCurrency(payment.amount().getCurrencyUnit().getCode())
                    .setTermFrom(from)
                    .setTermDays(
                        Math.toIntExact(Math.max(1, Duration.between(from, until).toDays())))
                    .build()));
  }

  void failed(Payment payment, Invoice invoice, String code) {
    tell(
        "payment.failed",
        fact(payment, payment.reference() + "/failed")
            .setPaymentFailed(
                PaymentFailed.newBuilder()
                    .setPayment(payment.id().toString())
                    .setInvoice(invoice.id())
                    .setPurpose(PURPOSE)
                    .setMethod(payment.channel())
                    .setCode(code)
                    .setAmountMicros(micros(invoice.amount()))
                    .setTaxMicros(micros(invoice.tax()))
                    .setCurrency(payment.amount().getCurrencyUnit().getCode())
                    .build()));
  }

  private playhouse.contracts.facts.Payment.Builder fact(Payment payment, String id) {
    Instant moment = now.truncatedTo(ChronoUnit.MICROS);
    return playhouse.contracts.facts.Payment.newBuilder()
        .setEnvelope(
            Envelope.newBuilder()
                .setId("payment/" + id)
                .setSource(SOURCE)
                .setPerson(payment.person())
                .setOccurred(moment)
                .setSent(moment)
                .setReceived(moment)
                .build());
  }

  private void tell(String type, playhouse.contracts.facts.Payment.Builder fact) {
    Outbox.add(tx, SYSTEM, fact.setType(type).build());
  }

  private static long micros(Money amount) {
    return amount.getAmount().movePointRight(6).longValueExact();
  }
}
