package playhouse.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A KPI's value, by the house or by the audience.
 *
 * @param numerator exact; null where the KPI has none
 * @param denominator exact; null where the KPI has none
 * @param value what they come to; null where there is nothing to divide by
 */
public record Value(
    @Nullable BigDecimal numerator, @Nullable BigDecimal denominator, @Nullable Double value) {
  /** Where nothing is told. */
  public static final Value NONE = new Value(null, null, null);

  private static final double RATIO_TOLERANCE = 1e-9;

  /**
   * Whose value it is.
   *
   * @param grain length of the period
   * @param day local day on which the period begins
   * @param started of an hour: the instant at which it begins; else empty
   */
  public record Key(
      String id, String measure, String zone, String grain, String day, String started, String by) {

    /** Reads a line of values. */
    public static Key of(JsonNode row) {
      boolean hour = row.path("grain").asText().equals("hour");
      return new Key(
          text(row, "kpi"),
          text(row, "measure"),
          text(row, "zone"),
          text(row, "grain"),
          text(row, "day"),
          hour ? text(row, "started") : "",
          text(row, "by"));
    }

    /** Hundreds of thousands of keys are held at once, and their words are few. */
    private static String text(JsonNode row, String field) {
      return row.path(field).asText().intern();
    }

    /** Which period, in words that no other has. */
    public String period() {
      return String.join(" ", zone, grain, day, started);
    }

    @Override
    public String toString() {
      String period = started.isEmpty() ? day : started;
      return String.join(" ", id, measure, by.isEmpty() ? "all" : by, grain, period, zone);
    }
  }

  /** Reads a line of values. */
  public static Value of(JsonNode row) {
    return new Value(
        row.hasNonNull("numerator") ? row.get("numerator").decimalValue() : null,
        row.hasNonNull("denominator") ? row.get("denominator").decimalValue() : null,
        row.hasNonNull("value") ? (Double) row.get("value").doubleValue() : null);
  }

  /** Sums must agree exactly where both tell them, what is divided to one part in 10⁹. */
  public boolean agrees(Value truth) {
    return exact(numerator, truth.numerator)
        && exact(denominator, truth.denominator)
        && near(value, truth.value);
  }

  /** Such as {@code 90.5/2 = 45.25}. */
  @Override
  public String toString() {
    String sum = numerator == null ? "" : numerator.stripTrailingZeros().toPlainString();
    if (denominator != null) {
      sum += "/" + denominator.stripTrailingZeros().toPlainString();
    }
    String told = value == null ? "nothing" : value.toString();
    return sum.isEmpty() ? told : sum + " = " + told;
  }

  private static boolean exact(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    return one == null || other == null || one.compareTo(other) == 0;
  }

  private static boolean near(@Nullable Double one, @Nullable Double other) {
    if (one == null || other == null) {
      return Objects.equals(one, other);
    }
    return Math.abs(one - other) <= RATIO_TOLERANCE * Math.max(1, Math.abs(other));
  }
}
