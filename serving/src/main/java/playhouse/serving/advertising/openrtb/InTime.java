package playhouse.serving.advertising.openrtb;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import playhouse.serving.advertising.breaks.FilledBreak;
import playhouse.serving.advertising.breaks.Wanted;
import playhouse.serving.platform.Meters;

/** Breaks that are filled in time or not at all: what is held too late is given back. */
public final class InTime {
  private final Function<Wanted, List<FilledBreak>> filling;
  private final Consumer<FilledBreak> back;
  private final Executor workers;
  private final LongSupplier nanos;
  private final Counter late;

  /** What became of one of several breaks that were asked for. */
  record Filled(int number, List<FilledBreak> parts) {}

  /**
   * Filled there.
   *
   * @param filling which may hold money for it
   * @param back gives back what is held for one that is not shown; of any thread
   * @param workers who refuse more work than they can begin
   * @param nanos a clock that only goes on, of no day
   */
  public InTime(
      Function<Wanted, List<FilledBreak>> filling,
      Consumer<FilledBreak> back,
      Executor workers,
      LongSupplier nanos,
      Meters meters) {
    this.filling = filling;
    this.back = back;
    this.workers = workers;
    this.nanos = nanos;
    late =
        meters.counter(
            "playhouse_openrtb_late", "Bid requests without an answer: it took too long");
  }

  /** None of them if all of it is not there until then. */
  List<Filled> fill(List<Wanted> wanted, long end) {
    long left = end - nanos.getAsLong();
    if (wanted.isEmpty() || left <= 0) {
      return List.of();
    }
    CompletableFuture<List<Filled>> all;
    try {
      all = CompletableFuture.supplyAsync(() -> each(wanted, end), workers);
    } catch (RejectedExecutionException e) {
      late.increment();
      return List.of();
    }
    try {
      return all.get(left, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      late.increment();
      releaseOnceThere(all);
      return List.of();
    } catch (ExecutionException e) {
      throw thrown(e);
    } catch (InterruptedException e) {
      releaseOnceThere(all);
      Thread.currentThread().interrupt();
      throw new CancellationException("stopped while breaks were filled");
    }
  }

  /** By whoever fills them: workers that are too many would refuse it as a task of its own. */
  private void releaseOnceThere(CompletableFuture<List<Filled>> all) {
    var unused = all.thenAccept(this::release);
  }

  private static RuntimeException thrown(ExecutionException e) {
    return e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e);
  }

  private List<Filled> each(List<Wanted> wanted, long end) {
    List<Filled> all = new ArrayList<>();
    try {
      for (Wanted one : wanted) {
        Duration left = Duration.ofNanos(Math.max(0, end - nanos.getAsLong()));
        all.add(new Filled(all.size(), filling.apply(one.within(left))));
      }
    } catch (RuntimeException e) {
      release(all);
      throw e;
    }
    return all;
  }

  private void release(List<Filled> all) {
    all.forEach(filled -> filled.parts().forEach(back));
  }
}
