package playhouse.batch.ranking;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import playhouse.batch.factory.Pinned;
import playhouse.models.ranking.Outcome;
import playhouse.models.ranking.TrainedRanker;

/**
 * What a ranker says of itself, for people.
 *
 * @param champion version that it was held against
 */
record RankerCard(
    TrainedRanker trained,
    List<String> inputs,
    String champion,
    String sha256,
    String code,
    Pinned pinned) {

  /** The card as Markdown. */
  String markdown() {
    StringBuilder text = new StringBuilder("# ranker ").append(sha256, 0, 12).append("\n\n");
    text.append("How likely each outcome of showing somebody a title is, within a day");
    text.append(" (churn: within a week).\n\n");
    line(text, "Learner", "logistic regressions with a ridge towards the formula");
    line(text, "Learnt from", trained.examples() + " titles shown");
    line(text, "Inputs", String.join(", ", inputs));
    line(text, "As of", pinned.asOf().toString());
    line(text, "Code", code);
    line(text, "SHA-256", sha256);
    text.append("\n## How it did\n\nLists that it had not learnt from, beside ").append(champion);
    text.append(".\n\n| outcome | share | AUC | calibration error |\n|---|---|---|---|\n");
    for (Outcome outcome : Outcome.values()) {
      String name = "[" + outcome.text() + "]";
      text.append("| ").append(outcome.text());
      cell(text, "share" + name);
      cell(text, "auc" + name);
      cell(text, "ece" + name);
      text.append(" |\n");
    }
    text.append("\nLog loss").append(beside("log_loss"));
    text.append("; pairs the right way round").append(beside("order")).append(".\n");
    text.append("\n## The gate\n\n");
    text.append(trained.verdict().passed() ? "Passed.\n" : "Not passed.\n");
    trained.verdict().reasons().forEach(reason -> text.append("- ").append(reason).append('\n'));
    text.append("\n## Snapshots\n\n| table | snapshot |\n|---|---|\n");
    new TreeMap<>(pinned.snapshots())
        .forEach((table, at) -> text.append("| " + table + " | " + at + " |\n"));
    return text.toString();
  }

  private void cell(StringBuilder text, String name) {
    Double figure = trained.figures().get(name);
    text.append(" | ").append(figure == null ? "" : String.format(Locale.ROOT, "%.4f", figure));
  }

  private String beside(String name) {
    Map<String, Double> figures = trained.figures();
    return String.format(
        Locale.ROOT,
        " %.4f (%.4f)",
        figures.getOrDefault(name, 0.0),
        figures.getOrDefault("champion_" + name, 0.0));
  }

  private static void line(StringBuilder text, String what, String value) {
    text.append("- **").append(what).append("**: ").append(value).append('\n');
  }
}
