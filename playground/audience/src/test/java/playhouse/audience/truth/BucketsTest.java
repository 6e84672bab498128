package playhouse.audience.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketsTest {

  private static List<Long> published() {
    List<Long> edges = new ArrayList<>();
    for (long edge = 0; edge < 10; edge++) {
      edges.add(edge);
    }
    for (long step = 1; step <= 100_000; step *= 10) {
      for (long digits = 10; digits <= 99; digits++) {
        edges.add(digits * step);
      }
    }
    edges.add(10_000_000L);
    return edges;
  }

  @Test
  void theEdgesAreThePublishedOnes() {
    List<Long> edges = published();
    for (int i = 0; i < edges.size(); i++) {
      assertThat(Buckets.edge(i)).isEqualTo(edges.get(i));
    }
  }

  @Test
  void aValueFallsIntoTheSmallestEdgeThatIsNotBelowIt() {
    List<Long> edges = published();
    for (long value = 0; value < 120_000; value += 7) {
      long wanted = value;
      long smallest = edges.stream().filter(edge -> edge >= wanted).findFirst().orElseThrow();
      assertThat(Buckets.edge(Buckets.index(value))).as("%d", value).isEqualTo(smallest);
    }
    assertThat(Buckets.edge(Buckets.index(9_900_001))).isEqualTo(10_000_000);
    assertThat(Buckets.edge(Buckets.index(Long.MAX_VALUE / 4))).isEqualTo(10_000_000);
  }

  @Test
  void aPercentileIsTheSmallestEdgeThatEnoughValuesReach() {
    Histogram histogram = new Histogram();
    for (int i = 1; i <= 10; i++) {
      histogram.add(i * 101L);
    }
    assertThat(histogram.percentile(50)).isEqualTo(510);
    assertThat(histogram.percentile(51)).isEqualTo(610);
    assertThat(histogram.percentile(99)).isEqualTo(1100);
  }
}
