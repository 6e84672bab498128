package playhouse.local.stack;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import playhouse.local.process.Processes;
import playhouse.local.process.RunRecord;

/**
 * One look at how services are. All are asked at once, and what has given no answer in {@code
 * limit} is said to give none: a process may be there and hang.
 *
 * @param lag what the stream has yet to finish with
 * @param jobs those of the stream
 * @param limit how long the look takes at most
 */
record Look(Processes processes, Lag lag, List<String> jobs, Duration limit) {

  /** Who asks how things are waits ten seconds at most; a start is more patient. */
  static final Duration LIMIT = Duration.ofSeconds(8);

  private static final String STREAM = "flink";

  /** One row a service, in their order. */
  List<ProcessStatus> at(List<Service> services) {
    ExecutorService asking = Executors.newCachedThreadPool(Look::daemon);
    try {
      List<CompletableFuture<ProcessStatus>> rows =
          services.stream().map(service -> row(service, asking)).toList();
      return rows.stream().map(CompletableFuture::join).toList();
    } finally {
      asking.shutdownNow();
    }
  }

  private CompletableFuture<ProcessStatus> row(Service service, ExecutorService asking) {
    Optional<RunRecord> found = processes.find(service.name());
    if (found.isEmpty() || !found.get().alive()) {
      return CompletableFuture.completedFuture(ProcessStatus.notAlive(service, found));
    }
    CompletableFuture<OptionalLong> behind =
        service.name().equals(STREAM)
            ? ask(asking, this::behind, OptionalLong.empty())
            : CompletableFuture.completedFuture(OptionalLong.empty());
    return ask(asking, service.health()::problem, silence())
        .thenCombine(
            behind, (problem, left) -> ProcessStatus.alive(service, found.get(), problem, left));
  }

  private Optional<String> silence() {
    return Optional.of("gives no answer in " + limit.toSeconds() + " s");
  }

  private <T> CompletableFuture<T> ask(ExecutorService asking, Supplier<T> question, T silence) {
    return CompletableFuture.supplyAsync(question, asking)
        .completeOnTimeout(silence, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The sum over all groups; empty where one of them cannot be known. */
  private OptionalLong behind() {
    OptionalLong[] lags = jobs.stream().map(lag::of).toArray(OptionalLong[]::new);
    return Stream.of(lags).allMatch(OptionalLong::isPresent)
        ? OptionalLong.of(Stream.of(lags).mapToLong(OptionalLong::getAsLong).sum())
        : OptionalLong.empty();
  }

  /** One that still waits for an answer keeps nobody from ending. */
  private static Thread daemon(Runnable question) {
    Thread thread = new Thread(question, "look");
    thread.setDaemon(true);
    return thread;
  }
}
