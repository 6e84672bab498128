package playhouse.models.evaluate;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import playhouse.models.sequence.Dimensions;
import playhouse.models.sequence.Ranks;
import playhouse.models.sequence.Recipe;
import playhouse.models.sequence.Recipe.Loss;
import playhouse.models.sequence.SequenceModel;
import playhouse.models.sequence.SequenceTrainer;

/** The sequence model and the closed-form model together, as did best on items unlearnt. */
record SequenceRanking(
    Map<String, Integer> numbers, LinearRanking linear, SequenceModel sequence, double share)
    implements Ranking {
  /** Fewer people have too little to tell. */
  private static final int FEWEST = 500;

  private static final Duration SHORTEST = Duration.ofMinutes(2);

  /** What learning may take of the budget; the rest is for examining. */
  private static final double LEARNING = 0.85;

  /** From so many items on only a sample of them is looked at in a step. */
  private static final int MANY = 10_000;

  private static final int SHARES = 20;

  /** Whether there are people and time enough. */
  static boolean isWorthIt(Map<String, List<String>> histories, Options options) {
    long telling = histories.values().stream().filter(items -> items.size() > 2).count();
    return telling >= FEWEST && options.budget().compareTo(SHORTEST) >= 0;
  }

  /**
   * Learns both without the last item of each, weighs them by how they foretell it, and then learns
   * the closed-form model, which takes seconds, from all.
   */
  static SequenceRanking learn(
      Map<String, Integer> numbers,
      Map<String, List<String>> histories,
      Options options,
      Notes notes) {
    List<List<String>> told = histories.values().stream().filter(all -> all.size() > 1).toList();
    List<List<String>> shorter =
        histories.values().stream().map(SequenceRanking::withoutLast).toList();
    LinearRanking before = new LinearRanking(numbers, shorter, options.seed());
    Recipe recipe = Recipe.defaults().withSeed(options.seed());
    Recipe fitting = numbers.size() > MANY ? recipe.withLoss(Loss.SAMPLED) : recipe;
    List<int[]> people = told.stream().map(all -> numbered(all, numbers)).toList();
    Duration most =
        Duration.ofMillis((long) (options.budget().toMillis() * LEARNING)).minus(options.spent());
    SequenceModel sequence =
        new SequenceTrainer(people, Dimensions.of(numbers.size()), fitting, notes::say)
            .within(most.isNegative() ? Duration.ZERO : most)
            .train();
    double share = share(numbers, told, before, sequence, recipe.asked(), notes);
    LinearRanking linear = new LinearRanking(numbers, histories.values(), options.seed());
    return new SequenceRanking(numbers, linear, sequence, share);
  }

  @Override
  public float[] scores(List<String> history) {
    float[] scores = standard(linear.scores(history));
    int[] items = numbered(history, numbers);
    return items.length == 0 ? scores : mixed(scores, standard(sequence.scores(items)), share);
  }

  /** How much the sequence model counts: of some shares the one with the best NDCG@10. */
  private static double share(
      Map<String, Integer> numbers,
      List<List<String>> told,
      LinearRanking linear,
      SequenceModel sequence,
      int most,
      Notes notes) {
    int every = Math.max(1, told.size() / most);
    double[] gains = new double[SHARES + 1];
    int people = 0;
    for (int at = 0; at < told.size(); at += every) {
      int[] all = numbered(told.get(at), numbers);
      int[] known = Arrays.copyOf(all, all.length - 1);
      float[] one = standard(linear.scores(withoutLast(told.get(at))));
      float[] other = standard(sequence.scores(known));
      for (int step = 0; step <= SHARES; step++) {
        float[] scores = mixed(one, other, step / (double) SHARES);
        gains[step] += Ranks.gain(Ranks.rank(scores, known, all[all.length - 1]));
      }
      people++;
    }
    int best = 0;
    for (int step = 1; step <= SHARES; step++) {
      best = gains[step] > gains[best] ? step : best;
    }
    notes.say(
        String.format(
            Locale.ROOT,
            "validation NDCG@10 of %d: linear %.4f, sequence %.4f, blended %.4f (share %.2f)",
            people,
            gains[0] / people,
            gains[SHARES] / people,
            gains[best] / people,
            best / (double) SHARES));
    return best / (double) SHARES;
  }

  private static float[] mixed(float[] one, float[] other, double share) {
    float[] mixed = new float[one.length];
    for (int item = 0; item < mixed.length; item++) {
      mixed[item] = (float) ((1 - share) * one[item] + share * other[item]);
    }
    return mixed;
  }

  /** Mean 0 and deviation 1; what is no candidate is like the worst that is one. */
  private static float[] standard(float[] scores) {
    double least = 0;
    for (float score : scores) {
      least = score > Float.NEGATIVE_INFINITY ? Math.min(least, score) : least;
    }
    double sum = 0;
    double squares = 0;
    for (int item = 0; item < scores.length; item++) {
      scores[item] = (float) Math.max(least, scores[item]);
      sum += scores[item];
      squares += (double) scores[item] * scores[item];
    }
    double mean = sum / scores.length;
    double deviation = Math.sqrt(Math.max(1e-20, squares / scores.length - mean * mean));
    for (int item = 0; item < scores.length; item++) {
      scores[item] = (float) ((scores[item] - mean) / deviation);
    }
    return scores;
  }

  private static List<String> withoutLast(List<String> items) {
    return items.size() > 1 ? items.subList(0, items.size() - 1) : items;
  }

  private static int[] numbered(List<String> items, Map<String, Integer> numbers) {
    return items.stream().filter(numbers::containsKey).mapToInt(numbers::get).toArray();
  }
}
