package playhouse.serving.billing.changes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import playhouse.serving.billing.offers.Balances;
import playhouse.serving.billing.offers.Coupons;
import playhouse.serving.billing.plans.Plan;
import playhouse.serving.billing.plans.PlanStore;
import playhouse.serving.billing.subscriptions.Change;
import playhouse.serving.billing.subscriptions.Changes;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.Refusal;

/**
 * Tells what another plan would cost, and has it be exactly so: everything is reckoned for the
 * moment of the preview, and if anything has moved since then, nothing happens.
 */
public final class Previews {
  /** How long one is good for. */
  public static final Duration GOOD = Duration.ofMinutes(15);

  private static final Duration KEPT = Duration.ofDays(1);

  private final Clock clock;
  private final Changes changes;

  /** By that clock. */
  public Previews(Clock clock, Changes changes) {
    this.clock = clock;
    this.changes = changes;
  }

  /**
   * Tells, and remembers what it told.
   *
   * @throws Refusal 400 if the plan is not sold there; 409 if the subscription cannot change now
   */
  public Preview preview(Handle tx, Subscription s, String planId) {
    Instant at = now().truncatedTo(ChronoUnit.SECONDS);
    Preview told = of(tx, s, planId, UUID.randomUUID(), at.isBefore(s.termFrom()) ? now() : at);
    PreviewStore.add(tx, told);
    return told;
  }

  /**
   * Has it be so; told again it changes nothing.
   *
   * @throws Refusal 404 if there was no such preview; 409 if something has moved since
   */
  public Change change(Handle tx, Subscription s, UUID previewId) {
    Optional<Change> done = Changes.find(tx, previewId);
    if (done.isPresent() && done.get().subscription().equals(s.id())) {
      return done.get();
    }
    PreviewStore.Kept kept =
        PreviewStore.find(tx, previewId)
            .filter(k -> k.subscription().equals(s.id()))
            .orElseThrow(() -> Refusal.missing("there is no such preview"));
    Preview again = fresh(tx, s, kept);
    Instant now = now();
    Plan plan = sold(tx, s, kept.plan());
    return switch (again.comes()) {
      case Preview.NOW ->
          changes.buy(
              tx, s, previewId, plan, Changes.upgrade(tx, s, plan, kept.at()).orElseThrow(), now);
      case Preview.TRIAL -> changes.tryOut(tx, s, previewId, plan, kept.at(), now);
      default -> changes.plan(tx, s, previewId, plan, now);
    };
  }

  /** Forgets what is not good any more. */
  public int forget(Handle tx) {
    return PreviewStore.forget(tx, now().minus(KEPT));
  }

  private Preview fresh(Handle tx, Subscription s, PreviewStore.Kept kept) {
    Instant now = now();
    boolean over = !now.isBefore(kept.at().plus(GOOD)) || !now.isBefore(s.termUntil());
    if (!over) {
      Preview again = of(tx, s, kept.plan(), kept.id(), kept.at());
      if (again.digest().equals(kept.digest())) {
        return again;
      }
    }
    throw Refusal.conflict("preview_stale", "something has moved since: ask for a new preview");
  }

  private static Preview of(Handle handle, Subscription s, String planId, UUID id, Instant at) {
    runs(handle, s);
    Plan plan = sold(handle, s, planId);
    Money price = plan.prices().get(0).amount();
    boolean trial =
        s.free()
            && !price.isZero()
            && plan.trialDays() > 0
            && !Subscriptions.hadTrial(handle, s.person());
    if (trial) {
      Instant until = at.plus(Duration.ofDays(plan.trialDays()));
      return told(handle, s, plan, id, at, Preview.TRIAL, nothing(price, at, until));
    }
    Optional<Changes.Upgrade> upgrade =
        s.state() == Subscription.State.ACTIVE
            ? Changes.upgrade(handle, s, plan, at)
            : Optional.empty();
    return upgrade
        .map(u -> told(handle, s, plan, id, at, Preview.NOW, u))
        .orElseGet(
            () ->
                told(
                    handle,
                    s,
                    plan,
                    id,
                    at,
                    Preview.NEXT_TERM,
                    nothing(price, s.termUntil(), s.termUntil())));
  }

  private static Changes.Upgrade nothing(Money price, Instant from, Instant until) {
    Money zero = Money.zero(price.getCurrencyUnit());
    return new Changes.Upgrade(from, until, false, zero, zero);
  }

  private static Preview told(
      Handle handle,
      Subscription s,
      Plan plan,
      UUID id,
      Instant at,
      String comes,
      Changes.Upgrade u) {
    Money price = plan.prices().get(0).amount();
    Money balance = Balances.of(handle, s.person(), price.getCurrencyUnit());
    Money fromBalance = balance.isLessThan(u.due()) ? balance : u.due();
    Money off =
        Coupons.expected(handle, s.id(), plan.id(), price)
            .orElse(Money.zero(price.getCurrencyUnit()));
    return new Preview(
        id,
        s.id(),
        s.version(),
        s.plan(),
        plan.id(),
        comes,
        at,
        u.from(),
        u.until(),
        u.costs(),
        u.unused(),
        u.due(),
        fromBalance,
        u.due().minus(fromBalance),
        price.minus(off),
        at.plus(GOOD));
  }

  /** Only what is in order can change. */
  private static void runs(Handle handle, Subscription s) {
    boolean runs = s.state() == Subscription.State.ACTIVE || s.state() == Subscription.State.TRIAL;
    if (!runs) {
      throw Refusal.conflict("cannot_change", "the subscription is " + s.state().text());
    }
    if (s.ending().isPresent()) {
      throw Refusal.conflict("subscription_ending", "the subscription is to end: resume it first");
    }
    if (Subscriptions.owes(handle, s.id())) {
      throw Refusal.conflict("payment_due", "what is owed must be paid first");
    }
    if (Changes.coming(handle, s.id()).filter(c -> c.state() == Change.State.UNPAID).isPresent()) {
      throw Refusal.conflict("change_unpaid", "another change waits to be paid or withdrawn");
    }
  }

  private static Plan sold(Handle handle, Subscription s, String planId) {
    if (planId.equals(s.plan())) {
      throw Refusal.bad("plan", "is what the subscription has");
    }
    return PlanStore.sold(handle, planId, s.country())
        .filter(
            plan ->
                plan.prices().get(0).amount().getCurrencyUnit().equals(s.price().getCurrencyUnit()))
        .orElseThrow(() -> Refusal.bad("plan", "is not sold in " + s.country()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
