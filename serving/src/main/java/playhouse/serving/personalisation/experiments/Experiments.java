package playhouse.serving.personalisation.experiments;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jdbi.v3.core.Handle;
import playhouse.serving.personalisation.experiments.policies.LoggedLists;
import playhouse.serving.personalisation.experiments.policies.PolicyRoutes;
import playhouse.serving.personalisation.experiments.readout.Statistics;
import playhouse.serving.platform.Chassis;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Experiments put together. */
public final class Experiments {
  /** Id of the system. */
  public static final String SYSTEM = "S6.3";

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration PUT_DOWN = Duration.ofMillis(200);
  private static final Duration WATCH = Duration.ofSeconds(10);
  private static final int SALT_BYTES = 8;

  private final SecureRandom random = new SecureRandom();
  private final ServicesDatabase database;
  private final Exposures exposures;
  private final Flags flags;
  private final Statistics statistics = new Statistics();
  private final LoggedLists lists = new LoggedLists();
  private final List<Routes> routes;

  /**
   * On that chassis.
   *
   * @param consented whose exposures may be told
   */
  public Experiments(Chassis chassis, Predicate<UUID> consented, Clock clock) {
    database = chassis.database();
    exposures = new Exposures(consented, clock);
    flags = new Flags(exposures);
    routes =
        List.of(
            new LayerRoutes(database, this, clock),
            new ExperimentRoutes(database, this, clock),
            new ReadoutRoutes(database, statistics),
            new FlagRoutes(flags),
            new PolicyRoutes(lists));
    chassis.every(LOOK, "personalisation.flags", this::look);
    chassis.work(PUT_DOWN, "personalisation.exposures", () -> exposures.putDown(database));
    chassis.every(WATCH, "personalisation.experiments", new Watch(statistics, clock)::look);
    database.whenReady(this::look);
  }

  /** What it answers. */
  public List<Routes> routes() {
    return routes;
  }

  /** For who asks in this process. */
  public Flags flags() {
    return flags;
  }

  /** Takes in one record of the topic of statistics. */
  public void take(ConsumerRecord<byte[], byte[]> message) {
    statistics.take(message);
  }

  /** Takes in one record of the topic of recommendations. */
  public void takeList(ConsumerRecord<byte[], byte[]> message) {
    lists.take(message);
  }

  /** Tells how much is held. */
  public void measure(Meters meters) {
    meters.gauge("playhouse_experiment_slices", "Variants by slice in memory", statistics::size);
    meters.gauge("playhouse_exposures_waiting", "Exposures not put down", exposures::waiting);
    meters.gauge("playhouse_logged_lists", "Lists that policies are tried on", lists::size);
  }

  /** Knows at once what was changed. */
  void look() {
    database.read(
        handle -> {
          flags.know(ExperimentStore.all(handle), ExperimentStore.layers(handle));
          return true;
        });
  }

  private int look(Handle tx) {
    flags.know(ExperimentStore.all(tx), ExperimentStore.layers(tx));
    return 0;
  }

  /** Something that nobody can guess. */
  String salt() {
    byte[] bytes = new byte[SALT_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** An experiment that nobody else changes meanwhile. */
  static Experiment lock(Handle tx, String key) {
    return ExperimentStore.lock(tx, key).orElseThrow(Experiments::missing);
  }

  /** Ends it, and tells. */
  static void end(Handle tx, Experiment one, Ending ending, Instant at) {
    ExperimentStore.end(tx, one.key(), ending, at);
    ExperimentFacts.ended(tx, one.key(), ending, at);
  }

  static Refusal missing() {
    return Refusal.missing("there is no such experiment");
  }

  /** As JSON they are the same: a number may be another object and yet that number. */
  static boolean same(Design one, Design other) {
    return Json.tree(Json.text(one)).equals(Json.tree(Json.text(other)));
  }
}
