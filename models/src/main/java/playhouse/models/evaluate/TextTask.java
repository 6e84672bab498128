package playhouse.models.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import playhouse.models.files.BadFile;
import playhouse.models.files.Table;
import playhouse.models.measure.Agreement;
import playhouse.models.measure.Folds;
import playhouse.models.measure.Spread;
import playhouse.models.text.TextClassifier;
import playhouse.models.text.TextParameters;

/** What a text is, of a few classes: offensive or not, pleased or not. */
record TextTask(String name) implements Task {
  private static final int FEWEST = 10;

  @Override
  public String usage() {
    return "CSV with --label COL --text COL [--folds N]";
  }

  @Override
  public Set<String> options() {
    return Set.of("--label", "--text", "--folds");
  }

  @Override
  public void run(Options options, Report report, Notes notes) {
    Table table = Table.read(options.train());
    List<String> texts = column(table, "--text", options);
    List<String> names = column(table, "--label", options);
    List<String> classes = classes(table, names);
    int[] labels = labels(names, classes);
    if (options.test().isEmpty()) {
      crossed(texts, labels, classes, options, report, notes);
      return;
    }
    Table asked = Table.read(options.test().get());
    List<String> askedNames = column(asked, "--label", options);
    for (String name : askedNames) {
      if (!classes.contains(name)) {
        throw new BadFile(
            asked.name()
                + " has the label '"
                + name
                + "', of which nothing can be learnt: "
                + table.name()
                + " has only "
                + classes);
      }
    }
    TextClassifier model =
        TextClassifier.train(texts, labels, classes, TextParameters.tone(), options.seed());
    notes.say(classes.size() + " classes, " + model.size() + " pieces of text");
    Agreement agreement =
        Agreement.of(model.classify(column(asked, "--text", options)), labels(askedNames, classes));
    report.put("accuracy", agreement.accuracy()).put("macroF1", agreement.macroF1());
  }

  private static void crossed(
      List<String> texts,
      int[] labels,
      List<String> classes,
      Options options,
      Report report,
      Notes notes) {
    Folds folds = Folds.of(labels, options.folds(), options.seed() + 1);
    double[] accuracies = new double[folds.count()];
    double[] macros = new double[folds.count()];
    for (int fold = 0; fold < folds.count(); fold++) {
      int[] kept = folds.kept(fold);
      int[] held = folds.held(fold);
      TextClassifier model =
          TextClassifier.train(
              pick(texts, kept),
              pick(labels, kept),
              classes,
              TextParameters.tone(),
              options.seed());
      Agreement agreement = Agreement.of(model.classify(pick(texts, held)), pick(labels, held));
      accuracies[fold] = agreement.accuracy();
      macros[fold] = agreement.macroF1();
      notes.say(String.format(Locale.ROOT, "fold %d: %s", fold + 1, agreement));
    }
    report.put("accuracy", Spread.of(accuracies)).put("macroF1", Spread.of(macros));
    report.put("folds", folds.count());
  }

  private static List<String> column(Table table, String option, Options options) {
    String name = options.need(option);
    if (!table.has(name)) {
      throw new Misuse(
          option
              + ": "
              + table.name()
              + " has no column '"
              + name
              + "' but "
              + String.join(", ", table.columns()));
    }
    return table.column(name).stream().map(String::strip).toList();
  }

  private static List<String> classes(Table table, List<String> names) {
    List<String> classes = names.stream().distinct().sorted().toList();
    if (classes.size() < 2) {
      throw new BadFile(table.name() + " has only one class: " + classes);
    }
    for (String one : classes) {
      long rows = names.stream().filter(one::equals).count();
      if (rows < FEWEST) {
        throw new BadFile(
            table.name()
                + " has "
                + rows
                + " rows of class '"
                + one
                + "'; at least "
                + FEWEST
                + " are needed");
      }
    }
    return classes;
  }

  private static int[] labels(List<String> names, List<String> classes) {
    return names.stream().mapToInt(classes::indexOf).toArray();
  }

  private static List<String> pick(List<String> texts, int[] rows) {
    List<String> some = new ArrayList<>();
    IntStream.of(rows).forEach(row -> some.add(texts.get(row)));
    return some;
  }

  private static int[] pick(int[] labels, int[] rows) {
    return Arrays.stream(rows).map(row -> labels[row]).toArray();
  }
}
