package playhouse.local.verify;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import playhouse.contracts.Family;
import playhouse.local.demo.Spark;
import playhouse.local.demo.Value;
import playhouse.warehouse.DictionaryEntry;
import playhouse.warehouse.Grain;
import playhouse.warehouse.Kpi;

/**
 * The events that came into the lake after values were told, by the raw table they are in and when
 * they happened: whatever of those values is another later must be so because of some of them.
 */
final class LateEvents {
  private static final int SHOWN = 3;
  private final Map<String, NavigableMap<Instant, List<String>>> byTable = new HashMap<>();
  private final Map<String, Kpi> kpis =
      Kpi.all().stream().collect(Collectors.toMap(Kpi::id, kpi -> kpi));
  private final Map<String, NavigableSet<String>> sources = new HashMap<>();
  private final Map<Span, Optional<String>> known = new HashMap<>();

  /** Where to look: slices of a period have the same. */
  private record Span(NavigableSet<String> tables, String what, Instant from, Instant until) {}

  /** Those that the lake's writer put there from a moment on. */
  static LateEvents loadedSince(Instant since, Spark spark) {
    LateEvents events = new LateEvents();
    String all =
        Arrays.stream(Family.values())
            .map(
                family ->
                    "select 'raw.%1$s' as place, type, id, unix_millis(occurred) as at from raw.%1$s where loaded >= timestamp_millis(%2$d)"
                        .formatted(family.topic(), since.toEpochMilli()))
            .collect(Collectors.joining(" union all "));
    spark.select(
        all,
        row ->
            events.add(
                row.get("place").asText(),
                Instant.ofEpochMilli(row.get("at").asLong()),
                row.get("type").asText() + " " + row.get("id").asText()));
    return events;
  }

  void add(String table, Instant occurred, String name) {
    known.clear();
    byTable
        .computeIfAbsent(table, t -> new TreeMap<>())
        .computeIfAbsent(occurred, at -> new ArrayList<>(1))
        .add(name);
  }

  /**
   * Why a value is another than it was: events of what it is made of, of its period or of days from
   * which it reaches into that; or, where there are none, of cases that had begun in it and went
   * on. Empty if there are none either.
   */
  Optional<String> explain(Value.Key key) {
    Kpi kpi = kpis.get(key.id());
    if (kpi == null) {
      return Optional.empty();
    }
    Grain grain = Grain.of(key.grain());
    ZoneId zone = ZoneId.of(key.zone());
    LocalDate first = LocalDate.parse(key.day());
    LocalDate earliest =
        kpi.reach().after().isPresent()
            ? first.minusDays(kpi.reach().after().getAsInt())
            : LocalDate.EPOCH;
    // What happens just before midnight may move a session, and with it a play, to the day before.
    Instant from = earliest.minusDays(1).atStartOfDay(zone).toInstant();
    LocalDate last = grain.last(first).plusDays(kpi.reach().before());
    Instant until = last.plusDays(1).atStartOfDay(zone).toInstant();
    NavigableSet<String> tables =
        sources.computeIfAbsent(kpi.id(), id -> DictionaryEntry.raw(kpi.tables()));
    return found(new Span(tables, "of its days", from, until))
        .or(() -> found(new Span(tables, "of cases that went on", until, Instant.MAX)));
  }

  private Optional<String> found(Span span) {
    return known.computeIfAbsent(span, this::look);
  }

  private Optional<String> look(Span span) {
    int count = 0;
    List<String> shown = new ArrayList<>();
    for (String table : span.tables()) {
      for (Map.Entry<Instant, List<String>> at :
          byTable
              .getOrDefault(table, new TreeMap<>())
              .subMap(span.from(), true, span.until(), false)
              .entrySet()) {
        count += at.getValue().size();
        if (shown.size() < SHOWN) {
          shown.add(at.getValue().get(0) + " at " + at.getKey().truncatedTo(ChronoUnit.SECONDS));
        }
      }
    }
    return count == 0
        ? Optional.empty()
        : Optional.of(
            "%d late event%s %s: %s%s"
                .formatted(
                    count,
                    count == 1 ? "" : "s",
                    span.what(),
                    String.join(", ", shown),
                    count > shown.size() ? ", …" : ""));
  }
}
