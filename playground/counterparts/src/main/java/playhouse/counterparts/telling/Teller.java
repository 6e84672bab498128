package playhouse.counterparts.telling;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a merchant something, again and again until it is taken. */
public final class Teller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Teller.class);
  private static final int ATTEMPTS = 8;

  private final HttpClient client = HttpClient.newHttpClient();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "telling");
            thread.setDaemon(true);
            return thread;
          });
  private final Predicate<HttpResponse<String>> taken;
  private volatile int copies = 1;

  /**
   * A merchant who answers so when it has taken it.
   *
   * @param taken whether an answer means that
   */
  public Teller(Predicate<HttpResponse<String>> taken) {
    this.taken = taken;
  }

  /** Has everything be told so many times; 0 for never. */
  public void copies(int each) {
    copies = each;
  }

  /** Tells it; each time in words of its own time. */
  public void tell(Supplier<HttpRequest> words) {
    for (int copy = 0; copy < copies; copy++) {
      clock.execute(() -> send(words, 1));
    }
  }

  private void send(Supplier<HttpRequest> words, int attempt) {
    var unused =
        client
            .sendAsync(words.get(), HttpResponse.BodyHandlers.ofString())
            .handle(
                (answer, failure) -> {
                  boolean done = failure == null && taken.test(answer);
                  if (!done && attempt < ATTEMPTS && !clock.isShutdown()) {
                    var unusedAgain =
                        clock.schedule(
                            () -> send(words, attempt + 1), 100L << attempt, TimeUnit.MILLISECONDS);
                  } else if (!done) {
                    LOG.warn("the merchant does not take what it is told");
                  }
                  return done;
                });
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
