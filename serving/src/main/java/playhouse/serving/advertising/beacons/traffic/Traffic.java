package playhouse.serving.advertising.beacons.traffic;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts notices as they come to this process, and judges each by {@link Rules}. */
public final class Traffic {
  private static final long MOST = 200_000;
  private static final long MINUTE_SECONDS = 60;
  private static final long POINT_SECONDS = 600;

  private final Datacentres datacentres;
  private final Cache<String, AtomicInteger> minutes = counters(Duration.ofMinutes(3));
  private final Cache<String, AtomicInteger> points = counters(Duration.ofMinutes(15));
  private final Cache<String, AtomicInteger> notices = counters(Duration.ofHours(6));
  private final Cache<UUID, Instant> begun =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(Duration.ofHours(6)).build();

  /** With that list. */
  public Traffic(Datacentres datacentres) {
    this.datacentres = datacentres;
  }

  /** When an ad began to show, as it was told here; empty if it was not. */
  public Optional<Instant> begun(UUID impression) {
    return Optional.ofNullable(begun.getIfPresent(impression));
  }

  /** An ad began to show: it is paid for. */
  public void begins(UUID impression, Instant at) {
    begun.asMap().putIfAbsent(impression, at);
  }

  /** Why it is invalid; empty if it may be somebody's. */
  public Optional<Invalid> take(Told told) {
    long minute = told.at().getEpochSecond() / MINUTE_SECONDS;
    String kind = told.what() + " " + minute + " ";
    Counts counts =
        new Counts(
            told.person().map(person -> more(minutes, kind + "p" + person)).orElse(0),
            told.device().map(device -> more(minutes, kind + "d" + device)).orElse(0),
            more(minutes, kind + "a" + told.address()),
            more(notices, told.what() + " " + told.quartile() + " " + told.impression()),
            told.click().map(click -> samePoint(told, click)).orElse(0));
    return Rules.judge(told, counts, datacentres.hold(told.address()));
  }

  private int samePoint(Told told, Told.Click click) {
    long while10 = told.at().getEpochSecond() / POINT_SECONDS;
    return more(points, told.address() + " " + while10 + " " + click);
  }

  private static int more(Cache<String, AtomicInteger> counters, String key) {
    return counters.get(key, none -> new AtomicInteger()).incrementAndGet();
  }

  private static Cache<String, AtomicInteger> counters(Duration kept) {
    return Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(kept).build();
  }
}
