package playhouse.batch.kpi;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Several questions to one Spark session at once: while one is planned, another runs.
 *
 * @param questions in the order of the answers
 */
record AtOnce<T>(int threads, List<T> questions) {
  static <T> AtOnce<T> of(int threads, List<T> questions) {
    return new AtOnce<>(threads, questions);
  }

  /** The answers; what one of them throws is thrown, and the rest is let be. */
  <R> List<R> map(Function<T, R> answer) {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<R>> answers = new ArrayList<>();
      for (T question : questions) {
        answers.add(executor.submit(() -> answer.apply(question)));
      }
      List<R> all = new ArrayList<>();
      for (Future<R> each : answers) {
        all.add(each.get());
      }
      return all;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      executor.shutdownNow();
    }
  }
}
