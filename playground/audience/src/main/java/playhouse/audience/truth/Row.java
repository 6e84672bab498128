package playhouse.audience.truth;

import java.util.Locale;

/**
 * One true value.
 *
 * @param kpi such as K1.3
 * @param measure which number of the KPI
 * @param zone whose days
 * @param day yyyy-mm-dd
 * @param by empty, or {@code key=value}
 * @param numerator exact sum as a decimal; empty where there is none
 * @param denominator exact sum as a decimal; empty where there is none
 * @param value the value
 */
public record Row(
    String kpi,
    String measure,
    String zone,
    String day,
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
    text(json.append(','), "day", day);
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

  private static void text(StringBuilder json, String name, String value) {
    json.append('"').append(name).append("\":\"").append(value).append('"');
  }
}
