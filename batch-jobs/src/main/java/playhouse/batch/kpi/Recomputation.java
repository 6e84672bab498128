package playhouse.batch.kpi;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.DayRange;
import playhouse.batch.Lake;
import playhouse.batch.Request;
import playhouse.warehouse.Grain;
import playhouse.warehouse.Kpi;

/**
 * The values of past days made again, each from the very snapshots, up to the very cut-off and by
 * the version that its row names, beside what is stored. Writes nothing.
 *
 * @param kpis the definitions
 */
public record Recomputation(Lake lake, List<Kpi> kpis, Request request) {
  private static final String TABLE = "mart.kpi_daily";

  /**
   * Compares.
   *
   * @param only id of a KPI; empty for all of them
   */
  public Recomputed of(DayRange days, Optional<String> only) {
    NavigableSet<String> gone = new TreeSet<>();
    List<Row> stored = new ArrayList<>();
    List<Row> again = new ArrayList<>();
    for (Map.Entry<Basis, List<Row>> each : byBasis(rows(days, only), gone).entrySet()) {
      List<Row> rows = reproducible(each.getValue(), gone);
      if (!rows.isEmpty()) {
        stored.addAll(rows);
        again.addAll(again(each.getKey(), rows));
      }
    }
    return new Recomputed(Recomputed.lines(stored), Recomputed.lines(again), gone);
  }

  private List<Row> rows(DayRange days, Optional<String> only) {
    Dataset<Row> rows = lake.table(TABLE).where(col("day").between(days.from(), days.to()));
    return only.map(id -> rows.where(col("kpi").equalTo(id))).orElse(rows).collectAsList();
  }

  private static Map<Basis, List<Row>> byBasis(List<Row> rows, NavigableSet<String> gone) {
    rows.stream()
        .filter(row -> !Basis.isNamed(row))
        .map(row -> row.getAs("kpi") + ": its rows do not name what they were made from")
        .forEach(gone::add);
    return rows.stream().filter(Basis::isNamed).collect(Collectors.groupingBy(Basis::of));
  }

  /** Those of which the definition and every snapshot are still there. */
  private List<Row> reproducible(List<Row> rows, NavigableSet<String> gone) {
    NavigableMap<String, List<Row>> byKpi = new TreeMap<>();
    rows.forEach(row -> byKpi.computeIfAbsent(row.getAs("kpi"), id -> new ArrayList<>()).add(row));
    List<Row> reproducible = new ArrayList<>();
    byKpi.forEach(
        (id, own) -> {
          List<String> why = missing(id, own);
          why.forEach(what -> gone.add(id + ": " + what));
          if (why.isEmpty()) {
            reproducible.addAll(own);
          }
        });
    return reproducible;
  }

  private List<String> missing(String id, List<Row> rows) {
    List<String> missing = new ArrayList<>();
    Optional<Kpi> kpi = defined(id);
    int version = rows.get(0).<Integer>getAs("version");
    if (kpi.isEmpty()) {
      missing.add("it is not defined any more");
    } else if (kpi.get().version() != version) {
      missing.add(
          "stored by version %d, defined by version %d".formatted(version, kpi.get().version()));
    }
    Basis.snapshots(rows)
        .forEach(
            (table, snapshot) -> {
              if (!lake.has(table) || lake.iceberg(table).snapshot(snapshot) == null) {
                missing.add("snapshot %d of %s has expired".formatted(snapshot, table));
              }
            });
    return missing;
  }

  private List<Row> again(Basis basis, List<Row> rows) {
    Map<String, Map<String, List<Row>>> byKpi =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.<String>getAs("kpi"),
                    TreeMap::new,
                    Collectors.groupingBy(row -> row.<String>getAs("grain"))));
    List<Due> due = new ArrayList<>();
    byKpi.forEach(
        (id, byGrain) ->
            byGrain.forEach(
                (grain, own) -> {
                  Kpi kpi = defined(id).orElseThrow();
                  due.add(new Due(kpi, List.of(Grain.of(grain)), zones(own)));
                }));
    Map<String, Long> snapshots = Basis.snapshots(rows);
    return new KpiDays(lake, request, due, basis.cutOff(), snapshots).computed().collectAsList();
  }

  private static List<ZoneDays> zones(List<Row> rows) {
    NavigableMap<String, NavigableSet<LocalDate>> days = new TreeMap<>();
    rows.forEach(
        row ->
            days.computeIfAbsent(row.getAs("zone"), zone -> new TreeSet<>())
                .add(row.<LocalDate>getAs("day")));
    List<ZoneDays> zones = new ArrayList<>();
    days.forEach((zone, own) -> zones.add(new ZoneDays(ZoneId.of(zone), own)));
    return zones;
  }

  private Optional<Kpi> defined(String id) {
    return kpis.stream().filter(kpi -> kpi.id().equals(id)).findFirst();
  }
}
