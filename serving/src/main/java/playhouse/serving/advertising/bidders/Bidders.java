package playhouse.serving.advertising.bidders;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import playhouse.serving.advertising.auction.Rates;
import playhouse.serving.advertising.matching.Matching.Fit;
import playhouse.serving.advertising.orders.Opportunity;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.facts.FactLog;

/**
 * {@link Bidding} over HTTP: all are asked at once, and what is not there by one moment is not
 * waited for.
 */
public final class Bidders implements Bidding {
  /** What is left of the time for what comes after; bidders are told what is left without it. */
  private static final Duration AFTER = Duration.ofMillis(25);

  /** With less nobody is asked. */
  private static final Duration LEAST = Duration.ofMillis(5);

  private static final int MOST_BYTES = 128 * 1024;

  /** Of all breaks together: whoever does not answer does not hold up others. */
  private static final int MOST_ASKED = 1_000;

  private final List<Bidder> bidders;
  private final Rates rates;
  private final HttpClient http;
  private final Wins wins;
  private final FactLog log;
  private final Meters meters;
  private final Semaphore free = new Semaphore(MOST_ASKED);

  /** Those, by that client. */
  public Bidders(
      List<Bidder> bidders, Rates rates, HttpClient http, Wins wins, FactLog log, Meters meters) {
    this.bidders = List.copyOf(bidders);
    this.rates = rates;
    this.http = http;
    this.wins = wins;
    this.log = log;
    this.meters = meters;
  }

  /** Nobody is asked for whom not everything is suitable: what others show is not known. */
  @Override
  public Round ask(Opportunity there, long end) {
    long left = end - System.nanoTime() - AFTER.toNanos();
    if (bidders.isEmpty()
        || there.age().isPresent()
        || there.placement().equals("display")
        || left < LEAST.toNanos()) {
      return Round.NONE;
    }
    Judge judge = new Judge(there, rates);
    List<CompletableFuture<Reply>> asked =
        bidders.stream().map(bidder -> ask(bidder, there, judge, left)).toList();
    return new Asked(there, asked);
  }

  private CompletableFuture<Reply> ask(Bidder bidder, Opportunity there, Judge judge, long left) {
    long began = System.nanoTime();
    long nanos = Math.min(left, bidder.timeout().toNanos());
    if (!free.tryAcquire()) {
      return CompletableFuture.completedFuture(Reply.of(bidder, Reply.FAILED, 0));
    }
    HttpRequest request =
        HttpRequest.newBuilder(bidder.uri())
            .header("Content-Type", "application/json")
            .header("x-openrtb-version", "2.6")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    Question.of(there, (int) TimeUnit.NANOSECONDS.toMillis(nanos))))
            .build();
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(request, head -> new Limited(MOST_BYTES));
    return sent.thenApply(answer -> read(bidder, answer, judge, millis(began)))
        .exceptionally(error -> Reply.of(bidder, broken(error), millis(began)))
        .completeOnTimeout(
            Reply.of(bidder, Reply.LATE, TimeUnit.NANOSECONDS.toMillis(nanos)),
            nanos,
            TimeUnit.NANOSECONDS)
        .whenComplete(
            (reply, error) -> {
              free.release();
              sent.cancel(true);
            });
  }

  private static Reply read(Bidder bidder, HttpResponse<byte[]> answer, Judge judge, long millis) {
    return switch (answer.statusCode()) {
      case 200 -> judge.reply(bidder, answer.body(), millis);
      case 204 -> Reply.of(bidder, Reply.NONE, millis);
      default -> Reply.of(bidder, Reply.FAILED, millis);
    };
  }

  private static String broken(Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    return cause instanceof Limited.TooLarge || cause.getCause() instanceof Limited.TooLarge
        ? Reply.INVALID
        : Reply.FAILED;
  }

  private static long millis(long began) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }

  /** A round that is under way: each reply is there in its time, if only as one that is late. */
  private final class Asked implements Round {
    private final Opportunity there;
    private final List<CompletableFuture<Reply>> asked;

    Asked(Opportunity there, List<CompletableFuture<Reply>> asked) {
      this.there = there;
      this.asked = asked;
    }

    @Override
    public List<Fit> offers() {
      List<Fit> fits = new ArrayList<>();
      asked.forEach(one -> one.join().offers().forEach(offer -> fits.add(offer.fit())));
      return fits;
    }

    @Override
    public void settle(Map<UUID, UUID> won) {
      for (CompletableFuture<Reply> one : asked) {
        Reply reply = one.join();
        Optional<Offer> first = Optional.empty();
        for (Offer offer : reply.offers()) {
          UUID impression = won.get(offer.fit().flight().lineItem().id());
          if (impression != null) {
            wins.put(impression, there.request(), offer);
            first = first.isEmpty() ? Optional.of(offer) : first;
          }
        }
        String outcome = first.isPresent() ? "won" : reply.outcome();
        Optional<Offer> told = first.or(reply::best);
        log.aside(() -> BidFacts.received(reply, outcome, told, there));
        meters
            .counter("playhouse_ad_bids", "Bidders asked by what became of it", "outcome", outcome)
            .increment();
      }
    }
  }
}
