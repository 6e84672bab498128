package playhouse.serving.analytics.kpis;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.data.Record;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Parameters;
import playhouse.warehouse.Grain;
import playhouse.warehouse.Kpi;
import playhouse.warehouse.Measure;

/**
 * What somebody wants to know of a KPI.
 *
 * @param kpi its id
 * @param measures which of its numbers
 * @param zone whose calendar
 * @param grain length of the periods
 * @param from first local day on which a period may begin
 * @param to last one
 * @param by empty for the whole, {@code dimension=value} for a slice, {@code dimension} for all of
 *     its slices
 */
public record Question(
    String kpi,
    List<String> measures,
    String zone,
    Grain grain,
    LocalDate from,
    LocalDate to,
    String by) {
  private static final int MOST_DAYS = 1100;
  private static final int DAYS = 28;

  /** Reads a request's parameters; what there is not is refused with the names of what there is. */
  static Question of(Context http, Kpi kpi, List<ZoneId> zones, Clock clock) {
    String zone = zone(Parameters.text(http, "zone").orElse(zones.get(0).getId()), zones);
    Grain grain = Parameters.text(http, "grain").map(word -> grain(word, kpi)).orElse(usual(kpi));
    LocalDate to = Parameters.day(http, "to", LocalDate.now(clock.withZone(ZoneId.of(zone))));
    LocalDate from = Parameters.day(http, "from", to.minusDays(DAYS - 1));
    if (from.isAfter(to)) {
      throw Refusal.bad("from", "must not be after to");
    }
    if (ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
      throw Refusal.bad("from", "must be less than " + MOST_DAYS + " days before to");
    }
    String by = by(Parameters.text(http, "by").orElse(""), kpi);
    return new Question(kpi.id(), measures(http, kpi), zone, grain, from, to, by);
  }

  /** Whether a row's slice is asked for. */
  public boolean wants(String slice) {
    return isDimension() ? slice.startsWith(by + "=") : slice.equals(by);
  }

  /**
   * Whether a row of the table of values is part of the answer; of before there were other grains,
   * days.
   */
  boolean isAbout(Record row) {
    LocalDate day = (LocalDate) row.getField("day");
    Object told = row.getField("grain");
    return kpi.equals(row.getField("kpi"))
        && zone.equals(row.getField("zone"))
        && grain.word().equals(told == null ? Grain.DAY.word() : told)
        && wants((String) row.getField("by"))
        && !day.isBefore(from)
        && !day.isAfter(to)
        && (measures.isEmpty() || measures.contains((String) row.getField("measure")));
  }

  /** Whether all slices of a dimension are asked for. */
  boolean isDimension() {
    return !by.isEmpty() && by.indexOf('=') < 0;
  }

  /** A zone that values are kept in. */
  public static String zone(String zone, List<ZoneId> zones) {
    Set<String> names = zones.stream().map(ZoneId::getId).collect(Collectors.toSet());
    if (!names.contains(zone)) {
      throw Refusal.bad("zone", "must be one of " + named(names));
    }
    return zone;
  }

  /** A grain of a KPI. */
  public static Grain grain(String word, Kpi kpi) {
    return kpi.grains().stream()
        .filter(grain -> grain.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.bad(
                    "grain",
                    "must be one of " + named(kpi.grains().stream().map(Grain::word).toList())));
  }

  /** The grain of a KPI where none is named: its days, or the first it has. */
  public static Grain usual(Kpi kpi) {
    return kpi.grains().contains(Grain.DAY) ? Grain.DAY : kpi.grains().get(0);
  }

  /** A slice or dimension of a KPI. */
  public static String by(String by, Kpi kpi) {
    String dimension = by.split("=", 2)[0];
    if (!by.isEmpty() && !kpi.dimensions().contains(dimension)) {
      String there =
          kpi.dimensions().isEmpty()
              ? "must not be given: " + kpi.id() + " has no dimensions"
              : "must name one of " + named(kpi.dimensions());
      throw Refusal.bad("by", there);
    }
    return by;
  }

  /** A measure of a KPI. */
  public static String measure(String name, Kpi kpi) {
    List<String> names = kpi.measures().stream().map(Measure::name).toList();
    if (!names.contains(name)) {
      throw Refusal.bad("measure", "must be one of " + named(names));
    }
    return name;
  }

  private static List<String> measures(Context http, Kpi kpi) {
    return Parameters.text(http, "measure").stream()
        .flatMap(text -> Arrays.stream(text.split(",")))
        .map(name -> measure(name.strip(), kpi))
        .distinct()
        .sorted()
        .toList();
  }

  private static String named(Collection<String> names) {
    return names.stream().sorted().collect(Collectors.joining(", "));
  }
}
