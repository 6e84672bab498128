package playhouse.serving.platform.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Has who is told to come later wait for that answer: whoever asks again at once, all the time,
 * then takes little from everybody else. Nobody holds a thread meanwhile, and only so many wait:
 * the next is answered at once.
 */
final class Later {
  private static final Duration WAIT = Duration.ofMillis(250);
  private static final int MOST = 256;
  private static final int THREADS = 2;

  private final Semaphore free = new Semaphore(MOST);
  private final Executor answering =
      CompletableFuture.delayedExecutor(
          WAIT.toMillis(),
          TimeUnit.MILLISECONDS,
          Executors.newFixedThreadPool(
              THREADS,
              work -> {
                Thread thread = new Thread(work, "later");
                thread.setDaemon(true);
                return thread;
              }));

  /** Sends what is answered already, but not yet. */
  void answer(Context http) {
    if (free.tryAcquire()) {
      http.future(() -> CompletableFuture.runAsync(free::release, answering));
    }
  }
}
