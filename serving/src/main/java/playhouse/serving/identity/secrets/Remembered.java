package playhouse.serving.identity.secrets;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What was looked up of who bears a word, for five seconds, for every request asks. What ends in
 * this process is forgotten at once, also if it is being looked up in that moment; what ends in
 * another is known here for those five seconds at most.
 */
public final class Remembered<V> {
  private static final Duration GOOD_FOR = Duration.ofSeconds(5);

  private final Cache<String, V> known;
  private final AtomicLong forgotten = new AtomicLong();

  /** So many at most. */
  public Remembered(int most) {
    known = Caffeine.newBuilder().maximumSize(most).expireAfterWrite(GOOD_FOR).build();
  }

  /**
   * What is known of who bears that, or is found by looking; what is not found is looked up again.
   *
   * @param good whether it is good still
   */
  public Optional<V> of(String word, Predicate<V> good, Function<String, Optional<V>> look) {
    V found = known.getIfPresent(word);
    if (found != null && good.test(found)) {
      return Optional.of(found);
    }
    long before = forgotten.get();
    Optional<V> looked = look.apply(word).filter(good);
    looked.ifPresent(value -> known.put(word, value));
    if (forgotten.get() != before) {
      // It may have ended after it was looked up and before it was kept.
      known.invalidate(word);
    }
    return looked;
  }

  /** Forgets those; to be told once it is so for everybody who looks. */
  public void forget(Predicate<V> those) {
    forgotten.incrementAndGet();
    known.asMap().values().removeIf(those);
  }
}
