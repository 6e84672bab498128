package playhouse.audience.behaviour;

import static playhouse.audience.behaviour.Life.DAY;
import static playhouse.audience.behaviour.Life.MINUTE;

import java.time.Instant;
import playhouse.audience.act.Act;
import playhouse.audience.act.Entitled.State;
import playhouse.audience.world.Chance;
import playhouse.contracts.facts.SubscriptionCancelled;
import playhouse.contracts.facts.SubscriptionChanged;
import playhouse.contracts.facts.SubscriptionEnded;
import playhouse.contracts.facts.SubscriptionStarted;

/** One person's subscription: trial, term after term, another plan, the wish to leave, the end. */
final class Billing implements Charge.Outcome {

  private final Life life;
  private final Chance chance;
  private Offer offer = Offer.STANDARD;
  private String subscription = "";
  private boolean cancelled;

  Billing(Life life) {
    this.life = life;
    this.chance = life.chance();
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
            .setCurrency(life.person().region().currency())
            .setTermDays(offer.termDays())
            .setTrialDays(trialDays)
            .build());
  }

  private void charge(long now, long from, boolean renewal) {
    new Charge(life, offer, subscription, this).ask(now, from, renewal);
  }

  /** Until the term's end: perhaps another plan, perhaps the wish to leave; else a renewal. */
  @Override
  public void paid(long now, long end) {
    life.attribution().paying(now);
    if (chance.hit(0.12)) {
      long when = now + chance.between(DAY, 20 * DAY);
      life.at(when, () -> change(when, end));
    }
    if (chance.hit(0.1 + 0.12 * life.person().thrift())) {
      cancel(now + chance.between(DAY, 25 * DAY), end);
    } else {
      long ahead = end - 2 * 60 * MINUTE;
      life.at(ahead, () -> charge(ahead, end, true));
    }
  }

  @Override
  public void unpaid(long now) {
    end(now, false, true);
  }

  /** To the next larger plan, or to a smaller one; the term paid for stays as it is. */
  private void change(long now, long end) {
    if (cancelled) {
      return;
    }
    Offer next = offer.other(chance.hit(0.65));
    life.note(
        now,
        SubscriptionChanged.newBuilder()
            .setSubscription(subscription)
            .setFromPlan(offer.plan())
            .setToPlan(next.plan())
            .setPriceMicros(next.priceMicros())
            .setTermDays(next.termDays() == offer.termDays() ? null : next.termDays())
            .build());
    offer = next;
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
}
