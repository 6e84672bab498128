package playhouse.models.tabular;

import java.util.Comparator;

/**
 * What a feature adds to a row's logit.
 *
 * @param feature its name
 * @param weight above 0 for yes, below for no
 */
public record Reason(String feature, double weight) {
  static final Comparator<Reason> STRONGEST_FIRST =
      Comparator.comparingDouble((Reason reason) -> -Math.abs(reason.weight()))
          .thenComparing(Reason::feature);
}
