package playhouse.batch.quality;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import playhouse.warehouse.QualityCheck;

/**
 * A row of {@code ops.quality}: how a table did in a check on a day.
 *
 * @param checked rows looked at
 * @param failed rows that do not pass; empty for a check of the day as a whole
 * @param value what was measured
 * @param passed empty where there was too little to judge by
 */
record Verdict(
    LocalDate day,
    QualityCheck check,
    long checked,
    Optional<Long> failed,
    double value,
    Optional<Double> low,
    Optional<Double> high,
    Optional<Boolean> passed,
    long snapshot) {

  /** Of a check of rows. */
  static Verdict ofRows(
      LocalDate day, QualityCheck check, long checked, long failed, long snapshot) {
    double share = checked == 0 ? 1 : 1 - (double) failed / checked;
    return new Verdict(
        day,
        check,
        checked,
        Optional.of(failed),
        share,
        Optional.of(1.0),
        Optional.empty(),
        Optional.of(failed == 0),
        snapshot);
  }

  boolean isFailure() {
    return passed.isPresent() && !passed.get();
  }

  /** What makes it the same verdict again. */
  Key key() {
    return new Key(day, check.table(), check.rule());
  }

  /** Which check, of which day. */
  record Key(LocalDate day, String table, String rule) {}

  /** In the order of the table's columns. */
  Row row(String runId, Instant now) {
    return RowFactory.create(
        day,
        check.table(),
        check.rule(),
        check.kind().text(),
        checked,
        failed.orElse(null),
        value,
        low.orElse(null),
        high.orElse(null),
        passed.orElse(null),
        snapshot,
        runId,
        now);
  }
}
