package playhouse.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixSumsTest {
  private static final int TITLES = 12;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20261122})
  void theSumsAreThoseOfAllPlacesOneByOne(long seed) {
    Random random = new Random(seed);
    Parameters parameters = new Parameters(0.3, 1, 5, 0.4, 99, 99, 9, 0, 0, 0);
    List<List<Taken>> people = new ArrayList<>();
    for (int person = 0; person < 30; person++) {
      List<Taken> history = new ArrayList<>();
      for (int i = random.nextInt(12); i >= 0; i--) {
        String title = "" + (char) ('a' + random.nextInt(TITLES));
        history.add(new Taken(title, People.START, random.nextFloat()));
      }
      people.add(history);
    }
    Histories histories = People.histories(people);
    int size = histories.titles().size();
    PrefixSums sums = new PrefixSums(size, parameters);
    sums.add(histories, IntStream.range(0, size).toArray());

    double[][] gram = new double[size][size];
    double[][] targets = new double[size][size];
    for (List<Taken> history : people) {
      addPlaces(history, histories.titles(), parameters, gram, targets);
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        if (j <= i) {
          assertThat(sums.gram[i * size + j])
              .as("seed %d", seed)
              .isCloseTo(gram[i][j], within(1e-5));
        }
        assertThat((double) sums.targets[j * size + i]).isCloseTo(targets[i][j], within(1e-4));
      }
    }
  }

  private static void addPlaces(
      List<Taken> history,
      List<String> titles,
      Parameters parameters,
      double[][] gram,
      double[][] targets) {
    for (int place = 1; place < history.size(); place++) {
      double[] before = new double[titles.size()];
      for (int from = Math.max(0, place - parameters.window()); from < place; from++) {
        Taken taken = history.get(from);
        before[titles.indexOf(taken.title())] +=
            parameters.care(taken.strength()) * Math.exp(-parameters.decay() * (place - 1 - from));
      }
      int target = titles.indexOf(history.get(place).title());
      for (int i = 0; i < before.length; i++) {
        targets[i][target] += before[i];
        for (int j = 0; j < before.length; j++) {
          gram[i][j] += before[i] * before[j];
        }
      }
    }
  }
}
