package playhouse.contracts.lineage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;

/**
 * Somebody outside who wants to be told of lineage, if there is one. Nothing of ours depends on
 * him: what he does not take is counted, and after a few failures in a row he is left alone.
 */
public final class LineagePost {
  private static final Logger LOG = LoggerFactory.getLogger(LineagePost.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MOST_FAILURES = 3;
  private static final int OK = 200;
  private static final int REDIRECT = 300;

  private final Optional<Listener> listener;
  private int failed;
  private int inARow;

  private record Listener(URI uri, HttpClient client) {}

  private LineagePost(Optional<URI> where) {
    listener =
        where.map(
            uri -> new Listener(uri, HttpClient.newBuilder().connectTimeout(PATIENCE).build()));
  }

  /** To where the settings say. */
  public static LineagePost of(Settings settings) {
    return new LineagePost(settings.find(Setting.LINEAGE_URL).map(URI::create));
  }

  /** How many events he does not know of. */
  public synchronized int failed() {
    return failed;
  }

  /** Tells him, if there is one. */
  public synchronized void send(String json) {
    if (listener.isEmpty()) {
      return;
    }
    boolean taken = inARow < MOST_FAILURES && isTaken(listener.get(), json);
    inARow = taken ? 0 : inARow + 1;
    failed += taken ? 0 : 1;
  }

  private static boolean isTaken(Listener to, String json) {
    URI uri = to.uri();
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    try {
      int status = to.client().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status < OK || status >= REDIRECT) {
        LOG.warn("{} answered {} to an event of lineage", uri, status);
        return false;
      }
      return true;
    } catch (IOException e) {
      LOG.warn("{} was not told of an event of lineage: {}", uri, e.toString());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
