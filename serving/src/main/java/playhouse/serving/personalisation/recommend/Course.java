package playhouse.serving.personalisation.recommend;

import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.personalisation.recommend.Budgets.Stage;
import playhouse.serving.platform.Meters;

/**
 * The course of one request through the stages: how long each took, and what went wrong on the way.
 * A stage that fails, or for which there is no time left, is replaced by something simpler, and the
 * answer says so.
 */
final class Course {
  private static final Logger LOG = LoggerFactory.getLogger(Course.class);

  private final Budgets budgets;
  private final Meters meters;
  private final Map<Stage, Timer> timers;
  private final long started = System.nanoTime();
  private final List<String> degraded = new CopyOnWriteArrayList<>();

  /**
   * Begins now.
   *
   * @param timers of all stages
   */
  Course(Budgets budgets, Meters meters, Map<Stage, Timer> timers) {
    this.budgets = budgets;
    this.meters = meters;
    this.timers = timers;
  }

  /** Does a stage; what is simpler if it fails. */
  <T> T must(Stage stage, Supplier<T> work, Supplier<T> simpler) {
    long began = System.nanoTime();
    try {
      return work.get();
    } catch (RuntimeException e) {
      LOG.warn("{} failed", stage.text(), e);
      note(stage.text() + ":failed");
      return simpler.get();
    } finally {
      long took = System.nanoTime() - began;
      Objects.requireNonNull(timers.get(stage)).record(took, TimeUnit.NANOSECONDS);
      if (took > budgets.of(stage).toNanos()) {
        meters
            .counter(
                "playhouse_recommendation_late",
                "Stages that took longer than their budget",
                "stage",
                stage.text())
            .increment();
      }
    }
  }

  /** The same; what is simpler also if the stages before have taken this one's time, too. */
  <T> T may(Stage stage, Supplier<T> work, Supplier<T> simpler) {
    if (nanos() > budgets.until(stage).toNanos()) {
      note(stage.text() + ":late");
      return simpler.get();
    }
    return must(stage, work, simpler);
  }

  /** Notes that something is missing, such as {@code model:failed}. */
  void note(String what) {
    degraded.add(what);
    meters
        .counter(
            "playhouse_recommendation_degraded",
            "Lists that were made without something, by what and why",
            "what",
            what)
        .increment();
  }

  /** How long it has taken so far. */
  long nanos() {
    return System.nanoTime() - started;
  }

  /** What is missing; empty if all went as it should. */
  List<String> degraded() {
    return List.copyOf(degraded);
  }
}
