package playhouse.streaming;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import playhouse.testbed.Await;

/** A job on a mini cluster of its own; closing cancels it as a kill would, keeping checkpoints. */
public final class RunningJob implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final JobClient client;
  private final String kafka;
  private final Path checkpoints;

  private RunningJob(JobClient client, String kafka, Path checkpoints) {
    this.client = client;
    this.kafka = kafka;
    this.checkpoints = checkpoints;
  }

  /** Starts it with nothing known. */
  public static RunningJob start(
      String kafka, Path checkpoints, Consumer<StreamExecutionEnvironment> definition) {
    return run(kafka, checkpoints, definition, new Configuration());
  }

  /** Starts it from its newest checkpoint. */
  public static RunningJob restore(
      String kafka, Path checkpoints, Consumer<StreamExecutionEnvironment> definition) {
    Configuration from = new Configuration();
    from.setString("execution.state-recovery.path", newest(checkpoints).orElseThrow().toString());
    return run(kafka, checkpoints, definition, from);
  }

  /** Waits until it is so. */
  public void awaitRunning() {
    Await.until("the job runs", LIMIT, () -> client.getJobStatus().join() == JobStatus.RUNNING);
  }

  /** Waits until it is so. */
  public void awaitCheckpoints(int more) {
    long before = number(newest(checkpoints));
    Await.until("checkpoints", LIMIT, () -> number(newest(checkpoints)) >= before + more);
  }

  /** Waits until it is so. */
  public void awaitLag(String group, long atMost, Duration limit) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      Await.until("lag of " + group, limit, () -> lag(admin, group) <= atMost);
    }
  }

  @Override
  public void close() {
    var ended = client.getJobExecutionResult().handle((result, cancelled) -> true);
    client.cancel().join();
    ended.join();
  }

  private static RunningJob run(
      String kafka,
      Path checkpoints,
      Consumer<StreamExecutionEnvironment> definition,
      Configuration settings) {
    settings.setString("execution.checkpointing.interval", "200ms");
    settings.setString("execution.checkpointing.dir", checkpoints.toUri().toString());
    settings.setString(
        "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    settings.setString("pipeline.generic-types", "false");
    try {
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createLocalEnvironment(2, settings);
      definition.accept(env);
      return new RunningJob(env.executeAsync(), kafka, checkpoints);
    } catch (Exception e) {
      throw new IllegalStateException("the job did not start", e);
    }
  }

  private static long lag(Admin admin, String group) {
    try {
      var committed =
          admin
              .listConsumerGroupOffsets(group)
              .partitionsToOffsetAndMetadata()
              .get(10, TimeUnit.SECONDS);
      long lag = committed.isEmpty() ? Long.MAX_VALUE : 0;
      for (var entry : committed.entrySet()) {
        var end = admin.listOffsets(Map.of(entry.getKey(), OffsetSpec.latest()));
        lag += end.partitionResult(entry.getKey()).get(10, TimeUnit.SECONDS).offset();
        lag -= entry.getValue().offset();
      }
      return lag;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<Path> newest(Path checkpoints) {
    try (Stream<Path> files = Files.walk(checkpoints)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .map(Path::getParent)
          .max(Comparator.comparingLong(folder -> number(Optional.of(folder))));
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static long number(Optional<Path> checkpoint) {
    return checkpoint
        .map(folder -> Long.parseLong(folder.getFileName().toString().substring("chk-".length())))
        .orElse(0L);
  }
}
