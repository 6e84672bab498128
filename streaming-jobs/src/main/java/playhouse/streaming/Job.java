package playhouse.streaming;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.contracts.Topics;
import playhouse.streaming.ads.AdReportsJob;
import playhouse.streaming.experiments.ExperimentsJob;
import playhouse.streaming.kpi.LiveKpisJob;
import playhouse.streaming.lake.LakeWriterJob;
import playhouse.streaming.lake.table.Lane;
import playhouse.streaming.live.LiveFeaturesJob;

/**
 * A streaming job that can be started by name.
 *
 * @param name its name, which is also the consumer group whose lag says how far it is
 * @param layout names the shape of its state: a job of another layout starts anew; empty if it
 *     never changed
 * @param flow between what it lies
 * @param rest least time between its checkpoints, however fresh the lake is to be
 * @param definition puts its topology into an environment
 */
record Job(
    String name,
    Function<Settings, String> layout,
    Flow flow,
    Duration rest,
    BiConsumer<StreamExecutionEnvironment, Settings> definition) {

  /**
   * What a job reads and writes.
   *
   * @param from topics that it reads
   * @param to topics that it writes
   * @param tables of the lake that it writes
   */
  record Flow(List<String> from, List<String> to, List<String> tables) {}

  /** Every job there is. */
  static final List<Job> ALL =
      List.of(
          new Job(
              LakeWriterJob.NAME,
              Job::neverChanged,
              new Flow(
                  Lane.ALL.stream().map(Lane::topic).toList(),
                  List.of(),
                  Lane.ALL.stream().map(lane -> lane.table().toString()).toList()),
              Duration.ZERO,
              LakeWriterJob::define),
          new Job(
              LiveFeaturesJob.GROUP,
              Job::neverChanged,
              new Flow(LiveFeaturesJob.SOURCES, List.of(Topics.LIVE_FEATURES), List.of()),
              Duration.ZERO,
              (env, settings) -> LiveFeaturesJob.install(env, settings.get(Setting.KAFKA))),
          new Job(
              ExperimentsJob.GROUP,
              Job::neverChanged,
              new Flow(ExperimentsJob.SOURCES, List.of(Topics.EXPERIMENTS), List.of()),
              Duration.ZERO,
              (env, settings) -> ExperimentsJob.install(env, settings.get(Setting.KAFKA))),
          new Job(
              AdReportsJob.GROUP,
              Job::neverChanged,
              new Flow(AdReportsJob.SOURCES, List.of(Topics.AD_REPORTS), List.of()),
              Duration.ZERO,
              (env, settings) -> AdReportsJob.install(env, settings.get(Setting.KAFKA))),
          new Job(
              LiveKpisJob.NAME,
              LiveKpisJob::layout,
              new Flow(
                  LiveKpisJob.sources(), List.of(Topics.LIVE_KPIS), List.of(LiveKpisJob.TABLE)),
              LiveKpisJob.REST,
              LiveKpisJob::define));

  private static String neverChanged(Settings settings) {
    return "";
  }
}
