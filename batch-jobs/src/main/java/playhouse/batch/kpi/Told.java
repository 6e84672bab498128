package playhouse.batch.kpi;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import playhouse.warehouse.Kpi;

/**
 * Which definitions the last complete run followed in which zones: of those the table of KPIs holds
 * the history. The table itself cannot tell, for a ratio of nothing leaves no row in it.
 *
 * @param inputs what the run wrote down, among it the version of each definition in each zone
 */
record Told(Map<String, Long> inputs) {

  /** What a run that told all of it writes down. */
  static Map<String, Long> all(List<Kpi> kpis, List<ZoneId> zones) {
    Map<String, Long> versions = new TreeMap<>();
    for (Kpi kpi : kpis) {
      for (Kpi part : kpi.whole()) {
        zones.forEach(zone -> versions.put(key(part, zone), (long) part.version()));
      }
    }
    return versions;
  }

  /** Whether the zone has the history of the KPI, by these versions of all it is made of. */
  boolean knows(Kpi kpi, ZoneId zone) {
    return kpi.whole().stream()
        .allMatch(part -> inputs.getOrDefault(key(part, zone), 0L) == part.version());
  }

  /** No name of a table has a space in it. */
  private static String key(Kpi kpi, ZoneId zone) {
    return kpi.id() + " " + zone.getId();
  }
}
