package playhouse.batch.kpi;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.warehouse.Kpi;

/**
 * Which zones and which versions of definitions the table of KPIs holds values of.
 *
 * @param zones ids of zones
 * @param versions by id of the KPI
 */
record Told(Set<String> zones, Map<String, Set<Integer>> versions) {

  /** Looks at days up to the last with facts: later ones are not told anew any more. */
  static Told in(Dataset<Row> values, Instant last) {
    Told told = new Told(new HashSet<>(), new HashMap<>());
    values
        .where(col("day").leq(lit(LocalDate.ofInstant(last, ZoneOffset.UTC))))
        .select("zone", "kpi", "version")
        .distinct()
        .collectAsList()
        .forEach(row -> told.add(row.getString(0), row.getString(1), row.getInt(2)));
    return told;
  }

  private void add(String zone, String kpi, int version) {
    zones.add(zone);
    versions.computeIfAbsent(kpi, unknown -> new HashSet<>()).add(version);
  }

  /** Whether the zone has a history, and none of the KPI's values is of another version. */
  boolean knows(Kpi kpi, ZoneId zone) {
    return zones.contains(zone.getId())
        && Set.of(kpi.version()).containsAll(versions.getOrDefault(kpi.id(), Set.of()));
  }
}
