package playhouse.serving.advertising.openrtb;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import playhouse.serving.advertising.orders.Opportunity;

/**
 * What all breaks of a request have in common.
 *
 * @param watcher who is interrupted
 * @param person the same, if ads may go by them
 */
record Scene(
    Optional<UUID> watcher,
    Optional<UUID> person,
    OptionalInt age,
    Optional<String> country,
    String device,
    Optional<String> title,
    Set<String> tags,
    Set<String> barred,
    Set<String> barredDomains,
    CurrencyUnit currency,
    Instant now) {
  private static final int POST_ROLL = -2;
  private static final int PRE_ROLL = 0;
  private static final long SECOND = 1_000;

  /** A break of it, by OpenRTB's word for where it stands. */
  Opportunity with(UUID request, int startDelay, Opportunity.Pod pod) {
    return new Opportunity(
        request.toString(),
        person,
        person.isPresent(),
        age,
        country,
        device,
        switch (startDelay) {
          case PRE_ROLL -> "pre-roll";
          case POST_ROLL -> "post-roll";
          default -> "mid-roll";
        },
        Optional.empty(),
        title,
        Math.max(0, startDelay) * SECOND,
        tags,
        barred,
        barredDomains,
        currency,
        pod,
        now);
  }
}
