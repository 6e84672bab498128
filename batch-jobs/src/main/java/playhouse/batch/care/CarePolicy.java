package playhouse.batch.care;

import java.time.Duration;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;

/**
 * How long things are kept.
 *
 * @param snapshots age up to which a snapshot is kept though nobody names it
 * @param fewest newest snapshots that are kept whatever their age
 * @param most snapshots of a table that are kept for their age alone; beyond an hour of age
 * @param tags how long a snapshot that a number or a model was computed from can be read again
 * @param orphans age from which a file that no table knows is left behind by somebody who died
 * @param rejects how long refused events are kept
 * @param minutes how long live values are kept minute by minute
 * @param runs how long runs of jobs and their lineage are kept
 * @param metadataBytes largest metadata file a table may have after care
 */
record CarePolicy(
    Duration snapshots,
    int fewest,
    int most,
    Duration tags,
    Duration orphans,
    Duration rejects,
    Duration minutes,
    Duration runs,
    int metadataBytes) {

  static CarePolicy of(Settings settings) {
    return new CarePolicy(
        Duration.ofHours(settings.number(Setting.CARE_SNAPSHOT_HOURS)),
        settings.number(Setting.CARE_FEWEST_SNAPSHOTS),
        settings.number(Setting.CARE_MOST_SNAPSHOTS),
        Duration.ofDays(settings.number(Setting.CARE_TAG_DAYS)),
        Duration.ofHours(settings.number(Setting.CARE_ORPHAN_HOURS)),
        Duration.ofDays(settings.number(Setting.CARE_REJECT_DAYS)),
        Duration.ofDays(settings.number(Setting.CARE_MINUTE_DAYS)),
        Duration.ofDays(settings.number(Setting.CARE_RUN_DAYS)),
        settings.number(Setting.CARE_METADATA_BYTES));
  }
}
