package playhouse.serving.billing.offers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import playhouse.serving.platform.Refusal;

/**
 * How often each person may name a code that is none: whoever guesses is stopped, in this process.
 * Codes themselves are too long to be guessed; this keeps those who try from being a burden.
 */
public final class Guesses {
  private static final int PEOPLE = 100_000;
  private static final int WRONG = 10;
  private static final Duration IN = Duration.ofHours(1);

  private final Cache<UUID, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(PEOPLE).expireAfterAccess(IN).build();

  /**
   * Does something that a code is needed for.
   *
   * @throws Refusal 429 if the person has named too many wrong ones
   */
  public <T> T of(UUID person, Supplier<T> work) {
    Bucket bucket = buckets.get(person, none -> bucket());
    if (bucket.getAvailableTokens() == 0) {
      throw Refusal.tooMany(IN.dividedBy(WRONG).toSeconds());
    }
    try {
      return work.get();
    } catch (Refusal e) {
      bucket.tryConsume(1);
      throw e;
    }
  }

  private static Bucket bucket() {
    return Bucket.builder().addLimit(l -> l.capacity(WRONG).refillGreedy(WRONG, IN)).build();
  }
}
