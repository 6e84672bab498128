package playhouse.serving.analytics.adreports;

import static org.apache.iceberg.expressions.Expressions.equal;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import playhouse.contracts.ads.AdCount;
import playhouse.serving.advertising.reports.ClosedDays;
import playhouse.serving.advertising.reports.ReportRow;
import playhouse.serving.analytics.lake.LakeCatalog;
import playhouse.serving.analytics.lake.LakeRows;
import playhouse.serving.analytics.lake.LakeTable;

/** {@code mart.ad_reports}, read from its newest snapshot if that was made after the day. */
public final class LakeAdReports implements ClosedDays {
  private final LakeTable reports;

  /** Of that lake. */
  public LakeAdReports(LakeCatalog lake, Clock clock) {
    reports = new LakeTable(lake, clock, "mart.ad_reports");
  }

  @Override
  public Optional<List<ReportRow>> of(LocalDate day) {
    Table table = reports.table();
    Snapshot snapshot = table.currentSnapshot();
    Instant over = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    if (snapshot == null || Instant.ofEpochMilli(snapshot.timestampMillis()).isBefore(over)) {
      return Optional.empty();
    }
    List<ReportRow> rows = new ArrayList<>();
    LakeRows.read(
        table,
        snapshot.snapshotId(),
        equal("day", day.toString()),
        table.schema().columns().stream().map(Types.NestedField::name).toList(),
        row -> rows.add(row(row)));
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows);
  }

  private static ReportRow row(Record row) {
    long[] counts = new long[AdCount.SIZE];
    for (AdCount count : AdCount.values()) {
      Object value = row.getField(count.name().toLowerCase(Locale.ROOT));
      counts[count.at()] = value == null ? 0 : (Long) value;
    }
    ByteBuffer people = ((ByteBuffer) row.getField("people_sketch")).duplicate();
    byte[] sketch = new byte[people.remaining()];
    people.get(sketch);
    return new ReportRow(
        ((OffsetDateTime) row.getField("hour")).toInstant(),
        (String) row.getField("placement"),
        (String) row.getField("advertiser"),
        (String) row.getField("line_item"),
        (String) row.getField("creative"),
        (String) row.getField("currency"),
        counts,
        sketch);
  }
}
