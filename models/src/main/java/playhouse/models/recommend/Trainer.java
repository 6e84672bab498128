package playhouse.models.recommend;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Learns a recommender from histories: for each catalogue the closed-form linear next-title model W
 * = (SᵀS + λI)⁻¹SᵀT over its most taken titles, and likeness and popularity for all titles.
 */
public final class Trainer {
  private final Histories histories;
  private final Parameters parameters;
  private final String[] titles;
  private final String[] catalogues;
  private final int[] catalogueOf;
  private final int[] counts;

  private Trainer(Histories histories, Parameters parameters) {
    this.histories = histories;
    this.parameters = parameters;
    this.titles = histories.titles().toArray(String[]::new);
    this.catalogues =
        Arrays.stream(titles).map(Catalogues::of).distinct().sorted().toArray(String[]::new);
    this.catalogueOf =
        Arrays.stream(titles)
            .mapToInt(title -> Arrays.binarySearch(catalogues, Catalogues.of(title)))
            .toArray();
    this.counts = new int[titles.length];
    for (int row = 0; row < histories.rows(); row++) {
      counts[histories.title(row)]++;
    }
  }

  /** Learns. The same histories and parameters give the same model. */
  public static RecommenderModel train(Histories histories, Parameters parameters) {
    return new Trainer(histories, parameters).train();
  }

  private RecommenderModel train() {
    LinksBuilder next = new LinksBuilder(titles.length, parameters.weights());
    for (int catalogue = 0; catalogue < catalogues.length; catalogue++) {
      addNext(mostTaken(catalogue), next);
    }
    Links alike = new Likeness(histories, counts).links(parameters.neighbours());
    return new RecommenderModel(
        "",
        new Shelf(titles, catalogues, catalogueOf, popularity(), home()),
        next.build(),
        alike,
        parameters);
  }

  /** Numbers, ascending, of the titles of a catalogue that the linear model is to know. */
  private int[] mostTaken(int catalogue) {
    return IntStream.range(0, titles.length)
        .filter(title -> catalogueOf[title] == catalogue && counts[title] > 1)
        .boxed()
        .sorted(Comparator.comparingInt((Integer title) -> -counts[title]).thenComparing(t -> t))
        .limit(parameters.denseTitles())
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  private void addNext(int[] dense, LinksBuilder links) {
    int size = dense.length;
    int[] numbers = new int[titles.length];
    Arrays.fill(numbers, -1);
    for (int number = 0; number < size; number++) {
      numbers[dense[number]] = number;
    }
    PrefixSums sums = new PrefixSums(size, parameters);
    sums.add(histories, numbers);
    Ridge.solve(sums.gram, sums.targets, size, parameters.ridge());
    float[] row = new float[size];
    for (int source = 0; source < size; source++) {
      for (int target = 0; target < size; target++) {
        row[target] = sums.targets[target * size + source];
      }
      links.row(dense[source], dense, row, size);
    }
  }

  /** Each title's share of all that was taken in its catalogue. */
  private float[] popularity() {
    long[] totals = new long[catalogues.length];
    for (int title = 0; title < titles.length; title++) {
      totals[catalogueOf[title]] += counts[title];
    }
    float[] shares = new float[titles.length];
    for (int title = 0; title < titles.length; title++) {
      shares[title] = (float) counts[title] / Math.max(1, totals[catalogueOf[title]]);
    }
    return shares;
  }

  /** The catalogue that was used last: what people without a history are shown. */
  private int home() {
    return histories.latestByCatalogue().entrySet().stream()
        .max(
            Map.Entry.<String, Instant>comparingByValue()
                .thenComparing(Map.Entry.<String, Instant>comparingByKey().reversed()))
        .map(entry -> List.of(catalogues).indexOf(entry.getKey()))
        .orElse(0);
  }
}
