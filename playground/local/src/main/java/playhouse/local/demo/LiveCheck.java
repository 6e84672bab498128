package playhouse.local.demo;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.LiveKpi;
import playhouse.local.process.Await;
import playhouse.warehouse.Grain;
import playhouse.warehouse.Kpi;

/**
 * The values that are told live, of today and yesterday, beside the audience's truth.
 *
 * @param live what the topic of live values holds
 * @param truth what the audience knows of the same periods
 */
public record LiveCheck(Map<Value.Key, Value> live, Map<Value.Key, Value> truth) {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /**
   * Reads the topic until all of it agrees with the truth, as the last changes are on their way; or
   * for a few minutes, and then as it is.
   */
  public static LiveCheck settled(String kafka, Map<Value.Key, Value> truth) {
    LiveCheck[] last = {read(kafka, truth)};
    Await.until(
        LIMIT,
        () -> {
          last[0] = read(kafka, truth);
          return last[0].size() > 0 && last[0].faults().isEmpty();
        });
    return last[0];
  }

  private static LiveCheck read(String kafka, Map<Value.Key, Value> truth) {
    Map<String, LiveKpi> newest = new HashMap<>();
    new TopicState(kafka, Topics.LIVE_KPIS)
        .read(
            record -> {
              String key = new String(record.key(), StandardCharsets.UTF_8);
              if (record.value() == null) {
                newest.remove(key);
              } else {
                newest.put(key, Wire.decode(LiveKpi.class, record.value()));
              }
            });
    Instant now = Instant.now();
    Map<Value.Key, Value> live = new HashMap<>();
    newest
        .values()
        .forEach(
            told -> {
              if (recent(day(told), told.getZone(), now)) {
                live.put(key(told), value(told));
              }
            });
    Map<Value.Key, Value> known = new HashMap<>();
    Set<String> measures = measures();
    truth.forEach(
        (key, value) -> {
          if (measures.contains(key.id() + "." + key.measure() + "." + key.grain())
              && recent(LocalDate.parse(key.day()), key.zone(), now)) {
            known.put(key, value);
          }
        });
    return new LiveCheck(live, known);
  }

  /** How many values of the audience were looked for. */
  public int size() {
    return truth.size();
  }

  /** What differs, in words; a value that only one side has counts unless it is empty. */
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    truth.forEach(
        (key, known) -> {
          Value told = live.get(key);
          if (told == null ? known.value() != null : !told.agrees(known)) {
            faults.add(
                "live " + key + ": " + (told == null ? "missing" : told) + ", in truth " + known);
          }
        });
    Set<String> ids = new HashSet<>();
    truth.keySet().forEach(key -> ids.add(key.id()));
    live.forEach(
        (key, told) -> {
          boolean says = told.value() != null && told.value() != 0;
          if (says && ids.contains(key.id()) && !truth.containsKey(key)) {
            faults.add("live " + key + ": " + told + ", the audience knows nothing of it");
          }
        });
    faults.sort(null);
    return faults;
  }

  /** Each as {@code id.measure.grain}. */
  private static Set<String> measures() {
    Set<String> measures = new HashSet<>();
    for (Kpi kpi : Kpi.all()) {
      for (String measure : kpi.live()) {
        for (Grain grain : List.of(Grain.HOUR, Grain.DAY)) {
          if (kpi.grains().contains(grain)) {
            measures.add(kpi.id() + "." + measure + "." + grain.word());
          }
        }
      }
    }
    return measures;
  }

  /** Today or yesterday. */
  private static boolean recent(LocalDate day, String zone, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneId.of(zone));
    return day.equals(today) || day.equals(today.minusDays(1));
  }

  private static LocalDate day(LiveKpi told) {
    return LocalDate.ofInstant(told.getStarted(), ZoneId.of(told.getZone()));
  }

  private static Value.Key key(LiveKpi told) {
    return new Value.Key(
        told.getKpi(),
        told.getMeasure(),
        told.getZone(),
        told.getGrain(),
        day(told).toString(),
        told.getGrain().equals(Grain.HOUR.word()) ? told.getStarted().toString() : "",
        told.getBy());
  }

  private static Value value(LiveKpi told) {
    return new Value(sum(told.getNumerator()), sum(told.getDenominator()), told.getValue());
  }

  /** As the batch stores it. */
  private static @Nullable BigDecimal sum(@Nullable String text) {
    return text == null ? null : new BigDecimal(text).setScale(6, java.math.RoundingMode.HALF_UP);
  }
}
