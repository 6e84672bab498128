package playhouse.streaming;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.streaming.kpi.LiveKpisJob;
import playhouse.streaming.lake.LakeWriterJob;
import playhouse.streaming.live.LiveFeaturesJob;

/**
 * A streaming job that can be started by name.
 *
 * @param name its name, which is also the consumer group whose lag says how far it is
 * @param layout names the shape of its state: a job of another layout starts anew; empty if it
 *     never changed
 * @param rest least time between its checkpoints, however fresh the lake is to be
 * @param definition puts its topology into an environment
 */
record Job(
    String name,
    Function<Settings, String> layout,
    Duration rest,
    BiConsumer<StreamExecutionEnvironment, Settings> definition) {

  /** Every job there is. */
  static final List<Job> ALL =
      List.of(
          new Job(LakeWriterJob.NAME, Job::neverChanged, Duration.ZERO, LakeWriterJob::define),
          new Job(
              LiveFeaturesJob.GROUP,
              Job::neverChanged,
              Duration.ZERO,
              (env, settings) -> LiveFeaturesJob.install(env, settings.get(Setting.KAFKA))),
          new Job(LiveKpisJob.NAME, LiveKpisJob::layout, LiveKpisJob.REST, LiveKpisJob::define));

  private static String neverChanged(Settings settings) {
    return "";
  }
}
