package playhouse.local.verify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import playhouse.local.access.Role;
import playhouse.local.demo.Value;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Progress;
import playhouse.local.sql.Trino;
import playhouse.local.stack.House;
import playhouse.local.stack.Stack;
import playhouse.warehouse.Amount;
import playhouse.warehouse.Grain;
import playhouse.warehouse.Kpi;
import playhouse.warehouse.Measure;
import playhouse.warehouse.Totals;

/** Every KPI asked of Trino, over the core tables and with the same text as everywhere. */
record SqlValues(House house, Progress progress, Stack stack) {
  private static final List<String> PLACE = List.of("zone", "grain", "period_no", "slice");
  private static final long QUARTER_SECONDS = 900;
  private static final int STORED_SCALE = 6;

  /** Which slice of which period. */
  private record Slice(String zone, String grain, int periodNo, String by) {}

  /**
   * What Trino answers beside what the batch has told, for all periods that both know.
   *
   * @param otherwise true if its definition of a completion is to be another
   */
  Check check(Map<Value.Key, Value> batch, boolean otherwise) {
    Trino trino = new Trino(house, progress);
    if (!trino.up(stack)) {
      return Check.of("SQL = batch", 0, List.of("there is no Java for Trino"));
    }
    NavigableSet<String> days =
        batch.keySet().stream().map(Value.Key::day).collect(Collectors.toCollection(TreeSet::new));
    LocalDate from = LocalDate.parse(days.first());
    LocalDate to = LocalDate.parse(days.last());
    List<String> faults = new ArrayList<>();
    long compared = 0;
    try (Connection connection = trino.connect(Role.SERVICE);
        Statement statement = connection.createStatement()) {
      statement.execute("USE lake.core");
      Instant last = last(statement);
      for (Kpi kpi : Kpi.all()) {
        Progress.Step step = progress.begin("sql");
        String select = kpi.select(kpi.grains(), from, to, last);
        Map<Value.Key, Value> asked =
            asked(
                statement,
                kpi,
                otherwise
                    ? select.replace("p.qualified = TRUE", "p.distinct_millis >= 0")
                    : select);
        Map<Value.Key, Value> told = new HashMap<>();
        batch.forEach(
            (key, value) -> {
              if (key.id().equals(kpi.id())) {
                told.put(key, value);
              }
            });
        asked.keySet().retainAll(ofPeriods(asked.keySet(), told.keySet()));
        List<String> differ = new ArrayList<>(KpiParity.same("", told, asked).faults());
        differ.addAll(KpiParity.same("", asked, told).faults());
        compared += told.size();
        faults.addAll(differ);
        step.done(kpi.id() + " " + told.size() + " values, " + differ.size() + " differ");
      }
    } catch (SQLException e) {
      throw new LocalFailure("Trino: " + e.getMessage(), e);
    }
    return Check.of("SQL = batch", compared, faults);
  }

  /** Those of some keys that are of the periods of others. */
  private static Set<Value.Key> ofPeriods(Set<Value.Key> keys, Set<Value.Key> others) {
    Set<String> periods = others.stream().map(Value.Key::period).collect(Collectors.toSet());
    return keys.stream().filter(key -> periods.contains(key.period())).collect(Collectors.toSet());
  }

  /** How far the facts reach, as the batch has noted it. */
  private static Instant last(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT CAST(TO_UNIXTIME(MAX(cut_off)) AS BIGINT) FROM lake.mart.kpi_daily")) {
      row.next();
      return Instant.ofEpochSecond(row.getLong(1));
    }
  }

  private static Map<Value.Key, Value> asked(Statement statement, Kpi kpi, String select)
      throws SQLException {
    Map<Slice, Totals> slices = new HashMap<>();
    try (ResultSet rows = statement.executeQuery(select)) {
      List<String> columns = columns(rows.getMetaData());
      while (rows.next()) {
        if (rows.getString("slice") != null) {
          Slice slice =
              new Slice(
                  rows.getString("zone"),
                  rows.getString("grain"),
                  rows.getInt("period_no"),
                  rows.getString("slice"));
          List<@Nullable Object> values = new ArrayList<>();
          for (String column : columns) {
            values.add(rows.getObject(column));
          }
          slices.computeIfAbsent(slice, s -> new Totals()).add(kpi.measures(), columns, values);
        }
      }
    }
    Map<Value.Key, Value> values = new HashMap<>();
    slices.forEach(
        (slice, totals) -> {
          for (Measure measure : kpi.measures()) {
            measure
                .of(totals)
                .ifPresent(amount -> values.put(key(kpi, measure, slice), value(amount)));
          }
        });
    return values;
  }

  private static List<String> columns(ResultSetMetaData meta) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      if (!PLACE.contains(meta.getColumnLabel(i))) {
        columns.add(meta.getColumnLabel(i));
      }
    }
    return columns;
  }

  private static Value.Key key(Kpi kpi, Measure measure, Slice slice) {
    Instant started = Instant.ofEpochSecond(slice.periodNo() * QUARTER_SECONDS);
    LocalDate day = LocalDate.ofInstant(started, ZoneId.of(slice.zone()));
    return new Value.Key(
        kpi.id(),
        measure.name(),
        slice.zone(),
        slice.grain(),
        day.toString(),
        slice.grain().equals(Grain.HOUR.word()) ? started.toString() : "",
        slice.by());
  }

  private static Value value(Amount amount) {
    return new Value(
        amount.numerator().map(SqlValues::stored).orElse(null),
        amount.denominator().map(SqlValues::stored).orElse(null),
        amount.value().orElse(null));
  }

  private static BigDecimal stored(BigDecimal sum) {
    return sum.setScale(STORED_SCALE, RoundingMode.HALF_UP);
  }
}
