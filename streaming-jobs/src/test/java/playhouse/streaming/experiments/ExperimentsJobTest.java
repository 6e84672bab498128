package playhouse.streaming.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.ExperimentExposed;
import playhouse.contracts.facts.ExperimentStatistics;
import playhouse.contracts.facts.MetricMoments;
import playhouse.contracts.facts.Playback;
import playhouse.contracts.facts.PlaybackHeartbeat;
import playhouse.contracts.facts.Recommendation;
import playhouse.streaming.Door;
import playhouse.streaming.RunningJob;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;

class ExperimentsJobTest {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final String KAFKA = Broker.shared().address();

  /** A window that closed two hours ago. */
  private final Instant met =
      Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(4)).plusSeconds(600);

  private static final int WINDOW_HOURS = 2;

  @TempDir Path checkpoints;

  @Test
  void inWhateverOrderFactsArriveAndHoweverOftenTheSumsAreThoseOfTheRule() {
    String experiment = "shuffled-" + UUID.randomUUID();
    Random random = new Random(20261130);
    List<SpecificRecordBase> facts = new ArrayList<>();
    double y = 0;
    double yy = 0;
    double x = 0;
    double xy = 0;
    int people = 20;
    for (int i = 0; i < people; i++) {
      UUID person = UUID.randomUUID();
      long before = random.nextInt(500);
      long during = random.nextInt(900);
      facts.add(exposed(experiment, "a", person, met, "platform=tv"));
      facts.add(exposed(experiment, "a", person, met.plusSeconds(60), "platform=tv"));
      facts.add(played(person, "before", before, met.minus(Duration.ofHours(30))));
      facts.add(played(person, "during", during, met.plusSeconds(3_000)));
      facts.add(played(person, "after", 77, met.plus(Duration.ofHours(3))));
      y += during;
      yy += (double) during * during;
      x += before;
      xy += (double) during * before;
    }
    List<SpecificRecordBase> sent = new ArrayList<>(facts);
    sent.addAll(facts.subList(0, 30));
    Collections.shuffle(sent, random);
    try (RunningJob job = RunningJob.start(KAFKA, checkpoints, ExperimentsJobTest::define);
        Door door = new Door(KAFKA);
        View view = new View()) {
      job.awaitRunning();
      sent.forEach(door::send);
      for (String slice : List.of("all", "platform=tv")) {
        double sum = y;
        ExperimentStatistics told =
            view.await(
                experiment + "|a|" + slice,
                one -> one.getClosed() == people && timeSpent(one).getY() == sum);
        assertThat(told.getExposed()).isEqualTo(people);
        assertThat(told.getCrossed()).isZero();
        MetricMoments moments = timeSpent(told);
        assertThat(moments.getN()).isEqualTo(people);
        assertThat(moments.getYy()).isCloseTo(yy, within(1e-6));
        assertThat(moments.getX()).isCloseTo(x, within(1e-6));
        assertThat(moments.getXy()).isCloseTo(xy, within(1e-6));
      }
    }
  }

  @Test
  void whoMeetsTwoVariantsIsExposedToTheFirstAndCountedInNone() {
    String experiment = "crossed-" + UUID.randomUUID();
    UUID faithful = UUID.randomUUID();
    UUID fickle = UUID.randomUUID();
    try (RunningJob job = RunningJob.start(KAFKA, checkpoints, ExperimentsJobTest::define);
        Door door = new Door(KAFKA);
        View view = new View()) {
      job.awaitRunning();
      door.send(played(fickle, "during", 50, met.plusSeconds(10)));
      door.send(exposed(experiment, "b", fickle, met.plusSeconds(900), "platform=tv"));
      door.send(exposed(experiment, "a", fickle, met, "platform=tv"));
      door.send(played(faithful, "during", 30, met.plusSeconds(10)));
      door.send(exposed(experiment, "a", faithful, met, "platform=tv"));
      ExperimentStatistics a =
          view.await(experiment + "|a|all", one -> one.getExposed() == 2 && one.getClosed() == 1);
      assertThat(a.getCrossed()).isEqualTo(1);
      assertThat(timeSpent(a).getY()).isEqualTo(30);
      ExperimentStatistics b =
          view.await(experiment + "|b|all", one -> one.getExposed() == 0 && one.getClosed() == 0);
      assertThat(b.getCrossed()).isZero();
    }
  }

  @Test
  void aJobKilledInTheMiddleCountsNobodyTwiceAndNobodyTooLittle() {
    String experiment = "killed-" + UUID.randomUUID();
    List<UUID> people = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      people.add(UUID.randomUUID());
    }
    try (Door door = new Door(KAFKA);
        View view = new View()) {
      try (RunningJob job = RunningJob.start(KAFKA, checkpoints, ExperimentsJobTest::define)) {
        people.forEach(person -> door.send(exposed(experiment, "a", person, met, "platform=tv")));
        door.flush();
        view.await(experiment + "|a|all", one -> one.getClosed() == 10);
        job.awaitCheckpoints(2);
        door.send(played(people.get(0), "late", 40, met.plusSeconds(10)));
        door.flush();
      }
      door.send(played(people.get(1), "later", 2, met.plusSeconds(10)));
      door.flush();
      try (RunningJob job = RunningJob.restore(KAFKA, checkpoints, ExperimentsJobTest::define)) {
        job.awaitRunning();
        ExperimentStatistics told =
            view.await(experiment + "|a|all", one -> timeSpent(one).getY() == 42);
        assertThat(told.getExposed()).isEqualTo(10);
        assertThat(told.getClosed()).isEqualTo(10);
        assertThat(timeSpent(told).getYy()).isEqualTo(1_604);
      }
    }
  }

  private static void define(StreamExecutionEnvironment env) {
    ExperimentsJob.install(env, KAFKA);
  }

  private static MetricMoments timeSpent(ExperimentStatistics told) {
    return told.getMetrics().stream()
        .filter(moments -> moments.getMetric().equals("time_spent"))
        .findFirst()
        .orElseThrow();
  }

  private static Recommendation exposed(
      String experiment, String variant, UUID person, Instant occurred, String slice) {
    String id = experiment + "/" + variant + "/" + person + "/" + occurred;
    return Recommendation.newBuilder()
        .setEnvelope(Door.envelope(id, person, occurred, Instant.now()).build())
        .setType("experiment.exposed")
        .setExperimentExposed(
            ExperimentExposed.newBuilder()
                .setExperiment(experiment)
                .setVariant(variant)
                .setWindowHours(WINDOW_HOURS)
                .setSlices(List.of(slice))
                .build())
        .build();
  }

  private static Playback played(UUID person, String id, long seconds, Instant occurred) {
    return Playback.newBuilder()
        .setEnvelope(Door.envelope(person + "/" + id, person, occurred, Instant.now()).build())
        .setType("playback.heartbeat")
        .setPlaybackHeartbeat(
            PlaybackHeartbeat.newBuilder()
                .setPlay(id)
                .setTitle("t1")
                .setRuntimeMillis(6_000_000)
                .setFromMillis(0)
                .setToMillis(seconds * 1000)
                .setPlayedMillis(seconds * 1000)
                .build())
        .build();
  }

  /** The topic of statistics as a reader sees it. */
  private static final class View implements AutoCloseable {
    private final Map<String, ExperimentStatistics> latest = new ConcurrentHashMap<>();
    private final KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", KAFKA, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());

    View() {
      consumer.assign(List.of(new TopicPartition(Topics.EXPERIMENTS, 0)));
      consumer.seekToBeginning(consumer.assignment());
    }

    ExperimentStatistics await(
        String key, java.util.function.Predicate<ExperimentStatistics> wanted) {
      try {
        Await.until(
            "statistics of " + key,
            LIMIT,
            () -> {
              consumer
                  .poll(Duration.ofMillis(200))
                  .forEach(
                      record ->
                          latest.put(
                              new String(record.key(), StandardCharsets.UTF_8),
                              Wire.decode(ExperimentStatistics.class, record.value())));
              return latest.containsKey(key) && wanted.test(latest.get(key));
            });
      } catch (AssertionError e) {
        throw new AssertionError(e.getMessage() + ", got " + latest.get(key), e);
      }
      return Objects.requireNonNull(latest.get(key));
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
