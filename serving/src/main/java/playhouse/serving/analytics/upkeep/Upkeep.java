package playhouse.serving.analytics.upkeep;

import java.util.List;
import java.util.Optional;

/**
 * How the house does.
 *
 * @param tables as each looked when it was last cared for
 * @param arrivals the families' tables, each as its newest commit left it
 * @param rejects of the last days, by day, family and reason
 * @param runs of batch jobs, newest first
 * @param models versions that serve or wait, newest first
 * @param health what was last measured of each model
 * @param checks of quality that did not pass on their newest day
 */
public record Upkeep(
    List<Kept> tables,
    List<Arrival> arrivals,
    List<Refused> rejects,
    List<Ran> runs,
    List<Model> models,
    List<Health> health,
    List<Check> checks) {

  /** A table after care. */
  public record Kept(
      String table,
      String caredAt,
      long files,
      long snapshots,
      long tags,
      long metadataBytes,
      String broken) {}

  /**
   * What the newest commit of a family's table brought.
   *
   * @param added rows in it
   * @param rows in all
   */
  public record Arrival(String table, String committedAt, long added, long rows, long files) {}

  /** Events that were refused. */
  public record Refused(String day, String family, String reason, long count) {}

  /** A job that ran. */
  public record Ran(
      String run,
      String job,
      String startedAt,
      String finishedAt,
      String status,
      long writtenRows,
      String detail) {}

  /** A version of a model. */
  public record Model(String name, String version, String stage, String since, String reason) {}

  /** What was measured of a model. */
  public record Health(
      String day,
      String model,
      String version,
      String measure,
      String subject,
      Optional<Double> value,
      Optional<Double> high,
      Optional<Boolean> passed) {}

  /** A check that did not pass. */
  public record Check(String day, String table, String rule, long checked, long failed) {}
}
