package playhouse.streaming;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;

/** A whole Flink cluster in this process, with Flink's own web pages and REST interface. */
final class EmbeddedCluster implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCluster.class);
  private static final int NETWORK_MB = 160;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Settings settings;
  private final MiniCluster cluster;
  private final List<Running> jobs = new CopyOnWriteArrayList<>();

  private record Running(JobID id, JobLineage lineage) {}

  private EmbeddedCluster(Settings settings, MiniCluster cluster) {
    this.settings = settings;
    this.cluster = cluster;
  }

  /** Starts it, on the port of the settings. */
  static EmbeddedCluster start(Settings settings) throws Exception {
    Configuration conf = new Configuration();
    String address = settings.get(Setting.BIND);
    conf.set(RestOptions.ADDRESS, address);
    conf.set(RestOptions.BIND_ADDRESS, address);
    conf.set(RestOptions.BIND_PORT, settings.get(Setting.FLINK_PORT));
    conf.set(RestOptions.PORT, settings.number(Setting.FLINK_PORT));
    // Whoever reaches the port, or a page open in the same browser, must not run or end a job.
    conf.set(WebOptions.SUBMIT_ENABLE, false);
    conf.set(WebOptions.CANCEL_ENABLE, false);
    conf.set(
        WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN,
        "http://127.0.0.1:" + settings.get(Setting.FLINK_PORT));
    conf.set(JobManagerOptions.ADDRESS, address);
    conf.set(SecurityOptions.DELEGATION_TOKENS_ENABLED, false);
    // The queries of the live KPIs are a hundred small tasks, each with buffers of its own.
    conf.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(NETWORK_MB));
    conf.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(NETWORK_MB));
    conf.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(conf)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(Job.ALL.size())
                .build());
    cluster.start();
    return new EmbeddedCluster(settings, cluster);
  }

  /** Submits a job, from its newest checkpoint if it has one; the answer is its end. */
  CompletableFuture<JobResult> submit(Job job) throws Exception {
    StreamExecutionEnvironment env =
        new StreamExecutionEnvironment(JobSettings.embedded(job, settings));
    job.definition().accept(env, settings);
    JobGraph graph =
        env.getStreamGraph().getJobGraph(EmbeddedCluster.class.getClassLoader(), id(job));
    restorePath(job)
        .ifPresent(
            path ->
                graph.setSavepointRestoreSettings(
                    SavepointRestoreSettings.forPath(path, false, RecoveryClaimMode.CLAIM)));
    cluster.submitJob(graph).get();
    JobLineage lineage = new JobLineage(settings, job);
    lineage.started();
    jobs.add(new Running(graph.getJobID(), lineage));
    return cluster
        .requestJobResult(graph.getJobID())
        .whenComplete((result, failure) -> told(lineage, result, failure));
  }

  /** Of an end that nobody asked for. */
  private static void told(
      JobLineage lineage, @Nullable JobResult result, @Nullable Throwable failure) {
    if (failure != null) {
      lineage.failed(failure.toString());
    } else if (result != null) {
      result.getSerializedThrowable().ifPresent(why -> lineage.failed(String.valueOf(why)));
    }
  }

  private Optional<String> restorePath(Job job) throws IOException {
    Checkpoints checkpoints = new Checkpoints(JobSettings.checkpoints(job, settings));
    checkpoints.prune();
    if (!job.layout().apply(settings).isEmpty()) {
      checkpoints.forgetOthers(job.name());
    }
    Optional<String> newest = checkpoints.newest();
    LOG.info("{} starts from {}", job.name(), newest.orElse("nothing"));
    return newest;
  }

  /** Always the same for a job, so that its checkpoints stay in one folder. */
  private static JobID id(Job job) {
    UUID id = UUID.nameUUIDFromBytes(job.name().getBytes(StandardCharsets.UTF_8));
    return new JobID(id.getLeastSignificantBits(), id.getMostSignificantBits());
  }

  /** Stops everything; the newest checkpoints stay. */
  @Override
  public void close() {
    try {
      for (Running job : jobs) {
        cluster.cancelJob(job.id()).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        cluster.requestJobResult(job.id()).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        job.lineage().stopped();
      }
      cluster.closeAsync().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the embedded cluster did not stop in good order", e);
    }
  }
}
