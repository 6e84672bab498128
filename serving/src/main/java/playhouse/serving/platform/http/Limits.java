package playhouse.serving.platform.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import playhouse.contracts.Role;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.access.Caller;

/**
 * How often each caller may ask: a bucket that fills steadily, for each token or address. Who is
 * told to come later waits for that answer: whoever asks again at once, all the time, then takes
 * little from everybody else.
 */
final class Limits {
  private static final int CALLERS = 100_000;

  /** Machines speak for many people at once. */
  private static final int SERVICE_A_SECOND = 20_000;

  private static final int OTHERS_A_SECOND = 50;

  /** Of what is looked at before anybody knows who sent it. */
  private static final int SIGNED_A_SECOND = 500;

  /** So many seconds' worth may come at once. */
  private static final int BURST = 2;

  private static final Duration LATE = Duration.ofMillis(250);

  /** Who wait at once; the next is answered at once. */
  private static final int MOST_LATE = 256;

  private static final int THREADS = 2;

  private final Semaphore free = new Semaphore(MOST_LATE);
  private final Executor late =
      CompletableFuture.delayedExecutor(
          LATE.toMillis(),
          TimeUnit.MILLISECONDS,
          Executors.newFixedThreadPool(THREADS, Limits::thread));

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

  /** Sends what is answered already, but not yet; no thread waits for that. */
  void late(Context http) {
    if (free.tryAcquire()) {
      http.future(() -> CompletableFuture.runAsync(free::release, late));
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "late");
    thread.setDaemon(true);
    return thread;
  }

  private static Bucket bucket(int rate) {
    return Bucket.builder()
        .addLimit(
            limit -> limit.capacity((long) rate * BURST).refillGreedy(rate, Duration.ofSeconds(1)))
        .build();
  }
}
