package playhouse.serving.personalisation.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import playhouse.serving.personalisation.recommend.Exploration.Placed;

class ExplorationTest {
  private static final int DRAWS = 40_000;

  @Test
  void everyTitleIsInEveryPlaceAsOftenAsItsPropensitySays() {
    SplittableRandom sizes = new SplittableRandom(7);
    for (int round = 0; round < 6; round++) {
      int limit = 1 + sizes.nextInt(45);
      int there = limit + sizes.nextInt(60);
      List<Integer> ordered = IntStream.range(0, there).boxed().toList();
      Map<String, Integer> times = new HashMap<>();
      Map<String, Double> said = new HashMap<>();
      for (int seed = 0; seed < DRAWS; seed++) {
        List<Placed<Integer>> placed =
            Exploration.place(ordered, limit, Optional.of(new SplittableRandom(seed)));
        for (int place = 0; place < placed.size(); place++) {
          String at = placed.get(place).what() + " in " + place;
          times.merge(at, 1, Integer::sum);
          Double before = said.put(at, placed.get(place).propensity());
          assertThat(before).isIn(null, placed.get(place).propensity());
        }
      }
      for (Map.Entry<String, Double> each : said.entrySet()) {
        double share = (double) times.getOrDefault(each.getKey(), 0) / DRAWS;
        double error = Math.sqrt(each.getValue() * (1 - each.getValue()) / DRAWS);
        assertThat(share)
            .as("%s of %s for %s: %s", each.getKey(), there, limit, each.getValue())
            .isCloseTo(each.getValue(), within(5 * error + 1e-9));
      }
    }
  }

  @Test
  void theListIsFullAndNothingIsInItTwice() {
    for (int there = 0; there < 70; there++) {
      for (int limit = 1; limit < 40; limit++) {
        List<Integer> ordered = IntStream.range(0, there).boxed().toList();
        List<Integer> placed =
            Exploration.place(ordered, limit, Optional.of(new SplittableRandom(there))).stream()
                .map(Placed::what)
                .toList();
        assertThat(placed).hasSize(Math.min(there, limit));
        assertThat(new HashSet<>(placed)).hasSameSizeAs(placed);
      }
    }
  }

  @Test
  void withoutDiceTheBestComeInTheirOrder() {
    List<Placed<String>> placed = Exploration.place(List.of("a", "b", "c"), 2, Optional.empty());
    assertThat(placed).containsExactly(new Placed<>("a", 1), new Placed<>("b", 1));
  }
}
