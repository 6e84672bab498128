package playhouse.models.ranking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import playhouse.models.measure.Auc;
import playhouse.models.measure.CalibrationError;

/**
 * What an {@link OutcomeModel} said of titles that it had not learnt from, beside what came of
 * them.
 */
public final class RankerExam {
  /** One start counts for so many at most. */
  private static final double MOST_WEIGHT = 20;

  private static final Outcome[] OUTCOMES = Outcome.values();

  private final List<Shown> shown;
  private final double[][] said;
  private final double[] worth;

  private RankerExam(List<Shown> shown) {
    this.shown = shown;
    said = new double[OUTCOMES.length][shown.size()];
    worth = new double[shown.size()];
  }

  /**
   * Asks a model.
   *
   * @param inputs names of the numbers
   */
  public static RankerExam of(OutcomeModel model, List<String> inputs, List<Shown> shown) {
    RankerExam exam = new RankerExam(shown);
    Map<String, OutcomeModel.Table> tables = new TreeMap<>();
    for (int at = 0; at < shown.size(); at++) {
      Shown one = shown.get(at);
      OutcomeModel.Table table =
          tables.computeIfAbsent(one.surface(), name -> model.over(inputs, name));
      for (Outcome outcome : OUTCOMES) {
        double logit = table.logit(outcome.place(), one.numbers(), 0);
        double there = logit + model.weight(OutcomeModel.DEPTH, outcome) * one.depth();
        exam.said[outcome.place()][at] = OutcomeModel.logistic(there);
      }
      exam.worth[at] = table.logit(Outcome.START.place(), one.numbers(), 0);
    }
    return exam;
  }

  /**
   * Figures by name, those of an outcome as {@code auc[start]}.
   *
   * @param fading what the logarithm of the place does to the logit of a start
   */
  public Map<String, Double> figures(double fading) {
    Map<String, Double> figures = new TreeMap<>();
    figures.put("shown", (double) shown.size());
    figures.put("log_loss", mean(losses()));
    figures.put("order", share(orders(fading).values()));
    for (Outcome outcome : OUTCOMES) {
      List<Integer> known = known(outcome);
      boolean[] truth = new boolean[known.size()];
      double[] told = new double[known.size()];
      double yes = 0;
      for (int i = 0; i < truth.length; i++) {
        truth[i] = shown.get(known.get(i)).came(outcome);
        told[i] = said[outcome.place()][known.get(i)];
        yes += truth[i] ? 1 : 0;
      }
      figures.put("share[" + outcome.text() + "]", yes / Math.max(1, truth.length));
      figures.put("ece[" + outcome.text() + "]", CalibrationError.of(told, truth));
      if (yes > 0 && yes < truth.length) {
        figures.put("auc[" + outcome.text() + "]", Auc.of(told, truth));
      }
    }
    return figures;
  }

  private List<Integer> known(Outcome outcome) {
    List<Integer> known = new ArrayList<>();
    for (int at = 0; at < shown.size(); at++) {
      if (shown.get(at).isKnown(outcome)) {
        known.add(at);
      }
    }
    return known;
  }

  /** Of each showing, over the outcomes that are known. */
  double[] losses() {
    double[] losses = new double[shown.size()];
    for (int at = 0; at < losses.length; at++) {
      for (Outcome outcome : OUTCOMES) {
        if (shown.get(at).isKnown(outcome)) {
          double p = said[outcome.place()][at];
          losses[at] -= Math.log(Math.max(1e-12, shown.get(at).came(outcome) ? p : 1 - p));
        }
      }
    }
    return losses;
  }

  /**
   * In which order it puts lists.
   *
   * @param right sum over titles that were started of the share of the list's others that it puts
   *     behind them, each times its weight
   * @param weight sum of the weights
   */
  record Order(double right, double weight) {}

  /**
   * Of each list in which some titles were started and some were not, wherever they were shown.
   * What was started far down counts for the many that were as good and that nobody saw there (as
   * Joachims, Swaminathan and Schnabel weigh clicks, 2017): else who put the list in its order
   * would always seem to be right.
   *
   * @param fading what the logarithm of the place does to the logit of a start
   */
  Map<String, Order> orders(double fading) {
    Map<String, List<Integer>> lists = new LinkedHashMap<>();
    for (int at : known(Outcome.START)) {
      lists.computeIfAbsent(shown.get(at).list(), list -> new ArrayList<>()).add(at);
    }
    Map<String, Order> orders = new LinkedHashMap<>();
    lists.forEach((list, places) -> order(places, fading).ifPresent(o -> orders.put(list, o)));
    return orders;
  }

  private Optional<Order> order(List<Integer> places, double fading) {
    double sum = 0;
    double weights = 0;
    for (int yes : places) {
      double right = 0;
      int others = 0;
      for (int no : places) {
        if (shown.get(yes).came(Outcome.START) && !shown.get(no).came(Outcome.START)) {
          right += worth[yes] > worth[no] ? 1 : worth[yes] == worth[no] ? 0.5 : 0;
          others++;
        }
      }
      if (others > 0) {
        double weight = Math.min(MOST_WEIGHT, Math.exp(-fading * shown.get(yes).depth()));
        sum += weight * right / others;
        weights += weight;
      }
    }
    return weights == 0 ? Optional.empty() : Optional.of(new Order(sum, weights));
  }

  private static double share(Collection<Order> orders) {
    double right = orders.stream().mapToDouble(Order::right).sum();
    return right / Math.max(1e-12, orders.stream().mapToDouble(Order::weight).sum());
  }

  private static double mean(double[] figures) {
    double sum = 0;
    for (double figure : figures) {
      sum += figure;
    }
    return sum / Math.max(1, figures.length);
  }
}
