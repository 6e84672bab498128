package playhouse.serving.platform.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import playhouse.contracts.Role;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.access.Caller;

/** How often each caller may ask: a bucket that fills steadily, for each token or address. */
final class Limits {
  private static final int CALLERS = 100_000;

  /** Machines speak for many people at once. */
  private static final int SERVICE_A_SECOND = 20_000;

  private static final int OTHERS_A_SECOND = 50;

  /** Of what is looked at before anybody knows who sent it. */
  private static final int SIGNED_A_SECOND = 500;

  /** So many seconds' worth may come at once. */
  private static final int BURST = 2;

  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(CALLERS).expireAfterAccess(Duration.ofMinutes(10)).build();

  /**
   * Takes one of what the caller may ask for.
   *
   * @param machines whether only machines ask for this, though they need not say who they are
   * @throws Refusal 429 if there is none left
   */
  void take(Optional<Caller> caller, String address, boolean machines) {
    String who = caller.map(Caller::subject).orElse(address);
    String name = machines ? "signed " + who : who;
    int rate =
        machines
            ? SIGNED_A_SECOND
            : caller.filter(known -> known.role() == Role.SERVICE).isPresent()
                ? SERVICE_A_SECOND
                : OTHERS_A_SECOND;
    ConsumptionProbe probe =
        buckets.get(name, none -> bucket(rate)).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1;
      throw Refusal.tooMany(seconds);
    }
  }

  private static Bucket bucket(int rate) {
    return Bucket.builder()
        .addLimit(
            limit -> limit.capacity((long) rate * BURST).refillGreedy(rate, Duration.ofSeconds(1)))
        .build();
  }
}
