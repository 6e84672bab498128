package playhouse.audience.behaviour;

import static playhouse.audience.behaviour.Life.DAY;
import static playhouse.audience.behaviour.Life.MINUTE;

import playhouse.audience.act.Entitled.State;
import playhouse.audience.act.Paid;
import playhouse.audience.world.Chance;
import playhouse.audience.world.Region;
import playhouse.contracts.facts.DunningRecovered;
import playhouse.contracts.facts.DunningStarted;
import playhouse.contracts.facts.InvoiceIssued;
import playhouse.contracts.facts.PaymentFailed;

/**
 * One term's money: it is asked for, and taken; or refused, and asked for again in a time of grace.
 */
final class Charge {

  private static final int GRACE_DAYS = 7;

  private final Life life;
  private final Chance chance;
  private final Region region;
  private final Offer offer;
  private final String subscription;
  private final Outcome outcome;
  private final Books books;
  private final String invoice;

  /** What comes of it. */
  interface Outcome {
    /** The money was taken, and pays until the term's end. */
    void paid(long now, long end);

    /** The time of grace is over without it. */
    void unpaid(long now);
  }

  Charge(Life life, Offer offer, String subscription, Outcome outcome) {
    this.life = life;
    this.chance = life.chance();
    this.region = life.person().region();
    this.offer = offer;
    this.subscription = subscription;
    this.outcome = outcome;
    this.books = new Books(life);
    this.invoice = life.nextId();
  }

  /** Asks for it; the term begins at {@code from}, which may still lie ahead. */
  void ask(long now, long from, boolean renewal) {
    life.note(
        now,
        InvoiceIssued.newBuilder()
            .setInvoice(invoice)
            .setSubscription(subscription)
            .setAmountMicros(offer.priceMicros())
            .setTaxMicros(region.taxOf(offer.priceMicros()))
            .setCurrency(region.currency())
            .build());
    if (chance.hit(0.1)) {
      refused(now);
      life.note(now + 10, dunning());
      life.entitle(now + 20, offer.plan(), State.GRACE, now + GRACE_DAYS * DAY);
      retry(now, now + DAY + chance.between(0, 60 * MINUTE));
    } else {
      captured(now, from, renewal);
    }
  }

  private void retry(long failedAt, long when) {
    life.at(
        when,
        () -> {
          long graceEnd = failedAt + GRACE_DAYS * DAY;
          if (chance.hit(0.4)) {
            life.note(when, recovered());
            captured(when, when, true);
          } else if (when + 2 * DAY < graceEnd) {
            refused(when);
            retry(failedAt, when + 2 * DAY);
          } else {
            life.at(graceEnd, () -> outcome.unpaid(graceEnd));
          }
        });
  }

  private void captured(long now, long from, boolean renewal) {
    Paid paid = payment(now, from);
    life.happen(paid);
    books.enter(paid, invoice, offer.plan(), renewal);
    long end = from + offer.termDays() * DAY;
    life.entitle(now + 30, offer.plan(), State.PAID, end);
    books.giveBack(paid);
    outcome.paid(now, end);
  }

  private Paid payment(long now, long from) {
    return new Paid(
        life.nextId(),
        life.person().index(),
        now,
        Paid.Purpose.SUBSCRIPTION,
        chance.pick("card", "card", "wallet", "bank"),
        offer.priceMicros(),
        region.taxOf(offer.priceMicros()),
        region.currency(),
        from,
        from + offer.termDays() * DAY,
        offer.termDays(),
        subscription,
        -1);
  }

  private void refused(long now) {
    life.note(
        now,
        PaymentFailed.newBuilder()
            .setPayment(life.nextId())
            .setInvoice(invoice)
            .setPurpose("subscription")
            .setMethod("card")
            .setCode(chance.pick("insufficient_funds", "expired_card", "do_not_honour"))
            .setAmountMicros(offer.priceMicros())
            .setTaxMicros(region.taxOf(offer.priceMicros()))
            .setCurrency(region.currency())
            .build());
  }

  private DunningStarted dunning() {
    return DunningStarted.newBuilder().setSubscription(subscription).setInvoice(invoice).build();
  }

  private DunningRecovered recovered() {
    return DunningRecovered.newBuilder().setSubscription(subscription).setInvoice(invoice).build();
  }
}
