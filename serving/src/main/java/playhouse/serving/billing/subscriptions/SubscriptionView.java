package playhouse.serving.billing.subscriptions;

import java.time.Instant;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as callers see it.
 *
 * @param price of a term, tax included
 * @param state incomplete, trial, active, past_due or expired
 * @param ending why it ends with its term; absent if it goes on
 */
public record SubscriptionView(
    UUID id,
    UUID person,
    String plan,
    String country,
    Money price,
    String state,
    int term,
    Instant termFrom,
    Instant termUntil,
    @Nullable String ending,
    Instant created) {

  static SubscriptionView of(Subscription s) {
    return new SubscriptionView(
        s.id(),
        s.person(),
        s.plan(),
        s.country(),
        s.price(),
        s.state().text(),
        s.term(),
        s.termFrom(),
        s.termUntil(),
        s.ending().orElse(null),
        s.created());
  }
}
