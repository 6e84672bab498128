package playhouse.models.measure;

import java.util.Arrays;

/**
 * What several trials came to.
 *
 * @param mean of all
 * @param deviation of a sample; 0 for a single one
 */
public record Spread(double mean, double deviation) {

  public static Spread of(double[] figures) {
    double mean = Arrays.stream(figures).average().orElse(0);
    double squares = Arrays.stream(figures).map(f -> (f - mean) * (f - mean)).sum();
    return new Spread(mean, figures.length < 2 ? 0 : Math.sqrt(squares / (figures.length - 1)));
  }
}
