package playhouse.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs jobs several at a time: while one is planned, another runs. Each begins once those that it
 * needs are done.
 *
 * @param threads how many at a time
 */
record Abreast(Jobs jobs, int threads) {

  /**
   * Runs some jobs, each in a thread that is told of no other meanwhile. After one that throws no
   * other begins; what it threw is thrown once those that had begun have ended.
   *
   * @param wanted in an order in which they could be run one by one
   * @return what became of each, in the same order
   */
  <R> List<R> run(List<Job> wanted, Function<Job, R> each) {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      Course<R> course = new Course<>(wanted, new ExecutorCompletionService<>(executor), each);
      while (course.goesOn()) {
        course.begin();
        course.await();
      }
      return course.ended();
    } catch (ExecutionException e) {
      // An error, such as no memory left.
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      executor.shutdownNow();
    }
  }

  private record Ended<R>(Job job, Optional<R> result, Optional<Exception> failure) {

    static <R> Ended<R> of(Job job, Function<Job, R> each) {
      try {
        return new Ended<>(job, Optional.of(each.apply(job)), Optional.empty());
      } catch (Exception e) {
        // Spark throws its checked exceptions undeclared.
        return new Ended<>(job, Optional.empty(), Optional.of(e));
      }
    }
  }

  private final class Course<R> {
    private final List<Job> wanted;
    private final CompletionService<Ended<R>> service;
    private final Function<Job, R> each;
    private final List<Job> waiting;
    private final Set<String> undone;
    private final Map<String, Job> running = new HashMap<>();
    private final Map<String, R> results = new HashMap<>();
    private Optional<Exception> failure = Optional.empty();

    Course(List<Job> wanted, CompletionService<Ended<R>> service, Function<Job, R> each) {
      this.wanted = wanted;
      this.service = service;
      this.each = each;
      waiting = new ArrayList<>(wanted);
      undone = wanted.stream().map(Job::name).collect(Collectors.toCollection(HashSet::new));
    }

    boolean goesOn() {
      return !running.isEmpty() || (failure.isEmpty() && !waiting.isEmpty());
    }

    void begin() {
      while (failure.isEmpty() && running.size() < threads) {
        Optional<Job> next = next();
        if (next.isEmpty()) {
          return;
        }
        Job job = next.get();
        waiting.remove(job);
        running.put(job.name(), job);
        var unused = service.submit(() -> Ended.of(job, each));
      }
    }

    void await() throws InterruptedException, ExecutionException {
      Ended<R> over = service.take().get();
      running.remove(over.job().name());
      if (over.failure().isPresent()) {
        failure = failure.or(over::failure);
      } else {
        results.put(over.job().name(), over.result().orElseThrow());
        undone.remove(over.job().name());
      }
    }

    List<R> ended() {
      if (failure.isPresent()) {
        throw failure.get() instanceof RuntimeException known
            ? known
            : new IllegalStateException(failure.get());
      }
      return wanted.stream().map(job -> results.get(job.name())).toList();
    }

    /** The first that nothing keeps; one that is run alone keeps all behind it. */
    private Optional<Job> next() {
      if (running.values().stream().anyMatch(Job::alone)) {
        return Optional.empty();
      }
      for (Job job : waiting) {
        if (job.alone()) {
          return running.isEmpty() ? Optional.of(job) : Optional.empty();
        }
        if (jobs.before(job).stream().map(Job::name).noneMatch(undone::contains)) {
          return Optional.of(job);
        }
      }
      return Optional.empty();
    }
  }
}
