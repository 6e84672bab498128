package playhouse.streaming.lake;

import java.io.Serializable;
import java.time.Clock;
import java.util.UUID;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.streaming.lake.table.LakeSettings;

/**
 * What the lake writer's operators must know; travels to the workers.
 *
 * @param lake where the tables are
 * @param brokers of Kafka
 * @param group consumer group whose lag is what is not yet in the lake
 * @param folder for files beside the checkpoints, as a URI
 * @param retainedCheckpoints how many Flink keeps
 * @param freshLineage id for the chain of checkpoints, should one begin
 * @param clock tells when rows are loaded
 */
record LakePlan(
    LakeSettings lake,
    String brokers,
    String group,
    String folder,
    int retainedCheckpoints,
    String freshLineage,
    Clock clock)
    implements Serializable {

  static LakePlan of(Settings settings, int retainedCheckpoints, Clock clock) {
    return new LakePlan(
        LakeSettings.of(settings),
        settings.get(Setting.KAFKA),
        LakeWriterJob.NAME,
        settings.get(Setting.CHECKPOINTS) + "/" + LakeWriterJob.NAME + "-files",
        retainedCheckpoints,
        UUID.randomUUID().toString(),
        clock);
  }
}
