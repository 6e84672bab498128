package playhouse.serving.advertising.bidders;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import playhouse.serving.advertising.beacons.Elsewhere;
import playhouse.serving.platform.Meters;

/** Ads of others that are to be shown, in the memory of the process that chose them. */
public final class Wins implements Elsewhere {
  /** As long as breaks are kept, and as long as one may last. */
  private static final Duration KEPT = Duration.ofMinutes(70);

  private static final int MOST = 50_000;
  private static final int MOST_CALLS = 256;
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final Cache<UUID, Won> won =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();
  private final Semaphore calls = new Semaphore(MOST_CALLS);
  private final HttpClient http;
  private final Meters meters;

  /** One of them. */
  private record Won(String request, Offer offer, AtomicBoolean billed) {}

  /** Tells who won by that client. */
  public Wins(HttpClient http, Meters meters) {
    this.http = http;
    this.meters = meters;
  }

  /** It is to be shown: whoever offered it is told. */
  void put(UUID impression, String request, Offer offer) {
    won.put(impression, new Won(request, offer, new AtomicBoolean()));
    offer.nurl().ifPresent(address -> call("nurl", offer.filled(address, request)));
  }

  @Override
  public void shown(UUID impression) {
    Optional.ofNullable(won.getIfPresent(impression))
        .filter(one -> one.billed().compareAndSet(false, true))
        .ifPresent(this::bill);
  }

  @Override
  public Optional<String> markup(UUID impression) {
    return Optional.ofNullable(won.getIfPresent(impression))
        .map(one -> one.offer().filled(one.offer().markup(), one.request()));
  }

  private void bill(Won one) {
    Offer offer = one.offer();
    offer.burl().ifPresent(address -> call("burl", offer.filled(address, one.request())));
  }

  /** Once, and nobody waits for it. */
  private void call(String what, String address) {
    if (!calls.tryAcquire()) {
      count(what, "not_called");
      return;
    }
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(address)).timeout(LIMIT).build();
      var unused =
          http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
              .whenComplete(
                  (answer, error) -> {
                    calls.release();
                    boolean good = error == null && answer.statusCode() < 400;
                    count(what, good ? "called" : "failed");
                  });
    } catch (IllegalArgumentException e) {
      calls.release();
      count(what, "failed");
    }
  }

  private void count(String what, String outcome) {
    meters
        .counter(
            "playhouse_ad_bidder_notices",
            "Notices to bidders by what became of them",
            "kind",
            what,
            "outcome",
            outcome)
        .increment();
  }
}
