package playhouse.audience;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import playhouse.audience.truth.Row;

/** Whether what is true and what the events add up to are the same, value by value. */
final class Agreement {

  private static final double TOLERANCE = 1e-9;

  private Agreement() {}

  /** What only one side has, or both have otherwise, a few words each. */
  static List<String> faults(Map<String, Double> truth, Map<String, Double> counted) {
    Set<String> keys = new TreeSet<>(truth.keySet());
    keys.addAll(counted.keySet());
    List<String> faults = new ArrayList<>();
    for (String key : keys) {
      Double known = truth.get(key);
      Double found = counted.get(key);
      if (known == null
          || found == null
          || Math.abs(known - found) > TOLERANCE * Math.max(1, Math.abs(known))) {
        faults.add(key + ": in truth " + known + ", counted " + found);
      }
    }
    return faults;
  }

  /** What is true in a zone, its name left out. */
  static Map<String, Double> truth(Collection<Row> rows, ZoneId zone) {
    Map<String, Double> truth = new TreeMap<>();
    for (Row row : rows) {
      if (row.zone().equals(zone.getId())) {
        truth.put(row.key().substring(zone.getId().length() + 1), row.value());
      }
    }
    return truth;
  }
}
