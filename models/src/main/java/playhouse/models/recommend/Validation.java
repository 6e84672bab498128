package playhouse.models.recommend;

import java.util.SortedMap;

/**
 * How well a recipe foretold the last title that each person took, which it did not learn from.
 *
 * @param all of all titles asked for
 * @param byCatalogue by the catalogue of the title asked for; our own has an empty name
 */
public record Validation(Metrics all, SortedMap<String, Metrics> byCatalogue) {

  /** Trains on all but each person's last title, then asks for it. */
  public static Validation leaveLastOut(Histories histories, Parameters parameters) {
    return of(histories, Trainer.train(histories.withoutLast(), parameters));
  }

  /**
   * Asks for each person's last title.
   *
   * @param model learnt from {@link Histories#withoutLast}
   */
  public static Validation of(Histories histories, RecommenderModel model) {
    return new Exam(histories, model).result();
  }
}
