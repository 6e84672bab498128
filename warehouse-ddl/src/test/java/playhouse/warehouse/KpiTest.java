package playhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KpiTest {
  @Test
  void each_kpi_is_there_once() {
    assertThat(Kpi.all())
        .extracting(Kpi::id)
        .containsExactly(
            "K1.3", "K2.1", "K2.2", "K3.1", "K3.4", "K4.1", "K4.4", "K5.2", "K5.3", "K6.1", "K6.2",
            "K10.2");
  }

  @ParameterizedTest
  @MethodSource("playhouse.warehouse.Kpi#all")
  void a_select_is_filled_completely_and_answers_what_the_measures_read(Kpi kpi) {
    String select = kpi.select(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-02"));
    assertThat(select).doesNotContain("${").doesNotContain(";").startsWith("SELECT");
    assertThat(kpi.measures()).isNotEmpty();
    assertThat(kpi.measures())
        .flatExtracting(Measure::columns)
        .allSatisfy(column -> assertThat(select).contains(" AS " + column));
    assertThat(kpi.tables()).isNotEmpty();
  }

  @Test
  void quarter_hours_cover_the_days_in_every_zone() {
    Kpi kpi = Kpi.all().get(0);
    String select = kpi.select(LocalDate.ofEpochDay(100), LocalDate.ofEpochDay(100));
    assertThat(select).contains("p.quarter_no >= 9544 ", "p.quarter_no < 9744");
  }
}
