package playhouse.local.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * What the night's checks of the tables found: nothing, since what the simulated platform says is
 * clean, and what it says badly on purpose is refused at the door.
 *
 * @param faults in words
 */
record QualityCheck(List<String> faults) {
  private static final String FAILED =
      """
      select table_name, rule, count(*) as days, cast(min(day) as string) as first
      from ops.quality where not passed group by table_name, rule order by table_name, rule
      """;

  /** Reads the verdicts of all days. */
  static QualityCheck read(Spark spark) {
    List<String> faults = new ArrayList<>();
    spark.select(
        FAILED,
        row ->
            faults.add(
                "quality: %s, %s, on %d days, the first %s"
                    .formatted(
                        row.path("table_name").asText(),
                        row.path("rule").asText(),
                        row.path("days").asLong(),
                        row.path("first").asText())));
    return new QualityCheck(faults);
  }
}
