package playhouse.audience.behaviour;

import static playhouse.audience.behaviour.Life.DAY;
import static playhouse.audience.behaviour.Life.MINUTE;

import java.time.Instant;
import playhouse.audience.act.Act;
import playhouse.audience.act.Entitled.State;
import playhouse.audience.act.Paid;
import playhouse.audience.act.Returned;
import playhouse.audience.world.Chance;
import playhouse.audience.world.Region;
import playhouse.contracts.facts.DunningRecovered;
import playhouse.contracts.facts.DunningStarted;
import playhouse.contracts.facts.FraudScored;
import playhouse.contracts.facts.InvoiceIssued;
import playhouse.contracts.facts.InvoicePaid;
import playhouse.contracts.facts.LedgerPosted;
import playhouse.contracts.facts.PaymentFailed;
import playhouse.contracts.facts.SubscriptionCancelled;
import playhouse.contracts.facts.SubscriptionChanged;
import playhouse.contracts.facts.SubscriptionEnded;
import playhouse.contracts.facts.SubscriptionRenewed;
import playhouse.contracts.facts.SubscriptionStarted;

/** One person's subscription: trial, terms, failures with a time of grace, refunds, the end. */
final class Billing {

  private static final int GRACE_DAYS = 7;

  private final Life life;
  private final Chance chance;
  private final Region region;
  private Offer offer = Offer.STANDARD;
  private String subscription = "";
  private String invoice = "";
  private boolean cancelled;

  Billing(Life life) {
    this.life = life;
    this.chance = life.chance();
    this.region = life.person().region();
  }

  void startTrial(long now) {
    int days = chance.hit(0.5) ? 7 : 14;
    start(now, days);
    long end = now + days * DAY;
    life.entitle(now, offer.plan(), State.TRIAL, end);
    if (chance.hit(0.4)) {
      cancel(now + chance.between(DAY, days * DAY - DAY), end);
    } else {
      life.at(end, () -> charge(end, end, false));
    }
  }

  void startPaying(long now) {
    start(now, 0);
    charge(now, now, false);
  }

  private void start(long now, int trialDays) {
    offer =
        chance.pick(
            Offer.BASIC, Offer.BASIC, Offer.STANDARD, Offer.STANDARD, Offer.PREMIUM, Offer.YEARLY);
    subscription = life.nextId();
    cancelled = false;
    life.note(
        now,
        SubscriptionStarted.newBuilder()
            .setSubscription(subscription)
            .setPlan(offer.plan())
            .setPriceMicros(offer.priceMicros())
            .setCurrency(region.currency())
            .setTermDays(offer.termDays())
            .setTrialDays(trialDays)
            .build());
  }

  /** Asks for a term's money; the term begins at {@code from}, which may still lie ahead. */
  private void charge(long now, long from, boolean renewal) {
    invoice = life.nextId();
    life.note(
        now,
        InvoiceIssued.newBuilder()
            .setInvoice(invoice)
            .setSubscription(subscription)
            .setAmountMicros(offer.priceMicros())
            .setTaxMicros(region.taxOf(offer.priceMicros()))
            .setCurrency(region.currency())
            .build());
    if (chance.hit(0.07)) {
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
          if (chance.hit(0.45)) {
            life.note(
                when,
                DunningRecovered.newBuilder()
                    .setSubscription(subscription)
                    .setInvoice(invoice)
                    .build());
            captured(when, when, true);
          } else if (when + 2 * DAY < graceEnd) {
            refused(when);
            retry(failedAt, when + 2 * DAY);
          } else {
            life.at(graceEnd, () -> end(graceEnd, false, true));
          }
        });
  }

  private void captured(long now, long from, boolean renewal) {
    long tax = region.taxOf(offer.priceMicros());
    Paid paid =
        new Paid(
            life.nextId(),
            life.person().index(),
            now,
            Paid.Purpose.SUBSCRIPTION,
            chance.pick("card", "card", "wallet", "bank"),
            offer.priceMicros(),
            tax,
            region.currency(),
            from,
            offer.termDays(),
            subscription,
            -1);
    life.happen(paid);
    books(paid, renewal);
    long end = from + offer.termDays() * DAY;
    life.entitle(now + 30, offer.plan(), State.PAID, end);
    givenBack(paid);
    next(now, end);
  }

  /** What the books say of a payment. */
  private void books(Paid paid, boolean renewal) {
    long now = paid.at();
    life.note(
        now, InvoicePaid.newBuilder().setInvoice(invoice).setSubscription(subscription).build());
    if (renewal) {
      life.note(
          now,
          SubscriptionRenewed.newBuilder()
              .setSubscription(subscription)
              .setPlan(offer.plan())
              .setTermFrom(Instant.ofEpochMilli(paid.termFrom()))
              .setTermDays(offer.termDays())
              .build());
    }
    if (chance.hit(0.3)) {
      life.note(
          now,
          FraudScored.newBuilder()
              .setPayment(paid.id())
              .setScore(0.05)
              .setDecision("allow")
              .build());
    }
    life.note(
        now + 1000,
        LedgerPosted.newBuilder()
            .setEntry(life.nextId())
            .setAccount("deferred-revenue")
            .setAmountMicros(-paid.netMicros())
            .setCurrency(region.currency())
            .build());
  }

  private void givenBack(Paid paid) {
    if (!chance.hit(0.06)) {
      return;
    }
    boolean bank = chance.hit(0.35);
    long part = chance.hit(0.3) ? paid.amountMicros() / 2 : paid.amountMicros();
    long at = paid.at() + chance.between(DAY / 2, 9 * DAY);
    Returned returned =
        new Returned(
            life.nextId(),
            paid.person(),
            at,
            paid.id(),
            bank,
            bank ? "10.4" : "goodwill",
            part,
            region.taxOf(part),
            region.currency());
    life.at(at, () -> life.happen(returned));
  }

  /** Until the term's end: perhaps another plan, perhaps the wish to leave; else a renewal. */
  private void next(long now, long end) {
    if (chance.hit(0.05) && offer == Offer.BASIC) {
      long when = now + chance.between(DAY, 20 * DAY);
      life.at(when, () -> upgrade(when, end));
    }
    if (chance.hit(0.1 + 0.12 * life.person().thrift())) {
      cancel(now + chance.between(DAY, 25 * DAY), end);
    } else {
      long ahead = end - 2 * 60 * MINUTE;
      life.at(ahead, () -> charge(ahead, end, true));
    }
  }

  private void upgrade(long now, long end) {
    if (cancelled) {
      return;
    }
    life.note(
        now,
        SubscriptionChanged.newBuilder()
            .setSubscription(subscription)
            .setFromPlan(offer.plan())
            .setToPlan(Offer.STANDARD.plan())
            .build());
    offer = Offer.STANDARD;
    life.entitle(now, offer.plan(), State.PAID, end);
  }

  private void cancel(long when, long end) {
    life.at(
        when,
        () -> {
          cancelled = true;
          life.note(
              when,
              SubscriptionCancelled.newBuilder()
                  .setSubscription(subscription)
                  .setReason(cause())
                  .setEffective(Instant.ofEpochMilli(end))
                  .build());
          // Some ends are never announced: the entitlement just runs out.
          boolean announced = chance.hit(0.7);
          life.at(end, () -> end(end, true, announced));
        });
  }

  private void end(long now, boolean voluntary, boolean announced) {
    life.note(
        now,
        SubscriptionEnded.newBuilder()
            .setSubscription(subscription)
            .setVoluntary(voluntary)
            .build());
    if (announced) {
      life.entitle(now, offer.plan(), State.NONE, Act.NEVER);
    }
    life.lapse();
    double mood = chance.unit();
    if (mood < 0.45) {
      life.leave(now);
    } else if (mood < 0.65) {
      long back = now + chance.between(10 * DAY, 60 * DAY);
      life.at(back, () -> startPaying(back));
    }
  }

  /** Why they go follows from who they are. */
  private String cause() {
    if (life.person().connection() < 0.5 && chance.hit(0.7)) {
      return "quality";
    }
    if (life.person().thrift() > 0.65 && chance.hit(0.7)) {
      return "price";
    }
    if (life.person().sessionsPerDay() < 0.4 && chance.hit(0.7)) {
      return "rarely-used";
    }
    return chance.hit(0.6) ? "content" : "other";
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
}
