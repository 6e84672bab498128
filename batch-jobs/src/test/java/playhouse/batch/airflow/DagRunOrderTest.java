package playhouse.batch.airflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DagRunOrderTest {
  private static final Optional<Instant> DATE = Optional.of(Instant.parse("2026-01-05T00:00:00Z"));

  @Test
  void the_same_order_is_the_same_run_and_another_is_another() {
    String id = DagRunOrder.of("nightly", DATE, Map.of("a", 1, "b", 2), "").runId();
    assertThat(id).startsWith("playhouse__2026-01-05T00:00:00Z__");
    assertThat(DagRunOrder.of("nightly", DATE, new TreeMap<>(Map.of("b", 2, "a", 1)), "n").runId())
        .as("the order of its fields and its note are no part of what it asks for")
        .isEqualTo(id);
    assertThat(DagRunOrder.of("nightly", DATE, Map.of("a", 1), "").runId()).isNotEqualTo(id);
    assertThat(DagRunOrder.of("other", DATE, Map.of("a", 1, "b", 2), "").runId()).isNotEqualTo(id);
    assertThat(DagRunOrder.of("nightly", Optional.empty(), Map.of(), "").named("mine").runId())
        .isEqualTo("playhouse__mine");
  }

  @Test
  void the_date_stands_in_the_body_even_where_there_is_none() {
    assertThat(DagRunOrder.of("nightly", Optional.empty(), Map.of(), "").body())
        .containsOnlyKeys("dag_run_id", "logical_date", "conf")
        .containsEntry("logical_date", null);
  }
}
