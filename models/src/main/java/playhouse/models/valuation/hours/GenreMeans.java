package playhouse.models.valuation.hours;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a title of a kind and genre came to on average over the last weeks: the naive word on hours,
 * that a model must beat.
 *
 * @param kinds by kind, and by kind and genre with a slash between
 */
public record GenreMeans(Map<String, Double> kinds) {

  /** By the last weeks of all titles. */
  public static GenreMeans of(Past past, int weeks) {
    Map<String, double[]> sums = new TreeMap<>();
    for (TitleWeeks title : past.titles()) {
      double hours = title.hours(0, weeks);
      Stream.concat(Stream.of(title.facts().kind()), keys(title.facts()))
          .forEach(
              key -> {
                double[] sum = sums.computeIfAbsent(key, none -> new double[2]);
                sum[0] += hours;
                sum[1]++;
              });
    }
    Map<String, Double> means = new TreeMap<>();
    sums.forEach((key, sum) -> means.put(key, sum[0] / sum[1]));
    return new GenreMeans(means);
  }

  /** The mean over its genres; of its kind if nothing is known of them; 0 if of that neither. */
  public double of(TitleFacts title) {
    List<Double> known = keys(title).map(kinds::get).filter(Objects::nonNull).toList();
    return known.stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(kinds.getOrDefault(title.kind(), 0.0));
  }

  private static Stream<String> keys(TitleFacts title) {
    return title.genres().stream().map(genre -> title.kind() + "/" + genre);
  }
}
