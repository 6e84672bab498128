package playhouse.serving.personalisation.recommend;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import playhouse.models.ranking.Formula;
import playhouse.models.ranking.Outcome;
import playhouse.models.ranking.OutcomeModel;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Viewer;
import playhouse.serving.personalisation.weights.Weights;

/**
 * Says what each candidate is worth: how likely each outcome of showing it is, times what the
 * business says that the outcome is worth; all candidates in one go.
 */
final class Ranker {
  /** Where nothing says how likely outcomes are. */
  private static final String PLAIN = "plain";

  private static final double FRESH_DAYS = 30;
  private static final double MICROS_A_DAY = 86_400e6;

  private static final List<Outcome> OUTCOMES = List.of(Outcome.values());

  private final Clock clock;
  private final Supplier<OutcomeModel> model;

  /**
   * A candidate with its worth.
   *
   * @param row its place in the shortlist
   */
  record Scored(int row, double score) {}

  /**
   * All candidates, best first.
   *
   * @param by version of what says how likely outcomes are
   * @param names of the numbers of a row
   * @param numbers of all rows of the shortlist; empty where nothing was asked
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Ranking(List<Scored> scored, String by, List<String> names, float[] numbers) {
    /** What was known of a row. */
    List<Float> inputs(int row) {
      if (numbers.length == 0) {
        return List.of();
      }
      List<Float> inputs = new ArrayList<>(names.size());
      for (int at = row * names.size(); at < (row + 1) * names.size(); at++) {
        inputs.add(numbers[at]);
      }
      return inputs;
    }
  }

  /**
   * By that.
   *
   * @param model that says how likely outcomes are; asked for each list
   */
  Ranker(Clock clock, Supplier<OutcomeModel> model) {
    this.clock = clock;
    this.model = model;
  }

  /** Of equals the first of the shortlist comes first. */
  Ranking rank(Shortlist shortlist, Viewer viewer, Weights weights, Ask ask) {
    OutcomeModel asked = model.get();
    List<String> names = shortlist.inputs();
    float[] numbers = numbers(shortlist, viewer, names.size());
    OutcomeModel.Table table = asked.over(names, ask.surface().text());
    double[] worth = worth(weights);
    List<Scored> scored = new ArrayList<>(shortlist.size());
    for (int row = 0; row < shortlist.size(); row++) {
      double sum = 0;
      for (int outcome = 0; outcome < worth.length; outcome++) {
        sum += worth[outcome] * table.probability(outcome, numbers, row * names.size());
      }
      scored.add(new Scored(row, sum));
    }
    scored.sort(Comparator.comparingDouble(Scored::score).reversed());
    return new Ranking(scored, asked.version(), names, numbers);
  }

  private static double[] worth(Weights weights) {
    return OUTCOMES.stream()
        .mapToDouble(
            outcome ->
                switch (outcome) {
                  case START -> weights.start();
                  case COMPLETE -> weights.complete();
                  case LIKE -> weights.like();
                  case SHARE -> weights.share();
                  case DISMISS -> weights.dismiss();
                  case CHURN -> weights.churn();
                })
        .toArray();
  }

  private float[] numbers(Shortlist shortlist, Viewer viewer, int width) {
    double now = clock.millis() * 1000.0;
    float[] numbers = new float[shortlist.size() * width];
    for (int row = 0; row < shortlist.size(); row++) {
      int at = row * width;
      for (int source = 0; source < shortlist.sources(); source++) {
        numbers[at + source] = shortlist.said(row, source);
      }
      numbers[at + shortlist.sources()] = shortlist.likeness(row, viewer);
      numbers[at + shortlist.sources() + 1] = freshness(shortlist, row, now);
    }
    return numbers;
  }

  /** Without any model of outcomes: in the order in which the sources named them. */
  Ranking plain(Shortlist shortlist) {
    float[] appeal = appeal(shortlist);
    List<Scored> scored = new ArrayList<>(shortlist.size());
    for (int row = 0; row < shortlist.size(); row++) {
      scored.add(new Scored(row, appeal[row]));
    }
    scored.sort(Comparator.comparingDouble(Scored::score).reversed());
    return new Ranking(scored, PLAIN, List.of(), new float[0]);
  }

  /** The source that spoke most for a title; of equals the first. */
  static int foremost(Shortlist shortlist, int row) {
    int best = -1;
    float most = -1;
    for (int source = 0; source < shortlist.sources(); source++) {
      float spoke = shortlist.said(row, source) * Formula.worth(shortlist.sourceName(source));
      if (spoke > most && shortlist.candidate(row, source).isPresent()) {
        best = source;
        most = spoke;
      }
    }
    return best;
  }

  private static float[] appeal(Shortlist shortlist) {
    float[] worth = new float[shortlist.sources()];
    for (int source = 0; source < worth.length; source++) {
      worth[source] = Formula.worth(shortlist.sourceName(source));
    }
    float[] appeal = new float[shortlist.size()];
    for (int row = 0; row < appeal.length; row++) {
      for (int source = 0; source < worth.length; source++) {
        appeal[row] += worth[source] * shortlist.said(row, source);
      }
    }
    return appeal;
  }

  private static float freshness(Shortlist shortlist, int row, double nowMicros) {
    return (float)
        shortlist
            .card(row)
            .map(
                card ->
                    Math.exp(
                        -Math.max(0, nowMicros - card.saidMicros()) / MICROS_A_DAY / FRESH_DAYS))
            .orElse(0.0)
            .doubleValue();
  }
}
