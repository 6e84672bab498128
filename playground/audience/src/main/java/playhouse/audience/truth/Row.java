package playhouse.audience.truth;

import java.time.Instant;
import java.util.Locale;

/**
 * One true value. A run's truth file holds one a line, as JSON:
 *
 * <pre>{"kpi":"K5.1","measure":"fill","zone":"UTC","grain":"hour","day":"2026-11-21",
 * "started":"2026-11-21T13:00:00Z","by":"placement=pre-roll","numerator":5,"denominator":6,
 * "value":0.8333333333333334}</pre>
 *
 * <p>Two rows differ in kpi, measure, zone, grain, started or by. Counts of the whole are there for
 * every period between the first and the last day known, those of slices where they are not 0; a
 * ratio over nothing has no row.
 *
 * @param kpi such as K1.3
 * @param measure which number of the KPI
 * @param zone whose days
 * @param grain how long the period is
 * @param day local date on which the period begins, yyyy-mm-dd
 * @param started moment at which it begins
 * @param by empty, or {@code key=value}
 * @param numerator exact sum as a decimal; empty where there is none
 * @param denominator exact sum as a decimal; empty where there is none
 * @param value the value
 */
public record Row(
    String kpi,
    String measure,
    String zone,
    Grain grain,
    String day,
    Instant started,
    String by,
    String numerator,
    String denominator,
    double value) {

  /** The row as one line of JSON. */
  public String json() {
    StringBuilder json = new StringBuilder(200);
    text(json.append('{'), "kpi", kpi);
    text(json.append(','), "measure", measure);
    text(json.append(','), "zone", zone);
    text(json.append(','), "grain", grain.word());
    text(json.append(','), "day", day);
    text(json.append(','), "started", started.toString());
    text(json.append(','), "by", by);
    if (!numerator.isEmpty()) {
      json.append(",\"numerator\":").append(numerator);
    }
    if (!denominator.isEmpty()) {
      json.append(",\"denominator\":").append(denominator);
    }
    return json.append(",\"value\":").append(value).append('}').toString();
  }

  /** A value counted in millionths, as a decimal. */
  static String units(long micros) {
    String sign = micros < 0 ? "-" : "";
    long whole = Math.abs(micros / 1_000_000);
    return sign + whole + String.format(Locale.ROOT, ".%06d", Math.abs(micros % 1_000_000));
  }

  /** What tells it from every other row. */
  public String key() {
    return String.join(" ", zone, kpi, measure, grain.word(), started.toString(), by);
  }

  private static void text(StringBuilder json, String name, String value) {
    json.append('"').append(name).append("\":\"").append(value).append('"');
  }
}
