package playhouse.serving.personalisation.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.ExperimentStatistics;
import playhouse.contracts.facts.MetricMoments;
import playhouse.serving.EmptyServices;
import playhouse.serving.personalisation.experiments.readout.Statistics;
import playhouse.serving.platform.store.ServicesDatabase;

/** What becomes of experiments as their people come, in a real database. */
class WatchTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final long ENOUGH = 5_000;
  private static ServicesDatabase database;

  private final Statistics statistics = new Statistics();
  private final Watch watch = new Watch(statistics, Clock.systemUTC());

  @BeforeAll
  static void open() {
    database = EmptyServices.open();
    database.write(
        tx ->
            ExperimentStore.add(
                tx, new ExperimentStore.Layer("home", "salt-of-layer", 0, "olga", NOW)));
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void theBetterVariantIsForEverybodyOnceItIsSureAndEnoughHaveCome() {
    run("better", true);
    tell("better", "control", ENOUGH, ENOUGH - 4_000, 100, 0.01);
    tell("better", "new", ENOUGH, ENOUGH - 4_000, 120, 0.01);
    assertThat(look()).isZero();
    assertThat(find("better").state()).isEqualTo(Experiment.State.RUNNING);
    tell("better", "control", ENOUGH, ENOUGH, 100, 0.01);
    tell("better", "new", ENOUGH, ENOUGH, 120, 0.01);
    assertThat(look()).isEqualTo(1);
    assertThat(find("better").state()).isEqualTo(Experiment.State.CONCLUDED);
    assertThat(find("better").variant()).contains("new");
    assertThat(find("better").reason()).contains("effect");
    assertThat(look()).isZero();
    assertThat(facts("better")).isEqualTo(1);
    assertThat(audited("better")).containsExactly("concluded by effect");
  }

  @Test
  void whereAllOthersAreSurelyWorseTheControlStays() {
    run("worse", true);
    tell("worse", "control", ENOUGH, ENOUGH, 120, 0.01);
    tell("worse", "new", ENOUGH, ENOUGH, 100, 0.01);
    look();
    assertThat(find("worse").state()).isEqualTo(Experiment.State.CONCLUDED);
    assertThat(find("worse").variant()).contains("control");
  }

  @Test
  void whatIsNotSureGoesOn() {
    run("unsure", true);
    tell("unsure", "control", ENOUGH, ENOUGH, 100, 0.01);
    tell("unsure", "new", ENOUGH, ENOUGH, 100.5, 0.01);
    assertThat(look()).isZero();
    assertThat(find("unsure").state()).isEqualTo(Experiment.State.RUNNING);
  }

  @Test
  void harmEndsItThoughItIsNotToEndByItself() {
    run("harm", false);
    tell("harm", "control", ENOUGH, ENOUGH, 100, 0.01);
    tell("harm", "new", ENOUGH, ENOUGH, 120, 0.05);
    look();
    assertThat(find("harm").state()).isEqualTo(Experiment.State.STOPPED);
    assertThat(find("harm").variant()).contains("control");
    assertThat(find("harm").reason()).contains("guardrail");
  }

  @Test
  void whereTooFewCameToOneSideItIsSaidOnceAndNothingIsConcluded() {
    run("uneven", true);
    tell("uneven", "control", ENOUGH, ENOUGH, 100, 0.01);
    tell("uneven", "new", ENOUGH - 700, ENOUGH - 700, 120, 0.01);
    assertThat(look()).isEqualTo(1);
    assertThat(look()).isZero();
    assertThat(find("uneven").srm()).isPresent();
    assertThat(find("uneven").state()).isEqualTo(Experiment.State.RUNNING);
    assertThat(audited("uneven")).containsExactly("srm_detected");
  }

  @Test
  void oneThatRunsKeepsItsPlacesAndItsDesign() {
    run("kept", true);
    Design other = design("kept-other", true);
    List<String> inTheWay = database.read(handle -> ExperimentStore.inTheWay(handle, other));
    assertThat(inTheWay).contains("kept");
    database.write(
        tx -> {
          ExperimentStore.redesign(tx, design("kept", false));
          return true;
        });
    assertThat(find("kept").design().automatic()).isTrue();
  }

  private int look() {
    return database.write((Handle tx) -> watch.look(tx));
  }

  private static Experiment find(String key) {
    return database.read(handle -> ExperimentStore.find(handle, key)).orElseThrow();
  }

  /** Told of its end. */
  private static long facts(String key) {
    return database.read(
        handle ->
            handle
                .createQuery("select count(*) from platform.outbox where headers ->> 'ce_id' = :id")
                .bind("id", "experiment/concluded/" + key)
                .mapTo(Long.class)
                .one());
  }

  private static List<String> audited(String key) {
    return database.read(
        handle ->
            handle
                .createQuery("select action from platform.audit where object = :object order by id")
                .bind("object", "/v1/experiments/" + key)
                .mapTo(String.class)
                .list());
  }

  private static void run(String key, boolean automatic) {
    Experiment experiment =
        new Experiment(
            design(key, automatic),
            "salt-of-" + key,
            Experiment.State.DRAFT,
            "olga",
            NOW,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    database.write(
        tx -> {
          ExperimentStore.add(tx, experiment);
          ExperimentStore.start(tx, key, NOW);
          return true;
        });
  }

  private static Design design(String key, boolean automatic) {
    return new Design(
        key,
        "The new one makes people watch longer.",
        "home",
        0,
        10_000,
        List.of(
            new Design.Arm("control", 1, TextNode.valueOf("old")),
            new Design.Arm("new", 1, TextNode.valueOf("fresh"))),
        "",
        List.of(),
        "time_spent",
        List.of(new Design.Rail("error_rate", new BigDecimal("0.05"))),
        168,
        new BigDecimal("0.05"),
        2_000,
        automatic);
  }

  /**
   * People who play for so many seconds, a third more or less, and whose one play fails so often.
   */
  private void tell(
      String experiment,
      String variant,
      long exposed,
      long closed,
      double seconds,
      double failing) {
    double squares = seconds * seconds * (1 + 1 / 9.0);
    ExperimentStatistics one =
        ExperimentStatistics.newBuilder()
            .setExperiment(experiment)
            .setVariant(variant)
            .setSlice("all")
            .setVersion(1)
            .setExposed(exposed)
            .setClosed(closed)
            .setCrossed(0)
            .setMetrics(
                List.of(
                    moments("time_spent", closed, Map.of("y", seconds, "yy", squares)),
                    moments(
                        "error_rate",
                        closed,
                        Map.of("y", failing, "yy", failing, "x", 1.0, "xx", 1.0, "xy", failing))))
            .build();
    byte[] key = (experiment + "|" + variant + "|all").getBytes(StandardCharsets.UTF_8);
    statistics.take(new ConsumerRecord<>(Topics.EXPERIMENTS, 0, 0, key, Wire.encode(one)));
  }

  /** Of means of a person. */
  private static MetricMoments moments(String metric, long n, Map<String, Double> means) {
    return MetricMoments.newBuilder()
        .setMetric(metric)
        .setN(n)
        .setY(n * means.getOrDefault("y", 0.0))
        .setYy(n * means.getOrDefault("yy", 0.0))
        .setX(n * means.getOrDefault("x", 0.0))
        .setXx(n * means.getOrDefault("xx", 0.0))
        .setXy(n * means.getOrDefault("xy", 0.0))
        .setBuckets(List.of())
        .build();
  }
}
