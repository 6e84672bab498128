package playhouse.serving.billing.families;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.billing.plans.PlanStore;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.billing.subscriptions.SubscriptionFacts;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.Refusal;

/**
 * Who has a seat of whose subscription: the owner asks, the person says yes, and either ends it at
 * once. Everything is part of the caller's transaction, which holds the subscription's lock.
 */
public final class Families {
  private final Clock clock;

  /** By that clock. */
  public Families(Clock clock) {
    this.clock = clock;
  }

  /**
   * Asks somebody; again it changes nothing.
   *
   * @throws Refusal 409 if the plan has no such seat, or none is free
   */
  public void invite(Handle tx, Subscription s, UUID person) {
    if (person.equals(s.person())) {
      throw Refusal.bad("person", "is the owner");
    }
    free(tx, s, person);
    FamilyStore.invite(tx, s.id(), person, now());
  }

  /**
   * The person who was asked says yes; again it changes nothing.
   *
   * @throws Refusal 404 if nobody asked; 409 if they are in another family, or no seat is free
   */
  public void join(Handle tx, Subscription s, UUID person) {
    if (Subscriptions.members(tx, s.id()).contains(person)) {
      return;
    }
    if (!FamilyStore.invited(tx, s.id(), person)) {
      throw Refusal.missing("nobody has asked them");
    }
    free(tx, s, person);
    if (!FamilyStore.seat(tx, s.id(), person, now())) {
      throw Refusal.conflict("in_a_family", "they are in another family: they must leave it first");
    }
    FamilyStore.forget(tx, s.id(), person);
    tell(tx, s, person, "joined");
  }

  /** They are asked or served no more, at once. */
  public void leave(Handle tx, Subscription s, UUID person) {
    FamilyStore.forget(tx, s.id(), person);
    if (FamilyStore.unseat(tx, s.id(), person)) {
      tell(tx, s, person, "left");
    }
  }

  private void tell(Handle tx, Subscription s, UUID person, String what) {
    Instant now = now();
    new SubscriptionFacts(tx, now)
        .entitled(s, person, "entitlement/" + what + "/" + person + "/" + now);
  }

  /** Those who sit already and those who were asked have a seat each, and so has the owner. */
  private static void free(Handle tx, Subscription s, UUID person) {
    if (s.state() == Subscription.State.EXPIRED) {
      throw Refusal.conflict("subscription_over", "the subscription is over");
    }
    int seats = PlanStore.known(tx, s.plan(), s.country()).seats();
    long taken = FamilyStore.taken(tx, s.id(), person);
    if (1 + taken >= seats) {
      throw Refusal.conflict("no_seat_free", "the plan serves " + seats + ", its owner included");
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
