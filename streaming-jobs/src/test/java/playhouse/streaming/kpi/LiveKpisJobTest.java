package playhouse.streaming.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.contracts.facts.LiveKpi;
import playhouse.streaming.Door;
import playhouse.streaming.RunningJob;
import playhouse.streaming.lake.table.LakeSettings;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;
import playhouse.testbed.Database;

class LiveKpisJobTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration MINUTE = Duration.ofMinutes(2);

  /** One of its own: what other tests send would count. */
  @AutoClose private static final Broker BROKER = Broker.fresh();

  private static final String KAFKA = BROKER.address();

  private static final Settings SETTINGS =
      Settings.of(
          Map.of(
              Setting.HOME.key(),
              home(),
              Setting.KAFKA.key(),
              KAFKA,
              Setting.CATALOG_URI.key(),
              Database.fresh(),
              Setting.ZONES.key(),
              "UTC"));

  @TempDir Path checkpoints;

  @Test
  void valuesOfARunningDayFollowItsFactsThroughRepeatsDisorderAndARestart() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String today = LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
    Day day = new Day(now);
    UUID one = UUID.randomUUID();
    UUID other = UUID.randomUUID();
    List<SpecificRecordBase> first = new ArrayList<>();
    first.addAll(day.play("whole", one, "title-1", 10));
    first.addAll(day.play("half", other, "title-1", 5));
    first.addAll(day.play("glance", other, "title-2", 1));
    first.add(day.impression("seen", 3_000_000, "EUR"));
    first.add(day.click("seen"));
    first.add(day.impression("followed", 0, "EUR"));
    first.add(day.click("followed"));
    first.add(day.paid("followed", "click", 2_000_000, "EUR"));
    first.add(day.impression("robot", 9_000_000, "USD"));
    first.add(day.paid("robot", "complete", 1_000_000, "USD"));
    first.add(day.paid("never shown", "click", 5_000_000, "USD"));
    first.add(day.rate("EUR", 1_100_000_000));
    first.add(day.entitled("paid", one, "paid"));
    first.add(day.term("term", 30_000_000, "EUR", 30));
    List<SpecificRecordBase> sent = new ArrayList<>(first);
    sent.addAll(first);
    Collections.shuffle(sent, new Random(20261123));
    try (Door door = new Door(KAFKA);
        LiveValues live = new LiveValues(KAFKA)) {
      try (RunningJob job = RunningJob.start(KAFKA, checkpoints, LiveKpisJobTest::define)) {
        job.awaitRunning();
        sent.forEach(door::send);
        door.flush();
        LiveKpi completion = live.await("K1.3", "completion", today, "", 0.75, LIMIT);
        assertThat(completion.getDenominator()).isEqualTo("2");
        assertThat(completion.getLatest()).isEqualTo(now);
        live.await("K1.3", "completion", today, "title=title-1", 0.75, LIMIT);
        live.await("K2.2", "dau", today, "", 2, LIMIT);
        live.await("K3.4", "sessions_per_person", today, "", 1, LIMIT);
        live.await("K6.1", "p50", today, "", 400, LIMIT);
        live.await("K5.3", "ctr", today, "", 2 / 3.0, LIMIT);
        live.await("K5.2", "ecpm", today, "", 15.5 / 3 * 1000, LIMIT);
        live.await("K4.1", "paid", today, "", 1, LIMIT);
        live.await("K4.4", "ads", today, "", 15.5, LIMIT);
        live.await("K4.4", "subscription", today, "", 1.1, LIMIT);
        job.awaitCheckpoints(2);
      }
      door.send(day.invalid("robot"));
      door.send(day.entitled("trial", other, "trial"));
      first.forEach(door::send);
      door.flush();
      try (RunningJob job = RunningJob.restore(KAFKA, checkpoints, LiveKpisJobTest::define)) {
        job.awaitRunning();
        live.await("K5.3", "ctr", today, "", 1, LIMIT);
        live.await("K4.4", "ads", today, "", 5.5, LIMIT);
        live.await("K5.2", "ecpm", today, "", 2_750, LIMIT);
        live.await("K4.1", "trial", today, "", 1, LIMIT);
        LiveKpi completion = live.await("K1.3", "completion", today, "", 0.75, LIMIT);
        assertThat(completion.getDenominator()).isEqualTo("2");
        Await.until("a minute's values in the lake", MINUTE, () -> minutes() > 0);
      }
    }
  }

  private static String home() {
    try {
      return Files.createTempDirectory("live-kpis-").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void define(StreamExecutionEnvironment env) {
    LiveKpisJob.define(env, SETTINGS);
  }

  private static long minutes() {
    Catalog lake = LakeSettings.of(SETTINGS).open();
    try (Closeable open = (Closeable) lake) {
      Snapshot newest = lake.loadTable(TableIdentifier.of("mart", "kpi_minute")).currentSnapshot();
      return newest == null
          ? 0
          : Long.parseLong(newest.summary().getOrDefault("total-records", "0"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
