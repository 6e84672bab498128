package playhouse.streaming.kpi;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.streaming.Door;
import playhouse.streaming.LakeHome;
import playhouse.streaming.RunningJob;
import playhouse.testbed.Broker;

/**
 * What Kafka has forgotten, which is here another broker that never knew it, stands in the lake.
 */
class LongAgoTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @AutoClose private static final Broker FORGETFUL = Broker.fresh();

  @TempDir Path checkpoints;

  @Test
  void subscriptionsThatOnlyTheLakeKnowsCountAndThoseThatKafkaKnowsTooCountOnce() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String today = LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
    Day longAgo = new Day(now.minus(Duration.ofDays(20)));
    Day lately = new Day(now);
    UUID twice = UUID.randomUUID();
    List<SpecificRecordBase> forgotten =
        List.of(
            longAgo.rate("EUR", 1_100_000_000),
            longAgo.entitled("old", UUID.randomUUID(), "paid"),
            longAgo.entitled("gone", twice, "trial"),
            longAgo.term("old term", 30_000_000, "EUR", 30));
    List<SpecificRecordBase> known =
        List.of(lately.entitled("both", twice, "paid"), lately.term("both", 60_000_000, "EUR", 30));
    try (LakeHome lake = new LakeHome();
        Door door = new Door(FORGETFUL.address());
        LiveValues live = new LiveValues(FORGETFUL.address())) {
      store(lake, Stream.concat(forgotten.stream(), known.stream()).toList());
      known.forEach(door::send);
      door.flush();
      Settings settings = forgetful(lake);
      try (RunningJob job = RunningJob.start(FORGETFUL.address(), checkpoints, define(settings))) {
        job.awaitRunning();
        live.await("K4.1", "paid", today, "", 2, LIMIT);
        live.await("K4.1", "trial", today, "", 0, LIMIT);
        live.await("K4.4", "subscription", today, "", 3.3, LIMIT);
        job.awaitCheckpoints(2);
      }
      door.send(lately.entitled("new", UUID.randomUUID(), "paid"));
      door.send(lately.term("new", 30_000_000, "EUR", 30));
      door.flush();
      try (RunningJob job =
          RunningJob.restore(FORGETFUL.address(), checkpoints, define(settings))) {
        job.awaitRunning();
        live.await("K4.1", "paid", today, "", 3, LIMIT);
        live.await("K4.4", "subscription", today, "", 4.4, LIMIT);
      }
    }
  }

  private static void store(LakeHome lake, List<SpecificRecordBase> facts) {
    lake.start();
    try (Door door = lake.door()) {
      facts.forEach(door::send);
    }
    lake.awaitInLake();
    lake.stop();
  }

  /** The same lake beside the other broker. */
  private static Settings forgetful(LakeHome lake) {
    Map<String, String> environment = new HashMap<>(lake.environment());
    environment.put(Setting.KAFKA.key(), FORGETFUL.address());
    environment.put(Setting.ZONES.key(), "UTC");
    return Settings.of(environment);
  }

  private static Consumer<StreamExecutionEnvironment> define(Settings settings) {
    return env -> LiveKpisJob.define(env, settings);
  }
}
