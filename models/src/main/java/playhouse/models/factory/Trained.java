package playhouse.models.factory;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import playhouse.models.features.Life;
import playhouse.models.features.Moments;

/**
 * A model that was learnt and examined.
 *
 * @param model the model
 * @param figures how it did on the holdout, over all and by slice
 * @param verdict of the gate
 * @param examples how many it learnt from
 */
public record Trained(
    PersonModel model, Map<String, Double> figures, Gate.Verdict verdict, int examples) {
  private static final int TRIALS = 3000;

  /** Half a minute on a slow core: the number of trees follows from it, not from the clock. */
  private static final Duration BUDGET = Duration.ofSeconds(30);

  /**
   * Learns from all examples before the holdout's moment and examines on those of it.
   *
   * @param lives some people's, for the check for leaks
   * @param champion the one that serves
   * @throws Leak if an example tells of what came later
   * @throws Moments.TooLittle if there is too little to learn from or to examine on
   */
  public static Trained of(
      Question question,
      List<Example> examples,
      Moments moments,
      Map<String, Life> lives,
      Optional<PersonModel> champion,
      long seed) {
    new LeakCheck(question).check(examples, lives);
    long at = Moments.micros(moments.holdout());
    List<Example> training = examples.stream().filter(one -> one.atMicros() < at).toList();
    List<Example> holdout = examples.stream().filter(one -> one.atMicros() == at).toList();
    PersonModel.enough(question, holdout, "to examine on");
    PersonModel model = PersonModel.learn(question, training, BUDGET, seed);
    double[] answers = model.answers(question, holdout);
    Map<String, Double> figures = new TreeMap<>(Examination.of(holdout, answers));
    double micros = micros(model, holdout);
    figures.put("latency_p99_micros", micros);
    Optional<double[]> rival = champion.map(other -> other.answers(question, holdout));
    rival.ifPresent(
        told ->
            Examination.of(holdout, told).forEach((name, figure) -> put(figures, name, figure)));
    Gate.Verdict verdict = Gate.standard().judge(holdout, answers, rival, micros);
    return new Trained(model, figures, verdict, training.size());
  }

  private static void put(Map<String, Double> figures, String name, double figure) {
    if (name.equals("auc") || name.equals("ece") || name.equals("log_loss")) {
      figures.put("champion_" + name, figure);
    }
  }

  /** What an answer takes, 99 of a hundred, once it is warm. */
  private static double micros(PersonModel model, List<Example> examples) {
    double[] took = new double[TRIALS];
    for (int trial = 0; trial < 2 * TRIALS; trial++) {
      float[] row = examples.get(trial % examples.size()).numbers();
      long began = System.nanoTime();
      double answer = model.answer(row).probability();
      took[trial % TRIALS] = Double.isNaN(answer) ? Double.NaN : System.nanoTime() - began;
    }
    Arrays.sort(took);
    return took[TRIALS * 99 / 100] / ChronoUnit.MICROS.getDuration().toNanos();
  }
}
