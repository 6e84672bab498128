package playhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KpiTest {
  private static final Pattern PERIODS = Pattern.compile("core\\.periods (\\w)");
  private static final Instant LAST = Instant.parse("2026-11-02T10:00:00Z");

  @Test
  void each_kpi_is_there_once() {
    List<String> ids = new ArrayList<>();
    IntStream.rangeClosed(1, 12)
        .forEach(group -> IntStream.rangeClosed(1, 4).forEach(n -> ids.add("K" + group + "." + n)));
    assertThat(Kpi.all()).extracting(Kpi::id).containsExactlyElementsOf(ids);
  }

  @ParameterizedTest
  @MethodSource("playhouse.warehouse.Kpi#all")
  void a_select_is_filled_completely_and_answers_what_the_measures_read(Kpi kpi) {
    String select =
        kpi.select(
            kpi.grains(), LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-02"), LAST);
    assertThat(select).doesNotContain("${").doesNotContain(";").startsWith("SELECT");
    assertThat(kpi.measures()).isNotEmpty();
    assertThat(kpi.measures())
        .flatExtracting(Measure::columns)
        .allSatisfy(column -> assertThat(select).contains(" AS " + column));
    assertThat(kpi.tables()).isNotEmpty();
    assertThat(kpi.measures()).extracting(Measure::name).containsAll(kpi.live());
  }

  @Test
  void quarter_hours_cover_the_days_in_every_zone() {
    String select = select("K1.3", Grain.DAY, 100);
    assertThat(select).contains("p.quarter_no >= 9544 ", "p.quarter_no < 9744");
  }

  @ParameterizedTest
  @MethodSource("playhouse.warehouse.Kpi#all")
  void a_select_looks_for_periods_no_further_than_it_tells(Kpi kpi) {
    PERIODS
        .matcher(kpi.text())
        .results()
        .collect(Collectors.groupingBy(found -> found.group(1), Collectors.counting()))
        .forEach(
            (periods, times) ->
                assertThat(bounds(periods).matcher(kpi.text()).results().count())
                    .as("bounds of core.periods %s in %s", periods, kpi.id())
                    .isGreaterThanOrEqualTo(times));
  }

  private static Pattern bounds(String periods) {
    String at = "\\b" + periods + "\\.(quarter|period)_no ";
    return Pattern.compile(at + ">= \\$\\{from_quarter_no}.*" + at + "< \\$\\{until_quarter_no}");
  }

  @Test
  void how_far_a_select_looks_is_told_in_days() {
    assertThat(defined("K1.3").daysAround()).isEqualTo(1);
    assertThat(defined("K2.2").daysAround()).isEqualTo(28);
    assertThat(defined("K3.2").daysAround()).isEqualTo(92);
  }

  @Test
  void a_month_is_covered_to_its_end() {
    assertThat(select("K2.1", Grain.MONTH, 0)).contains("r.quarter_no < " + (31 * 96 + 48));
  }

  @Test
  void a_definition_made_of_another_holds_its_select() {
    assertThat(defined("K9.3").parts()).extracting(Kpi::id).containsExactly("K4.4", "K9.1");
    assertThat(defined("K9.3").tables()).contains("core.payments", "core.licences");
    assertThat(select("K4.2", Grain.MONTH, 0))
        .contains("core.utc_days c", "AND m.grain IN ('month')");
  }

  private static String select(String id, Grain grain, long day) {
    LocalDate from = LocalDate.ofEpochDay(day);
    return defined(id).select(List.of(grain), from, from, LAST);
  }

  private static Kpi defined(String id) {
    return Kpi.all().stream().filter(kpi -> kpi.id().equals(id)).findFirst().orElseThrow();
  }
}
