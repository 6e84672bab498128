package playhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasureTest {
  private final Totals totals = new Totals();

  @Test
  void a_count_is_its_sum_in_its_unit() {
    add("ads_micros", 1_500_000);
    add("ads_micros", 250_000);
    Amount amount = Measure.parse("ads = ads_micros").of(totals).orElseThrow();
    assertThat(amount.value()).contains(1.75);
    assertThat(amount.numerator()).contains(new BigDecimal("1.750000"));
    assertThat(amount.denominator()).isEmpty();
  }

  @Test
  void a_ratio_keeps_what_it_divides_and_divides_last() {
    add("revenue_micros", 2_000_000);
    add("impressions", 3);
    Amount amount =
        Measure.parse("ecpm = 1000 * revenue_micros / impressions").of(totals).orElseThrow();
    assertThat(amount.numerator().orElseThrow()).isEqualByComparingTo("2");
    assertThat(amount.denominator().orElseThrow()).isEqualByComparingTo("3");
    assertThat(amount.value()).contains(2000.0 / 3);
  }

  @Test
  void a_denominator_may_be_kept_in_larger_units() {
    add("stalls", 3);
    add("played_millis", 7_200_000);
    Amount amount =
        Measure.parse("per_hour = stalls / (played_millis / 3600)").of(totals).orElseThrow();
    assertThat(amount.denominator().orElseThrow()).isEqualByComparingTo("2");
    assertThat(amount.value()).contains(1.5);
  }

  @Test
  void a_ratio_over_nothing_is_null_not_zero() {
    add("clicked", 0);
    add("impressions", 0);
    assertThat(Measure.parse("ctr = clicked / impressions").of(totals).orElseThrow().value())
        .isEmpty();
  }

  @Test
  void a_slice_without_the_sum_lacks_the_measure() {
    add("impressions", 7);
    assertThat(Measure.parse("rpm = 1000 * revenue_micros / plays").of(totals)).isEmpty();
    assertThat(Measure.parse("p50 = percentile(0.5, plays, edge)").of(totals)).isEmpty();
  }

  @Test
  void a_percentile_is_read_from_the_edges() {
    totals.add("median", 42_000, 1);
    totals.add("median", 50_000, 0);
    totals.add("median", 60_000, 1);
    Amount amount =
        Measure.parse("median = percentile(0.5, people, edge_millis)").of(totals).orElseThrow();
    assertThat(amount.value()).contains(42.0);
    assertThat(amount.numerator()).isEqualTo(Optional.empty());
    assertThat(amount.denominator()).contains(new BigDecimal(2));
  }

  @Test
  void sums_are_added_up_before_they_divide() {
    add("margin_micros", 5_000_000);
    add("spend_micros", 2_000_000);
    Amount amount =
        Measure.parse("roi = (margin_micros - spend_micros) / spend_micros")
            .of(totals)
            .orElseThrow();
    assertThat(amount.numerator().orElseThrow()).isEqualByComparingTo("3");
    assertThat(amount.value()).contains(1.5);
    assertThat(
            Measure.parse("total = margin_micros + spend_micros * 2")
                .of(totals)
                .orElseThrow()
                .value())
        .contains(9.0);
  }

  @Test
  void a_quotient_within_that_has_nothing_to_divide_by_leaves_the_value_null() {
    add("revenue", 7);
    add("people", 0);
    add("days", 0);
    assertThat(Measure.parse("arpu = revenue / (people / days)").of(totals).orElseThrow().value())
        .isEmpty();
  }

  @Test
  void the_interval_of_a_share_is_wilsons() {
    add("satisfied", 8);
    add("answers", 10);
    assertThat(value("low = lower(satisfied, answers)")).isCloseTo(0.4901625, within(1e-6));
    assertThat(value("high = upper(satisfied, answers)")).isCloseTo(0.9433178, within(1e-6));
  }

  @Test
  void the_interval_of_a_difference_lies_evenly_around_it() {
    add("promoters", 50);
    add("detractors", 20);
    add("answers", 100);
    assertThat(value("low = lower(promoters, detractors, answers)"))
        .isCloseTo(14.6931, within(1e-3));
    assertThat(value("high = upper(promoters, detractors, answers)"))
        .isCloseTo(45.3069, within(1e-3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "x = ", "x = a +", "x = (a", "x = a b", "x = 1.5 * a", "x = A / b"})
  void what_is_no_measure_is_refused(String line) {
    assertThatThrownBy(() -> Measure.parse(line)).isInstanceOf(IllegalArgumentException.class);
  }

  private double value(String line) {
    return Measure.parse(line).of(totals).flatMap(Amount::value).orElseThrow();
  }

  private void add(String column, long value) {
    totals.add(column, BigDecimal.valueOf(value));
  }
}
