package playhouse.local.demo;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import playhouse.local.process.LocalFailure;

/**
 * Every KPI value of the house beside the audience's truth.
 *
 * @param house what {@code mart.kpi_daily} holds
 * @param truth what the audience knows
 */
public record KpiCheck(Map<Value.Key, Value> house, Map<Value.Key, Value> truth) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /** One line of the report. */
  record Compared(
      String id,
      String measure,
      String by,
      String zone,
      String grain,
      String day,
      String started,
      @Nullable Double value,
      @Nullable Double truth) {}

  /** Reads both sides for the days that the audience knows. */
  public static KpiCheck read(Path truthFile, Spark spark) {
    Map<Value.Key, Value> truth = new HashMap<>();
    try (Stream<String> lines = Files.lines(truthFile)) {
      lines.map(KpiCheck::json).forEach(row -> truth.put(Value.Key.of(row), Value.of(row)));
    } catch (IOException e) {
      throw new LocalFailure("cannot read the truth in " + truthFile + ": " + e.getMessage(), e);
    }
    String first = truth.keySet().stream().map(Value.Key::day).min(String::compareTo).orElse("");
    String last = truth.keySet().stream().map(Value.Key::day).max(String::compareTo).orElse("");
    Map<Value.Key, Value> house = new HashMap<>();
    spark.select(
        "select kpi, measure, zone, grain, cast(day as string) as day,"
            + " date_format(started, \"yyyy-MM-dd'T'HH:mm:ss'Z'\") as started,"
            + " `by`, numerator, denominator, value from mart.kpi_daily where day between date '%s' and date '%s'"
                .formatted(first, last),
        row -> house.put(Value.Key.of(row), Value.of(row)));
    return new KpiCheck(house, truth);
  }

  /** How many values were compared. */
  public int size() {
    return truth.size();
  }

  /** What differs, in words; a value that only one side has counts unless it is empty. */
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    truth.forEach(
        (key, true_) -> {
          Value ours = house.get(key);
          if (ours == null ? true_.value() != null : !ours.agrees(true_)) {
            faults.add(key + ": " + (ours == null ? "missing" : ours) + ", in truth " + true_);
          }
        });
    // Live, only the house knows what it recommended.
    Set<String> known = truth.keySet().stream().map(Value.Key::id).collect(Collectors.toSet());
    house.forEach(
        (key, ours) -> {
          boolean told = ours.value() != null && ours.value() != 0;
          if (told && known.contains(key.id()) && !truth.containsKey(key)) {
            faults.add(key + ": " + ours + ", the audience knows nothing of it");
          }
        });
    faults.sort(null);
    return faults;
  }

  /** What demo.json shows. */
  List<Compared> compared() {
    Optional<String> last = truth.keySet().stream().map(Value.Key::day).max(String::compareTo);
    return truth.keySet().stream()
        .filter(key -> shown(key, last))
        .sorted(java.util.Comparator.comparing(Value.Key::toString))
        .map(this::compared)
        .toList();
  }

  /** Hours and breakdowns only of the last day: there are many. */
  private static boolean shown(Value.Key key, Optional<String> last) {
    return (key.by().isEmpty() && key.started().isEmpty()) || last.equals(Optional.of(key.day()));
  }

  private Compared compared(Value.Key key) {
    Value ours = house.get(key);
    Value known = truth.get(key);
    return new Compared(
        key.id(),
        key.measure(),
        key.by(),
        key.zone(),
        key.grain(),
        key.day(),
        key.started(),
        ours == null ? null : ours.value(),
        known == null ? null : known.value());
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new LocalFailure("a line of the truth is no JSON: " + line, e);
    }
  }
}
