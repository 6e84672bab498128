package playhouse.serving.personalisation.experiments;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Who met which variant, noted without waiting and put into the outbox some at a time: one fact for
 * a person, experiment and day. What a process that dies had not put down yet is told when the
 * person is asked about again; told twice, it is one fact.
 */
public final class Exposures {
  private static final int WAITING = 100_000;
  private static final int AT_ONCE = 500;
  private static final int REMEMBERED = 2_000_000;
  private static final long DAY_MILLIS = 86_400_000;

  private final Predicate<UUID> consented;
  private final Clock clock;
  private final BlockingQueue<Exposure> waiting = new ArrayBlockingQueue<>(WAITING);
  private final Cache<Met, Long> told = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  /** One of them. */
  record Exposure(
      String experiment,
      String variant,
      UUID person,
      int windowHours,
      List<String> slices,
      Instant at) {
    LocalDate day() {
      return at.atOffset(ZoneOffset.UTC).toLocalDate();
    }
  }

  private record Met(String experiment, UUID person) {}

  /**
   * Of those who let us.
   *
   * @param consented whose facts may name them: others are in no statistics
   */
  Exposures(Predicate<UUID> consented, Clock clock) {
    this.consented = consented;
    this.clock = clock;
  }

  /** Notes that somebody met a variant, if that was not noted today. */
  void met(Experiment experiment, String variant, UUID person, List<String> slices) {
    Met met = new Met(experiment.key(), person);
    Long before = told.getIfPresent(met);
    long day = Math.floorDiv(clock.millis(), DAY_MILLIS);
    if ((before != null && before == day) || !consented.test(person)) {
      return;
    }
    Exposure exposure =
        new Exposure(
            experiment.key(),
            variant,
            person,
            experiment.design().windowHours(),
            slices,
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    // Where there is no room it is told when they are asked about again.
    if (waiting.offer(exposure)) {
      told.put(met, day);
    }
  }

  /** Puts some of those that wait into the outbox; how many that were. */
  int putDown(ServicesDatabase database) {
    List<Exposure> some = new ArrayList<>();
    waiting.drainTo(some, AT_ONCE);
    if (some.isEmpty()) {
      return 0;
    }
    try {
      return database.write((Handle tx) -> put(tx, some));
    } catch (RuntimeException e) {
      some.forEach(one -> told.invalidate(new Met(one.experiment(), one.person())));
      throw e;
    }
  }

  private static int put(Handle tx, List<Exposure> some) {
    ExperimentFacts.exposed(tx, some);
    return some.size();
  }

  /** How many are not put down yet. */
  int waiting() {
    return waiting.size();
  }
}
