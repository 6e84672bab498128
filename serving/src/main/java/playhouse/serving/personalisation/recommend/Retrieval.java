package playhouse.serving.personalisation.recommend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Candidate;
import playhouse.serving.personalisation.candidates.CandidateSource;
import playhouse.serving.personalisation.candidates.Viewer;

/**
 * Asks the sources for candidates. Those that may have to wait are asked first, each by a thread of
 * a bounded pool; those in memory meanwhile, one after the other, which takes less than handing
 * them over would. A source that fails, or is not done when the budget is used up, is left out.
 */
final class Retrieval implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Retrieval.class);
  private static final int THREADS = 16;

  private final List<CandidateSource> sources;
  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(
          0, THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), Retrieval::thread);

  /**
   * What a source found.
   *
   * @param source its place among the sources
   */
  record Found(int source, String name, List<Candidate> candidates) {}

  Retrieval(List<CandidateSource> sources) {
    this.sources = List.copyOf(sources);
  }

  /** Names of the sources, best first. */
  List<String> names() {
    return sources.stream().map(CandidateSource::name).toList();
  }

  /** What each found, in the order of the sources. */
  List<Found> find(Ask ask, Viewer viewer, int wanted, Duration budget, Course course) {
    long end = System.nanoTime() + budget.toNanos();
    Map<Integer, Future<List<Candidate>>> waiting = handOver(ask, viewer, wanted, course);
    List<Found> found = new ArrayList<>();
    boolean any = false;
    for (int i = 0; i < sources.size(); i++) {
      CandidateSource source = sources.get(i);
      if (source.mayWait()) {
        continue;
      }
      // Whatever the time, something must be there to show.
      if (System.nanoTime() > end && any) {
        course.note(source.name() + ":late");
        continue;
      }
      List<Candidate> candidates = asked(source, ask, viewer, wanted, course);
      any |= !candidates.isEmpty();
      found.add(new Found(i, source.name(), candidates));
    }
    waiting.forEach(
        (i, future) ->
            found.add(
                new Found(i, sources.get(i).name(), awaited(sources.get(i), future, end, course))));
    found.sort(java.util.Comparator.comparingInt(Found::source));
    return found;
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }

  private Map<Integer, Future<List<Candidate>>> handOver(
      Ask ask, Viewer viewer, int wanted, Course course) {
    Map<Integer, Future<List<Candidate>>> waiting = new HashMap<>();
    for (int i = 0; i < sources.size(); i++) {
      CandidateSource source = sources.get(i);
      if (source.mayWait()) {
        try {
          waiting.put(i, pool.submit(() -> source.find(ask, viewer, wanted)));
        } catch (RejectedExecutionException e) {
          course.note(source.name() + ":busy");
        }
      }
    }
    return waiting;
  }

  private static List<Candidate> asked(
      CandidateSource source, Ask ask, Viewer viewer, int wanted, Course course) {
    try {
      return source.find(ask, viewer, wanted);
    } catch (RuntimeException e) {
      LOG.warn("{} failed", source.name(), e);
      course.note(source.name() + ":failed");
      return List.of();
    }
  }

  private static List<Candidate> awaited(
      CandidateSource source, Future<List<Candidate>> future, long end, Course course) {
    try {
      return future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      course.note(source.name() + ":late");
    } catch (ExecutionException e) {
      LOG.warn("{} failed", source.name(), e.getCause());
      course.note(source.name() + ":failed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      course.note(source.name() + ":late");
    }
    future.cancel(true);
    return List.of();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "candidates");
    thread.setDaemon(true);
    return thread;
  }
}
