package playhouse.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KpiCheckTest {
  private static final Value.Key DAU =
      new Value.Key("K2.2", "dau", "UTC", "day", "2026-11-20", "", "");

  private static final Value.Key NEXT_DAY =
      new Value.Key("K2.2", "dau", "UTC", "day", "2026-11-21", "", "");

  @Test
  void sumsMustAgreeExactlyAndRatiosToOnePartInABillion() {
    Value third = value("1", "3", 1 / 3.0);
    assertThat(third.agrees(value("1.000000", "3", 0.333333333333))).isTrue();
    assertThat(third.agrees(value("1", "3", 0.33333333))).isFalse();
    assertThat(third.agrees(value("1.000001", "3", 1 / 3.0))).isFalse();
    assertThat(third.agrees(new Value(null, null, 1 / 3.0))).isTrue();
  }

  @Test
  void aValueThatIsMissingOrUnheardOfIsAFaultUnlessItIsEmpty() {
    Value seven = new Value(null, null, 7.0);
    Value empty = new Value(null, null, null);
    assertThat(new KpiCheck(Map.of(DAU, seven), Map.of(DAU, seven)).faults()).isEmpty();
    assertThat(new KpiCheck(Map.of(), Map.of(DAU, seven)).faults())
        .singleElement()
        .asString()
        .startsWith("K2.2 dau all day 2026-11-20 UTC: missing");
    assertThat(new KpiCheck(Map.of(DAU, seven, NEXT_DAY, seven), Map.of(NEXT_DAY, seven)).faults())
        .singleElement()
        .asString()
        .contains("the audience knows nothing of it");
    assertThat(new KpiCheck(Map.of(), Map.of(DAU, empty)).faults()).isEmpty();
    assertThat(new KpiCheck(Map.of(DAU, empty), Map.of()).faults()).isEmpty();
    assertThat(new KpiCheck(Map.of(DAU, seven), Map.of()).faults())
        .as("a number that the audience knows nothing of at all")
        .isEmpty();
  }

  private static Value value(String numerator, String denominator, double value) {
    return new Value(new BigDecimal(numerator), new BigDecimal(denominator), value);
  }
}
