package playhouse.models.evaluate;

import java.util.List;

/** Says of all items how likely each is to come next. */
@FunctionalInterface
interface Ranking {
  /** Each item's score, by its number, the higher the likelier; the array is the caller's. */
  float[] scores(List<String> history);
}
