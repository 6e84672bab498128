package playhouse.audience.recount;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Something over something, by period and slice. */
final class Ratio {

  private final Sheet sheet;
  private final Map<String, Map<Instant, Map<String, double[]>>> sums = new TreeMap<>();

  Ratio(Sheet sheet) {
    this.sheet = sheet;
  }

  void add(List<String> grains, Instant moment, List<String> slices, double above, double below) {
    for (String grain : grains) {
      for (String by : slices) {
        double[] sum =
            sums.computeIfAbsent(grain, key -> new TreeMap<>())
                .computeIfAbsent(sheet.begin(grain, moment), key -> new TreeMap<>())
                .computeIfAbsent(by, key -> new double[2]);
        sum[0] += above;
        sum[1] += below;
      }
    }
  }

  void addWhole(List<String> grains, Instant moment, List<String> slices, long above, long below) {
    add(grains, moment, slices, (double) above, (double) below);
  }

  void put(String what) {
    put(what, 1);
  }

  void put(String what, double factor) {
    sums.forEach(
        (grain, periods) ->
            periods.forEach(
                (begin, slices) ->
                    slices.forEach(
                        (by, sum) -> {
                          if (sum[1] != 0) {
                            sheet.put(what, grain, begin, by, sum[0] / sum[1] * factor);
                          }
                        })));
  }
}
