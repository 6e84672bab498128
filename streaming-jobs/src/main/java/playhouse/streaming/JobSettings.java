package playhouse.streaming;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;

/** What Flink must be told about a job: checkpoints, restarts, no reflection. */
final class JobSettings {

  private static final int RETAINED_CHECKPOINTS = 2;

  private JobSettings() {}

  /** Folder of a job's checkpoints, as a URI. */
  static String checkpoints(Job job, Settings settings) {
    String layout = job.layout().apply(settings);
    String folder = layout.isEmpty() ? job.name() : job.name() + "-" + layout;
    return settings.get(Setting.CHECKPOINTS) + "/" + folder;
  }

  /** Flink's configuration for the job. */
  static Configuration of(Job job, Settings settings) {
    Duration wanted = Duration.ofSeconds(settings.number(Setting.CHECKPOINT_SECONDS));
    Configuration conf = new Configuration();
    conf.set(PipelineOptions.NAME, job.name());
    conf.set(PipelineOptions.GENERIC_TYPES, false);
    conf.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    conf.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    conf.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints(job, settings));
    conf.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL,
        job.rest().compareTo(wanted) > 0 ? job.rest() : wanted);
    conf.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, Duration.ofMillis(200));
    conf.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(10));
    conf.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, RETAINED_CHECKPOINTS);
    conf.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    conf.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    conf.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
    conf.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(2));
    return conf;
  }

  /** The same for the embedded cluster, where nobody else says how wide a job runs. */
  static Configuration embedded(Job job, Settings settings) {
    Configuration conf = of(job, settings);
    conf.set(CoreOptions.DEFAULT_PARALLELISM, 1);
    return conf;
  }
}
