package playhouse.serving.billing.reconciliation.statements;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Fetches each provider's settlement file and the bank's statements of every day that is over, one
 * day after the other. What cannot be had or taken is asked for again, ever more seldom, and stands
 * in the feed as its problem.
 */
public final class Deliveries {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  private static final Duration LEASE = Duration.ofMinutes(4);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration SELDOM = Duration.ofHours(1);

  /** Largest file that is read. */
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final ServicesDatabase database;
  private final URI sender;
  private final String key;
  private final Clock clock;

  private record Wanted(String feed, String path, Intake.Format format, String account) {}

  private final List<Wanted> wanted = new ArrayList<>();

  /**
   * From there.
   *
   * @param key that it knows us by
   * @param channels whose money is settled
   */
  public Deliveries(
      ServicesDatabase database, URI sender, String key, Set<String> channels, Clock clock) {
    this.database = database;
    this.sender = sender;
    this.key = key;
    this.clock = clock;
    for (String channel : new TreeSet<>(channels)) {
      // That of cards was there when there was no other.
      String feed = channel.equals("card") ? "settlements" : "settlements-" + channel;
      String path = "/v1/settlements/" + channel + "/";
      wanted.add(new Wanted(feed, path, Intake.Format.SETTLEMENT, channel));
    }
    wanted.add(new Wanted("statements", "/v1/statements/", Intake.Format.CAMT053, "bank"));
  }

  /**
   * The same, with the key in a file: {@code {"key": …}}.
   *
   * @throws IllegalArgumentException if the file cannot be read or has no key
   */
  public static Deliveries at(
      ServicesDatabase database, URI sender, Path secrets, Set<String> channels, Clock clock) {
    try {
      String key = new ObjectMapper().readTree(secrets.toFile()).path("key").asText("");
      if (key.isBlank()) {
        throw new IOException("there is no key");
      }
      return new Deliveries(database, sender, key, channels, clock);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "PLAYHOUSE_SETTLEMENTS_URL is set, and PLAYHOUSE_PSP_SECRETS must be a file with a key: "
              + e.getMessage(),
          e);
    }
  }

  /** Fetches what is due; how many days were taken in. */
  public int fetch() {
    Instant now = clock.instant();
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    List<FeedStore.Feed> due =
        database.write(
            tx -> {
              wanted.forEach(w -> FeedStore.begin(tx, w.feed(), today.minusDays(1), now));
              return FeedStore.claim(tx, today, now, LEASE);
            });
    int taken = 0;
    for (FeedStore.Feed feed : due) {
      for (Wanted each : wanted) {
        taken += each.feed().equals(feed.name()) && fetch(feed, each) ? 1 : 0;
      }
    }
    return taken;
  }

  private boolean fetch(FeedStore.Feed feed, Wanted one) {
    try {
      String content = get(one.path() + feed.nextDay());
      return database.write(
          tx -> {
            List<Intake.Taken> taken =
                Intake.take(tx, one.format(), one.account(), content, clock.instant());
            if (!taken.stream().allMatch(t -> t.statement().day().equals(feed.nextDay()))) {
              throw Refusal.bad("content", "is of another day than was asked for");
            }
            FeedStore.change(
                tx,
                new FeedStore.Feed(
                    feed.name(), feed.nextDay().plusDays(1), clock.instant(), 0, Optional.empty()));
            return true;
          });
    } catch (IOException | Refusal e) {
      LOG.warn("{} of {}: {}", feed.name(), feed.nextDay(), e.toString());
      return later(feed, e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private boolean later(FeedStore.Feed feed, String problem) {
    Duration wait = SOON.multipliedBy(1L << Math.min(feed.failures(), 20));
    Instant at = clock.instant().plus(wait.compareTo(SELDOM) > 0 ? SELDOM : wait);
    return database.write(
        tx -> {
          FeedStore.change(
              tx,
              new FeedStore.Feed(
                  feed.name(), feed.nextDay(), at, feed.failures() + 1, Optional.of(problem)));
          return false;
        });
  }

  private String get(String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(sender.resolve(path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + key)
            .build();
    CompletableFuture<String> answer =
        client
            .sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
            .thenApplyAsync(Deliveries::read);
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no answer within " + PATIENCE, e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private static String read(HttpResponse<InputStream> answer) {
    try (InputStream in = answer.body()) {
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("HTTP " + answer.statusCode());
      }
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IllegalStateException("more than " + MOST_BYTES + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
