package playhouse.models.tabular;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import playhouse.models.calibrate.Bands;
import playhouse.models.calibrate.Calibration;
import playhouse.models.files.BadFile;
import playhouse.models.files.Table;

/**
 * How likely each row of a table is a yes: boosted trees blended with a linear model, by what did
 * best on rows that neither had seen, and calibrated on those.
 */
public final class Propensity implements AutoCloseable {
  private static final double RIDGE = 10;

  private final Encoding encoding;
  private final Logistic line;
  private final Trees trees;
  private final Calibration calibration;
  private final Bands bands;
  private final double share;
  private final int rounds;

  private Propensity(
      Encoding encoding,
      Logistic line,
      Trees trees,
      Calibration calibration,
      Bands bands,
      double share,
      int rounds) {
    this.encoding = encoding;
    this.line = line;
    this.trees = trees;
    this.calibration = calibration;
    this.bands = bands;
    this.share = share;
    this.rounds = rounds;
  }

  /**
   * Learns from a table without its label.
   *
   * @param truth of each row; both yes and no have to be among them
   * @param budget how long it may take about, on a slow core
   */
  public static Propensity train(Table table, boolean[] truth, Duration budget, long seed) {
    Encoding encoding = Encoding.learn(table);
    if (encoding.features().isEmpty()) {
      throw new BadFile(
          table.name() + " has nothing to learn from: no column that tells rows apart");
    }
    return train(encoding, encoding.apply(table), truth, budget, seed);
  }

  /**
   * Learns from rows of numbers; NaN is one that is missing.
   *
   * @param columns their names
   * @param truth of each row; both yes and no have to be among them
   * @param budget how long it may take about, on a slow core
   */
  public static Propensity train(
      List<String> columns, List<float[]> rows, boolean[] truth, Duration budget, long seed) {
    Matrix numbers = Matrix.of(rows, columns.size());
    return train(Encoding.ofNumbers(columns), numbers, truth, budget, seed);
  }

  private static Propensity train(
      Encoding encoding, Matrix rows, boolean[] truth, Duration budget, long seed) {
    TreeParameters parameters = TreeParameters.defaults().within(rows, (double) budget.toSeconds());
    Unseen unseen = Unseen.of(rows, truth, parameters, RIDGE, seed);
    int rounds = unseen.bestRounds();
    double share = unseen.bestShare(rounds);
    double[] logits = unseen.blend(rounds, share);
    Calibration calibration = Calibration.best(logits, truth, seed);
    return new Propensity(
        encoding,
        Logistic.train(rows, truth, RIDGE),
        Trees.train(rows, truth, parameters.withRounds(rounds), seed),
        calibration,
        Bands.of(calibration.of(logits), truth),
        share,
        rounds);
  }

  /** The same, as it is stored, for rows of numbers. */
  public Scorer scorer() {
    List<String> columns = encoding.features().stream().map(Feature::toString).toList();
    Forest forest = Forest.ofJson(trees.bytes("json"));
    return new Scorer(columns, line, forest, trees.bytes("ubj"), calibration, bands, share);
  }

  /** The probability of each row. */
  public double[] of(Table table) {
    Matrix rows = encoding.apply(table);
    return calibration.of(Unseen.blend(trees.scores(rows, rounds), line.scores(rows), share));
  }

  /**
   * What speaks most for and against a row, strongest first: SHAP of the trees and what the linear
   * model adds, as much as each counts; costs milliseconds a row, so never in bulk.
   */
  public List<List<Reason>> reasons(Table table, int most) {
    Matrix rows = encoding.apply(table);
    List<String> names = encoding.features().stream().map(Feature::toString).toList();
    float[][] added = trees.reasons(rows);
    return IntStream.range(0, rows.rows)
        .mapToObj(
            row -> Reason.strongest(names, added[row], line.added(rows.row(row)), share, most))
        .toList();
  }

  /** One line of how it was made. */
  public String recipe() {
    return String.format(
        Locale.ROOT,
        "%d features of %d columns; %d trees of depth %d count %.1f, a linear model %.1f; %s",
        encoding.features().size(),
        encoding.columns(),
        rounds,
        TreeParameters.defaults().depth(),
        share,
        1 - share,
        calibration.getClass().getSimpleName());
  }

  @Override
  public void close() {
    trees.close();
  }
}
