package playhouse.batch.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import playhouse.warehouse.Kpi;

class ToldTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  private final Kpi first = Kpi.all().get(0);
  private final Kpi second = Kpi.all().get(1);

  @Test
  void what_was_told_is_known_though_it_may_have_left_no_row() {
    Told told = new Told(Told.all(List.of(first), List.of(ZoneOffset.UTC)));
    assertThat(told.knows(first, ZoneOffset.UTC)).isTrue();
    assertThat(told.knows(second, ZoneOffset.UTC)).isFalse();
    assertThat(told.knows(first, SHANGHAI)).isFalse();
  }

  @Test
  void a_definition_is_known_by_its_version() {
    String key = Told.all(List.of(first), List.of(SHANGHAI)).keySet().iterator().next();
    assertThat(new Told(Map.of(key, first.version() - 1L)).knows(first, SHANGHAI)).isFalse();
    assertThat(new Told(Map.of(key, (long) first.version())).knows(first, SHANGHAI)).isTrue();
  }

  @Test
  void before_the_first_run_nothing_is_known() {
    assertThat(new Told(Map.of("core.plays", 1L)).knows(first, ZoneOffset.UTC)).isFalse();
  }
}
