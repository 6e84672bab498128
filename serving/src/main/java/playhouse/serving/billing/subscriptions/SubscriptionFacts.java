package playhouse.serving.billing.subscriptions;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import playhouse.contracts.facts.DunningRecovered;
import playhouse.contracts.facts.DunningStarted;
import playhouse.contracts.facts.EntitlementChanged;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.InvoiceIssued;
import playhouse.contracts.facts.InvoicePaid;
import playhouse.contracts.facts.SubscriptionCancelled;
import playhouse.contracts.facts.SubscriptionEnded;
import playhouse.contracts.facts.SubscriptionRenewed;
import playhouse.contracts.facts.SubscriptionStarted;
import playhouse.serving.platform.outbox.Outbox;

/**
 * Tells what becomes of subscriptions, in the contract's words and in the transaction in which it
 * becomes so. A fact's id is made of what it is about, so that one told again is the same fact.
 *
 * @param now when it becomes so
 */
record SubscriptionFacts(Handle tx, Instant now) {
  private static final String SYSTEM = "S5.1";
  private static final String SOURCE = "/serving/billing";

  void started(Subscription s) {
    tell(
        s,
        "subscription.started",
        "started",
        fact ->
            fact.setSubscriptionStarted(
                SubscriptionStarted.newBuilder()
                    .setSubscription(s.id().toString())
                    .setPlan(s.plan())
                    .setPriceMicros(micros(s.price()))
                    .setCurrency(s.price().getCurrencyUnit().getCode())
                    .setTermDays(days(s.beginOf(1), s.beginOf(2)))
                    .setTrialDays(s.state() == Subscription.State.TRIAL ? s.trialDays() : 0)
                    .build()));
  }

  void renewed(Subscription s) {
    tell(
        s,
        "subscription.renewed",
        "renewed/" + s.term(),
        fact ->
            fact.setSubscriptionRenewed(
                SubscriptionRenewed.newBuilder()
                    .setSubscription(s.id().toString())
                    .setPlan(s.plan())
                    .setTermFrom(s.termFrom())
                    .setTermDays(days(s.termFrom(), s.termUntil()))
                    .build()));
  }

  void cancelled(Subscription s, String reason) {
    tell(
        s,
        "subscription.cancelled",
        "cancelled/" + s.version(),
        fact ->
            fact.setSubscriptionCancelled(
                SubscriptionCancelled.newBuilder()
                    .setSubscription(s.id().toString())
                    .setReason(reason)
                    .setEffective(s.termUntil())
                    .build()));
  }

  void ended(Subscription s, boolean voluntary) {
    tell(
        s,
        "subscription.ended",
        "ended",
        fact -> fact.setSubscriptionEnded(new SubscriptionEnded(s.id().toString(), voluntary)));
  }

  void issued(Subscription s, Invoice invoice) {
    tell(
        s,
        "invoice.issued",
        "invoice/" + invoice.term() + "/issued",
        fact ->
            fact.setInvoiceIssued(
                InvoiceIssued.newBuilder()
                    .setInvoice(invoice.id())
                    .setSubscription(s.id().toString())
                    .setAmountMicros(micros(invoice.amount()))
                    .setTaxMicros(micros(invoice.tax()))
                    .setCurrency(invoice.amount().getCurrencyUnit().getCode())
                    .build()));
  }

  void paid(Subscription s, Invoice invoice) {
    tell(
        s,
        "invoice.paid",
        "invoice/" + invoice.term() + "/paid",
        fact -> fact.setInvoicePaid(new InvoicePaid(invoice.id(), s.id().toString())));
  }

  void dunningStarted(Subscription s, Invoice invoice) {
    tell(
        s,
        "dunning.started",
        "invoice/" + invoice.term() + "/dunning",
        fact -> fact.setDunningStarted(new DunningStarted(s.id().toString(), invoice.id())));
  }

  void dunningRecovered(Subscription s, Invoice invoice) {
    tell(
        s,
        "dunning.recovered",
        "invoice/" + invoice.term() + "/recovered",
        fact -> fact.setDunningRecovered(new DunningRecovered(s.id().toString(), invoice.id())));
  }

  /** What the person may use from now on. */
  void entitled(Subscription s) {
    Entitlement entitlement = Entitlement.of(s);
    tell(
        s,
        "entitlement.changed",
        "entitlement/" + s.version(),
        fact ->
            fact.setEntitlementChanged(
                EntitlementChanged.newBuilder()
                    .setPlan(s.plan())
                    .setState(entitlement.state())
                    .setValidFrom(now)
                    .setValidUntil(entitlement.until().orElse(null))
                    .build()));
  }

  private void tell(
      Subscription s,
      String type,
      String id,
      Consumer<playhouse.contracts.facts.Subscription.Builder> body) {
    Instant moment = now.truncatedTo(ChronoUnit.MICROS);
    playhouse.contracts.facts.Subscription.Builder fact =
        playhouse.contracts.facts.Subscription.newBuilder()
            .setEnvelope(
                Envelope.newBuilder()
                    .setId("subscription/" + s.id() + "/" + id)
                    .setSource(SOURCE)
                    .setPerson(s.person())
                    .setCountry(s.country())
                    .setOccurred(moment)
                    .setSent(moment)
                    .setReceived(moment)
                    .build())
            .setType(type);
    body.accept(fact);
    Outbox.add(tx, SYSTEM, fact.build());
  }

  private static long micros(Money amount) {
    return amount.getAmount().movePointRight(6).longValueExact();
  }

  private static int days(Instant from, Instant until) {
    return Math.toIntExact(Duration.between(from, until).toDays());
  }
}
