package playhouse.serving.analytics.kpis;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.data.Record;

/**
 * One value of a KPI as the batch told it.
 *
 * @param started first instant of the period
 * @param day its first local day
 * @param by slice; empty for the whole
 * @param measure which number
 * @param value what is shown
 * @param numerator exact sum that is divided, or the count itself
 * @param denominator exact sum that it is divided by
 * @param version of the definition
 * @param runId run that computed it
 * @param snapshots of the core tables it was computed from
 * @param cutOff start of the last quarter hour whose facts were there
 * @param computedAt when
 */
public record Point(
    Instant started,
    LocalDate day,
    String by,
    String measure,
    Optional<Double> value,
    Optional<BigDecimal> numerator,
    Optional<BigDecimal> denominator,
    int version,
    String runId,
    String snapshots,
    Optional<Instant> cutOff,
    Optional<Instant> computedAt)
    implements Comparable<Point> {

  /** Columns that it is read from and found by. */
  static final List<String> COLUMNS =
      List.of(
          "started",
          "day",
          "by",
          "measure",
          "value",
          "numerator",
          "denominator",
          "version",
          "run_id",
          "snapshots",
          "cut_off",
          "computed_at",
          "zone",
          "kpi",
          "grain");

  private static final Comparator<Point> ORDER =
      Comparator.comparing(Point::started).thenComparing(Point::measure).thenComparing(Point::by);

  /** Reads a row; one of before there were other grains begins with its day. */
  static Point of(Record row) {
    LocalDate day = (LocalDate) row.getField("day");
    return new Point(
        instant(row, "started")
            .orElseGet(
                () -> day.atStartOfDay(ZoneId.of((String) row.getField("zone"))).toInstant()),
        day,
        text(row, "by"),
        text(row, "measure"),
        Optional.ofNullable((Double) row.getField("value")),
        Optional.ofNullable((BigDecimal) row.getField("numerator")),
        Optional.ofNullable((BigDecimal) row.getField("denominator")),
        (Integer) row.getField("version"),
        text(row, "run_id"),
        text(row, "snapshots"),
        instant(row, "cut_off"),
        instant(row, "computed_at"));
  }

  @Override
  public int compareTo(Point other) {
    return ORDER.compare(this, other);
  }

  private static String text(Record row, String column) {
    Object value = row.getField(column);
    return value == null ? "" : value.toString();
  }

  private static Optional<Instant> instant(Record row, String column) {
    return Optional.ofNullable((OffsetDateTime) row.getField(column))
        .map(OffsetDateTime::toInstant);
  }
}
