package playhouse.batch.kpi;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.Comet;
import playhouse.batch.DayRange;
import playhouse.batch.Lake;
import playhouse.warehouse.Kpi;

/**
 * What selects of KPIs read: each core table as it was at one snapshot, looked up once; days and
 * periods in memory, for every select wants them.
 *
 * @param names of the views
 * @param inMemory what is to be let go in the end
 */
record Views(Lake lake, List<String> names, List<Dataset<Row>> inMemory) implements AutoCloseable {
  private static final String PERIODS = "core.periods";

  /** Tables that only say what a day is, and the column that says when. */
  static final Map<String, String> CALENDAR =
      Map.of(
          PERIODS,
          "quarter_no",
          "core.days",
          "day_no",
          "core.utc_days",
          "day_no",
          "core.trailing_days",
          "day_no");

  /** No select looks further around its days for one that trails it. */
  private static final int DAYS_AROUND = 95;

  /** Terms and licences may have begun any time before. */
  private static final Set<String> DAYS = Set.of("core.days", "core.utc_days");

  private static final int QUARTERS = 96;

  /** What the selects of these KPIs read for periods that lie in a stretch of days. */
  static Views of(Lake lake, List<Kpi> kpis, Map<String, Long> snapshots, DayRange days) {
    NavigableSet<String> tables = new TreeSet<>();
    kpis.forEach(kpi -> tables.addAll(kpi.tables()));
    int around = kpis.stream().mapToInt(Kpi::daysAround).max().orElse(0);
    Views views = new Views(lake, new ArrayList<>(), new ArrayList<>());
    for (String table : tables) {
      Long snapshot = snapshots.get(table);
      if (CALENDAR.containsKey(table)) {
        views.keep(table, days, table.equals(PERIODS) ? around : DAYS_AROUND);
      } else {
        // A table without a snapshot was empty then, whatever has come into it since.
        views.add(
            table, snapshot == null ? lake.table(table).limit(0) : lake.table(table, snapshot));
      }
    }
    return views;
  }

  /** The select, reading the views. */
  String in(String select) {
    return Kpi.reading(select, Views::name);
  }

  private static String name(String table) {
    return table.replace('.', '_');
  }

  private void keep(String table, DayRange days, int around) {
    Column when = col(CALENDAR.get(table));
    int scale = table.equals(PERIODS) ? QUARTERS : 1;
    Column wanted = when.lt(no(days.to().plusDays(1 + around), scale));
    if (!DAYS.contains(table)) {
      wanted = wanted.and(when.geq(no(days.from().minusDays(around), scale)));
    }
    Dataset<Row> rows = lake.table(table).where(wanted);
    // Native code reads a file as soon as memory, and joins only what it has read itself.
    if (!Comet.enabled(lake.spark())) {
      inMemory.add(rows.persist());
    }
    add(table, rows);
  }

  private static int no(LocalDate day, int scale) {
    return (int) day.toEpochDay() * scale;
  }

  private void add(String table, Dataset<Row> rows) {
    rows.createOrReplaceTempView(name(table));
    names.add(name(table));
  }

  @Override
  public void close() {
    names.forEach(lake.spark().catalog()::dropTempView);
    inMemory.forEach(Dataset::unpersist);
  }
}
