package playhouse.models.ranking;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import playhouse.models.factory.Gate;
import playhouse.models.features.Moments;

/**
 * A ranker that was learnt from the earlier lists and examined on the latest.
 *
 * @param model the model
 * @param figures how it did on what it had not learnt from, and how the one that serves did
 * @param verdict of the gate
 * @param examples showings that it learnt from
 */
public record TrainedRanker(
    OutcomeModel model, Map<String, Double> figures, Gate.Verdict verdict, int examples) {
  /** One list in five, the latest, is examined on. */
  private static final int HELD = 5;

  /** Titles that were started, to learn from and to examine on. */
  private static final int FEWEST = 100;

  /**
   * Learns and examines.
   *
   * @param inputs names of the numbers
   * @param all in whatever order
   * @param champion who serves: the formula, where nothing that was learnt does
   * @throws Moments.TooLittle if too little was shown or started
   */
  public static TrainedRanker of(List<String> inputs, List<Shown> all, OutcomeModel champion) {
    List<Shown> sorted = all.stream().sorted(Shown.ORDER).toList();
    enough(sorted, HELD * FEWEST);
    List<String> lists = sorted.stream().map(Shown::list).distinct().toList();
    List<String> late = lists.subList(lists.size() - lists.size() / HELD, lists.size());
    Set<String> held = Set.copyOf(late);
    List<Shown> training = sorted.stream().filter(one -> !held.contains(one.list())).toList();
    List<Shown> holdout = sorted.stream().filter(one -> held.contains(one.list())).toList();
    enough(training, FEWEST);
    enough(holdout, FEWEST);
    OutcomeModel model = OutcomeLearner.learn(inputs, training, Formula.MODEL);
    RankerExam mine = RankerExam.of(model, inputs, holdout);
    RankerExam other = RankerExam.of(champion, inputs, holdout);
    double fading = model.weight(OutcomeModel.DEPTH, Outcome.START);
    Map<String, Double> figures = new TreeMap<>(mine.figures(fading));
    other.figures(fading).forEach((name, figure) -> figures.put("champion_" + name, figure));
    Gate.Verdict verdict = RankerGate.judge(holdout, mine, other, fading);
    return new TrainedRanker(model, figures, verdict, training.size());
  }

  private static void enough(List<Shown> shown, int least) {
    long started = shown.stream().filter(one -> one.came(Outcome.START)).count();
    if (started < least) {
      throw new Moments.TooLittle(
          "too little was started of what was shown: %d titles of %d, and at least %d are needed"
              .formatted(started, shown.size(), least));
    }
  }
}
