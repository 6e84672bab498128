package playhouse.audience.render;

import java.time.Instant;
import java.util.Locale;
import playhouse.audience.act.Act;
import playhouse.audience.act.Entitled;
import playhouse.audience.act.Paid;
import playhouse.audience.act.Registered;
import playhouse.audience.act.Returned;
import playhouse.contracts.facts.AccountCreated;
import playhouse.contracts.facts.AccountVerified;
import playhouse.contracts.facts.ChargebackReceived;
import playhouse.contracts.facts.EntitlementChanged;
import playhouse.contracts.facts.PaymentCaptured;
import playhouse.contracts.facts.RefundCompleted;

/** Tells of accounts, entitlements and money. */
final class MoneyTelling {

  private MoneyTelling() {}

  static void registered(Registered act, Teller teller) {
    teller.tell(
        act.at(),
        AccountCreated.newBuilder()
            .setChannel(act.channel())
            .setCampaign(act.campaign().isEmpty() ? null : act.campaign())
            .build());
    if (act.verifiedAt() != Act.NEVER) {
      teller.tell(
          act.verifiedAt(),
          AccountVerified.newBuilder().setChannel(act.channel()).setMethod("email").build());
    }
  }

  static void entitled(Entitled act, Teller teller) {
    teller.tell(
        act.at(),
        EntitlementChanged.newBuilder()
            .setPlan(act.plan())
            .setState(act.state().name().toLowerCase(Locale.ROOT))
            .setValidFrom(Instant.ofEpochMilli(act.at()))
            .setValidUntil(
                act.untilMillis() == Act.NEVER ? null : Instant.ofEpochMilli(act.untilMillis()))
            .build());
  }

  static void paid(Paid act, String title, Teller teller) {
    boolean term = act.termFrom() != Act.NEVER;
    teller.tell(
        act.at(),
        PaymentCaptured.newBuilder()
            .setPayment(act.id())
            .setInvoice(act.subscription().isEmpty() ? null : act.id() + "-invoice")
            .setSubscription(act.subscription().isEmpty() ? null : act.subscription())
            .setTitle(title.isEmpty() ? null : title)
            .setPurpose(act.purpose().name().toLowerCase(Locale.ROOT))
            .setMethod(act.method())
            .setAmountMicros(act.amountMicros())
            .setTaxMicros(act.taxMicros())
            .setCurrency(act.currency())
            .setTermFrom(term ? Instant.ofEpochMilli(act.termFrom()) : null)
            .setTermDays(term ? act.termDays() : null)
            .setTermUntil(term ? Instant.ofEpochMilli(act.termUntil()) : null)
            .build());
  }

  static void returned(Returned act, Teller teller) {
    if (act.byBank()) {
      teller.tell(
          act.at(),
          ChargebackReceived.newBuilder()
              .setPayment(act.payment())
              .setReason(act.reason())
              .setAmountMicros(act.amountMicros())
              .setTaxMicros(act.taxMicros())
              .setCurrency(act.currency())
              .build());
      return;
    }
    teller.tell(
        act.at(),
        RefundCompleted.newBuilder()
            .setRefund(act.id())
            .setPayment(act.payment())
            .setReason(act.reason())
            .setAmountMicros(act.amountMicros())
            .setTaxMicros(act.taxMicros())
            .setCurrency(act.currency())
            .build());
  }
}
