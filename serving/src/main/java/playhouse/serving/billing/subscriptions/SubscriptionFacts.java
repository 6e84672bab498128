package playhouse.serving.billing.subscriptions;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import playhouse.contracts.facts.DunningExhausted;
import playhouse.contracts.facts.DunningRecovered;
import playhouse.contracts.facts.DunningStarted;
import playhouse.contracts.facts.EntitlementChanged;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.InvoiceCredited;
import playhouse.contracts.facts.InvoiceIssued;
import playhouse.contracts.facts.InvoicePaid;
import playhouse.contracts.facts.InvoiceVoided;
import playhouse.contracts.facts.SubscriptionCancelled;
import playhouse.contracts.facts.SubscriptionChanged;
import playhouse.contracts.facts.SubscriptionEnded;
import playhouse.contracts.facts.SubscriptionPaused;
import playhouse.contracts.facts.SubscriptionReminded;
import playhouse.contracts.facts.SubscriptionRenewed;
import playhouse.contracts.facts.SubscriptionResumed;
import playhouse.contracts.facts.SubscriptionStarted;
import playhouse.serving.platform.outbox.Outbox;

/**
 * Tells what becomes of subscriptions, in the contract's words and in the transaction in which it
 * becomes so. A fact's id is made of what it is about, so that one told again is the same fact.
 *
 * @param now when it becomes so
 */
public record SubscriptionFacts(Handle tx, Instant now) {
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
        "invoice/" + invoice.mark() + "/issued",
        fact ->
            fact.setInvoiceIssued(
                InvoiceIssued.newBuilder()
                    .setInvoice(invoice.id())
                    .setSubscription(s.id().toString())
                    .setAmountMicros(micros(invoice.total()))
                    .setTaxMicros(micros(invoice.totalTax()))
                    .setCurrency(invoice.amount().getCurrencyUnit().getCode())
                    .build()));
  }

  void paid(Subscription s, Invoice invoice) {
    tell(
        s,
        "invoice.paid",
        "invoice/" + invoice.mark() + "/paid",
        fact ->
            fact.setInvoicePaid(
                InvoicePaid.newBuilder()
                    .setInvoice(invoice.id())
                    .setSubscription(s.id().toString())
                    .setTermFrom(invoice.from())
                    .setTermDays(Math.max(1, days(invoice.from(), invoice.until())))
                    .setTermUntil(invoice.until())
                    .setWithoutPayment(invoice.amount().isZero())
                    .build()));
  }

  void dunningStarted(Subscription s, Invoice invoice) {
    tell(
        s,
        "dunning.started",
        "invoice/" + invoice.mark() + "/dunning",
        fact -> fact.setDunningStarted(new DunningStarted(s.id().toString(), invoice.id())));
  }

  void dunningRecovered(Subscription s, Invoice invoice) {
    tell(
        s,
        "dunning.recovered",
        "invoice/" + invoice.mark() + "/recovered",
        fact -> fact.setDunningRecovered(new DunningRecovered(s.id().toString(), invoice.id())));
  }

  void dunningExhausted(Subscription s, Invoice invoice) {
    tell(
        s,
        "dunning.exhausted",
        "invoice/" + invoice.mark() + "/exhausted",
        fact -> fact.setDunningExhausted(new DunningExhausted(s.id().toString(), invoice.id())));
  }

  void voided(Subscription s, Invoice invoice, String reason) {
    tell(
        s,
        "invoice.voided",
        "invoice/" + invoice.mark() + "/voided",
        fact -> fact.setInvoiceVoided(new InvoiceVoided(invoice.id(), reason)));
  }

  void changed(Subscription s, Change c) {
    tell(
        s,
        "subscription.changed",
        "changed/" + c.id(),
        fact ->
            fact.setSubscriptionChanged(
                SubscriptionChanged.newBuilder()
                    .setSubscription(s.id().toString())
                    .setFromPlan(c.fromPlan())
                    .setToPlan(c.plan())
                    .setPriceMicros(micros(c.price()))
                    .setTermDays(days(s.beginOf(s.term()), s.beginOf(s.term() + 1)))
                    .build()));
  }

  void paused(Subscription s) {
    tell(
        s,
        "subscription.paused",
        "paused/" + s.version(),
        fact ->
            fact.setSubscriptionPaused(new SubscriptionPaused(s.id().toString(), s.termUntil())));
  }

  void resumed(Subscription s) {
    tell(
        s,
        "subscription.resumed",
        "resumed/" + s.version(),
        fact -> fact.setSubscriptionResumed(new SubscriptionResumed(s.id().toString())));
  }

  /**
   * The person was reminded.
   *
   * @param occasion that tells this one from others of its kind
   */
  public void reminded(Subscription s, String kind, String occasion) {
    tell(
        s,
        "subscription.reminded",
        "reminded/" + kind + "/" + occasion,
        fact -> fact.setSubscriptionReminded(new SubscriptionReminded(s.id().toString(), kind)));
  }

  /** Of an invoice, something is given back. */
  public void credited(
      Subscription s, UUID creditNote, String invoice, String reason, Money amount, Money tax) {
    tell(
        s,
        "invoice.credited",
        "credit-note/" + creditNote,
        fact ->
            fact.setInvoiceCredited(
                InvoiceCredited.newBuilder()
                    .setCreditNote(creditNote.toString())
                    .setInvoice(invoice)
                    .setReason(reason)
                    .setAmountMicros(micros(amount))
                    .setTaxMicros(micros(tax))
                    .setCurrency(amount.getCurrencyUnit().getCode())
                    .build()));
  }

  /** What all whom it serves may use from now on. */
  void entitled(Subscription s) {
    entitled(s, "entitlement/" + s.version());
  }

  /** What it entitles to goes on after its end, for so long at most. */
  void goesOn(Subscription s, Optional<Instant> until) {
    entitled(
        s, "entitlement/" + s.version() + "/goes-on/" + until.map(Instant::toString).orElse(""));
  }

  private void entitled(Subscription s, String id) {
    entitled(s, s.person(), id);
    for (UUID member : SubscriptionStore.members(tx, s.id())) {
      entitled(s, member, id + "/" + member);
    }
  }

  /** What somebody whom it serves, or did until now, may use from now on. */
  public void entitled(Subscription s, UUID person, String id) {
    Entitlement entitlement = Entitlements.of(tx, person, now);
    tell(
        s,
        person,
        "entitlement.changed",
        id,
        fact ->
            fact.setEntitlementChanged(
                EntitlementChanged.newBuilder()
                    .setPlan(entitlement.plan().isEmpty() ? s.plan() : entitlement.plan())
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
    tell(s, s.person(), type, id, body);
  }

  private void tell(
      Subscription s,
      UUID person,
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
                    .setPerson(person)
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
