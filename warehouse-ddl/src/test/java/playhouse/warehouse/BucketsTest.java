package playhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "99, 99",
    "100, 100",
    "101, 110",
    "110, 110",
    "991, 1000",
    "1000, 1000",
    "1001, 1100",
    "12345, 13000",
    "99001, 100000",
    "9900000, 9900000",
    "9900001, 10000000",
    "10000000, 10000000",
    "123456789, 10000000",
    "-5, 0"
  })
  void a_value_is_rounded_up_to_two_significant_digits(long value, long edge) {
    assertThat(Buckets.edge(value)).isEqualTo(edge);
  }

  @Test
  void edges_ascend_and_are_their_own_bucket() {
    assertThat(Buckets.edges().boxed().toList()).isSorted().doesNotHaveDuplicates().hasSize(551);
    assertThat(Buckets.edges()).allMatch(edge -> Buckets.edge(edge) == edge);
  }

  @Test
  void a_percentile_is_the_first_edge_that_enough_lie_at_or_below() {
    SortedMap<Long, Long> counts = new TreeMap<>(Map.of(10L, 1L, 20L, 1L, 30L, 2L));
    assertThat(Buckets.percentile(counts, 0.25)).hasValue(10);
    assertThat(Buckets.percentile(counts, 0.5)).hasValue(20);
    assertThat(Buckets.percentile(counts, 0.51)).hasValue(30);
    assertThat(Buckets.percentile(counts, 1)).hasValue(30);
    assertThat(Buckets.percentile(new TreeMap<>(), 0.5)).isEmpty();
  }
}
