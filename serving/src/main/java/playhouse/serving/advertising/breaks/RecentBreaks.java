package playhouse.serving.advertising.breaks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Breaks of the last minutes, for players that read them in words of their own. */
final class RecentBreaks {
  static final Duration KEPT = Duration.ofMinutes(10);
  private static final int MOST = 50_000;

  private final Cache<String, FilledBreak> breaks =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

  void put(FilledBreak filled) {
    breaks.put(filled.request(), filled);
  }

  /** The one of that request, if who asks may know of it. */
  Optional<FilledBreak> find(String request, Predicate<FilledBreak> may) {
    return Optional.ofNullable(breaks.getIfPresent(request)).filter(may);
  }
}
