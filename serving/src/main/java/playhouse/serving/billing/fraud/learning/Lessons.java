package playhouse.serving.billing.fraud.learning;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Learns a model every day on which more is known than on the day before. It scores when somebody
 * says so, as every other.
 */
public final class Lessons {
  private static final Duration EVERY = Duration.ofDays(1);

  /** Longer than learning takes: who dies meanwhile leaves it to be done again. */
  private static final Duration LEASE = Duration.ofMinutes(15);

  private static final String WHO = "schedule";

  private final ServicesDatabase database;
  private final Clock clock;

  /** Of that database, by that clock. */
  public Lessons(ServicesDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  private record Lesson(List<Training.Example> examples, long known) {}

  /** Learns if it is time; how many models that gave. */
  public int learn() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Optional<Lesson> due =
        database.write(
            tx ->
                LessonStore.claim(tx, now, LEASE)
                    .map(
                        before -> {
                          long known = LessonStore.known(tx, now);
                          return new Lesson(
                              known > before
                                  ? LabelStore.examples(tx, now, ModelRoutes.MOST)
                                  : List.of(),
                              known);
                        }));
    if (due.isEmpty()) {
      return 0;
    }
    Optional<Training.Learnt> learnt = Training.learn(due.get().examples());
    return database.write(
        tx -> {
          learnt.ifPresent(model -> ModelStore.add(tx, model, WHO, now));
          LessonStore.done(tx, now.plus(EVERY), due.get().known());
          return learnt.isPresent() ? 1 : 0;
        });
  }
}
