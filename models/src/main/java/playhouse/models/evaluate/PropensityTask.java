package playhouse.models.evaluate;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import playhouse.models.files.BadFile;
import playhouse.models.files.Table;
import playhouse.models.measure.Auc;
import playhouse.models.measure.CalibrationError;
import playhouse.models.measure.Folds;
import playhouse.models.measure.Spread;
import playhouse.models.tabular.Propensity;
import playhouse.models.tabular.Reason;

/** Who will leave, or buy: yes or no from a table, told as a probability. */
record PropensityTask(String name) implements Task {
  private static final int FEWEST = 10;
  private static final int REASONS = 3;

  @Override
  public String usage() {
    return "CSV with --label COL --positive V [--drop COL,COL] [--reasons ROWS] [--folds N]";
  }

  @Override
  public Set<String> options() {
    return Set.of("--label", "--positive", "--drop", "--reasons", "--folds");
  }

  @Override
  public void run(Options options, Report report, Notes notes) {
    Table all = Table.read(options.train());
    boolean[] truth = truth(all, options);
    enough(all, truth, options);
    for (String column : options.list("--drop")) {
      if (!all.has(column)) {
        throw new Misuse("--drop: " + all.name() + " has no column '" + column + "'");
      }
    }
    Table table = features(all, options);
    if (options.test().isPresent()) {
      Table asked = Table.read(options.test().get());
      held(table, truth, features(asked, options), truth(asked, options), options, report, notes);
    } else {
      crossed(table, truth, options, report, notes);
    }
  }

  private static void held(
      Table table,
      boolean[] truth,
      Table asked,
      boolean[] came,
      Options options,
      Report report,
      Notes notes) {
    try (Propensity model = Propensity.train(table, truth, options.budget(), options.seed())) {
      notes.say(model.recipe());
      double[] told = model.of(asked);
      report.put("auc", Auc.of(told, came)).put("ece", CalibrationError.of(told, came));
      int rows = Math.min(asked.size(), options.count("--reasons", 0));
      Table first = asked.rows(IntStream.range(0, rows).toArray());
      say(rows == 0 ? List.of() : model.reasons(first, REASONS), told, notes);
    }
  }

  /** The calibration error is that of all rows together: of a fold it would be mostly chance. */
  private static void crossed(
      Table table, boolean[] truth, Options options, Report report, Notes notes) {
    Folds folds = Folds.of(truth, options.folds(), options.seed() + 1);
    double[] told = new double[truth.length];
    double[] areas = new double[folds.count()];
    for (int fold = 0; fold < folds.count(); fold++) {
      int[] held = folds.held(fold);
      int[] kept = folds.kept(fold);
      try (Propensity model =
          Propensity.train(
              table.rows(kept),
              pick(truth, kept),
              options.budget().dividedBy(folds.count()),
              options.seed())) {
        double[] some = model.of(table.rows(held));
        areas[fold] = Auc.of(some, pick(truth, held));
        for (int at = 0; at < held.length; at++) {
          told[held[at]] = some[at];
        }
        notes.say(
            String.format(
                Locale.ROOT, "fold %d: AUC %.4f; %s", fold + 1, areas[fold], model.recipe()));
      }
    }
    report.put("auc", Spread.of(areas)).put("ece", CalibrationError.of(told, truth));
    report.put("folds", folds.count());
  }

  private static void say(List<List<Reason>> reasons, double[] told, Notes notes) {
    for (int row = 0; row < reasons.size(); row++) {
      StringBuilder line = new StringBuilder();
      line.append(String.format(Locale.ROOT, "row %d: %.3f", row + 1, told[row]));
      for (Reason reason : reasons.get(row)) {
        line.append(String.format(Locale.ROOT, "; %s %+.2f", reason.feature(), reason.weight()));
      }
      notes.say(line.toString());
    }
  }

  private static Table features(Table table, Options options) {
    return table.without(options.list("--drop")).without(List.of(options.need("--label")));
  }

  private static boolean[] truth(Table table, Options options) {
    String label = options.need("--label");
    String positive = options.need("--positive");
    if (!table.has(label)) {
      throw new Misuse(
          "--label: "
              + table.name()
              + " has no column '"
              + label
              + "' but "
              + String.join(", ", table.columns()));
    }
    List<String> values = table.column(label).stream().map(String::strip).toList();
    boolean[] truth = new boolean[values.size()];
    int yes = 0;
    for (int row = 0; row < truth.length; row++) {
      truth[row] = values.get(row).equals(positive);
      yes += truth[row] ? 1 : 0;
    }
    if (yes == 0) {
      throw new Misuse(
          "--positive: no row of "
              + table.name()
              + " has "
              + label
              + " = '"
              + positive
              + "'; there are "
              + new TreeSet<>(values).stream().limit(FEWEST).toList());
    }
    return truth;
  }

  /** Only of what is learnt from: an examination may be short. */
  private static void enough(Table table, boolean[] truth, Options options) {
    String label = options.need("--label");
    String positive = options.need("--positive");
    int yes = 0;
    for (boolean one : truth) {
      yes += one ? 1 : 0;
    }
    if (yes < FEWEST || truth.length - yes < FEWEST) {
      throw new BadFile(
          table.name()
              + " has "
              + yes
              + " rows of "
              + label
              + " = '"
              + positive
              + "' among "
              + truth.length
              + ": at least "
              + FEWEST
              + " of each kind are needed");
    }
  }

  private static boolean[] pick(boolean[] truth, int[] rows) {
    boolean[] some = new boolean[rows.length];
    for (int at = 0; at < rows.length; at++) {
      some[at] = truth[rows[at]];
    }
    return some;
  }
}
