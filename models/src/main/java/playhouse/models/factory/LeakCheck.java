package playhouse.models.factory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import playhouse.models.features.Life;
import playhouse.models.measure.Auc;

/**
 * Refuses examples in which the future is told of: numbers have to be the same, to the bit, if
 * nothing after their moment is known, and none may tell the outcome by itself.
 */
public record LeakCheck(Question question) {
  /** Nothing that is known beforehand tells so well by itself. */
  static final double TOO_GOOD = 0.98;

  /** Of a few rows any number may tell the outcome by chance. */
  private static final int FEWEST = 30;

  /**
   * Checks a sample of lives, and all examples.
   *
   * @param lives some people's, whole
   * @throws Leak naming the feature
   */
  public void check(List<Example> examples, Map<String, Life> lives) {
    for (Example example : examples) {
      Life life = lives.get(example.person());
      if (life != null) {
        compare(example, life.cutAt(example.atMicros()));
      }
    }
    tooGood(examples);
  }

  private void compare(Example example, Life known) {
    if (!question.asked(known, example.atMicros())) {
      throw new Leak(
          question.name()
              + " is asked of "
              + example.person()
              + " at "
              + at(example)
              + " only because of what came later: asked() has to read life.until(moment)");
    }
    float[] then = Example.numbers(question, known, example.atMicros());
    for (int feature = 0; feature < then.length; feature++) {
      int told = Float.floatToRawIntBits(example.number(feature));
      if (told != Float.floatToRawIntBits(then[feature])) {
        throw new Leak(
            String.format(
                Locale.ROOT,
                "feature %s reads past its moment: of %s at %s it says %s, but %s from what was"
                    + " known then; let it read life.until(…) or life.between(…) up to the moment",
                question.features().get(feature).name(),
                example.person(),
                at(example),
                example.number(feature),
                then[feature]));
      }
    }
  }

  private void tooGood(List<Example> examples) {
    boolean[] truth = Examination.truth(examples);
    long yes = examples.stream().filter(Example::came).count();
    if (yes < FEWEST || examples.size() - yes < FEWEST) {
      return;
    }
    for (int feature = 0; feature < question.features().size(); feature++) {
      int column = feature;
      for (double missing : new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}) {
        double[] numbers =
            examples.stream()
                .mapToDouble(example -> example.number(column))
                .map(number -> Double.isNaN(number) ? missing : number)
                .toArray();
        double area = Auc.of(numbers, truth);
        if (Math.max(area, 1 - area) > TOO_GOOD) {
          throw new Leak(
              String.format(
                  Locale.ROOT,
                  "feature %s tells %s by itself (area under the ROC curve %.3f): it must be made"
                      + " of what is known only afterwards; leave it out, or date its facts when"
                      + " they became known",
                  question.features().get(feature).name(),
                  question.name(),
                  Math.max(area, 1 - area)));
        }
      }
    }
  }

  private static Instant at(Example example) {
    return Instant.EPOCH.plus(example.atMicros(), ChronoUnit.MICROS);
  }
}
