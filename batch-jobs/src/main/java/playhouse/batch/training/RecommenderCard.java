package playhouse.batch.training;

import java.time.Instant;
import java.util.Locale;
import java.util.TreeMap;
import playhouse.models.factory.Gate;
import playhouse.models.recommend.Metrics;
import playhouse.models.recommend.ModelCard;

/**
 * What a recommender says of itself, for people.
 *
 * @param card what was stored beside it
 * @param examined people whom the gate asked about
 * @param asOf what the lake was read as of
 * @param code that learnt
 */
record RecommenderCard(
    ModelCard card, Gate.Verdict verdict, int examined, Instant asOf, String code) {

  /** The card as Markdown. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(card.name()).append(' ').append(card.version()).append("\n\n");
    text.append("Ranks titles for a person by what they took, and titles next to a title.\n\n");
    line(text, "Learner", "closed-form linear next-title model, likeness, popularity");
    line(text, "Learnt from", card.people() + " people, " + card.rows() + " titles taken");
    line(text, "Knows", card.titles() + " titles");
    line(text, "As of", asOf.toString());
    line(text, "Seed", Long.toString(card.parameters().seed()));
    line(text, "Parameters", card.parameters().toString());
    line(text, "Code", code);
    line(text, "SHA-256", card.sha256());
    text.append("\n## How it did\n\nEach person's last title, which the recipe had not seen.\n\n");
    text.append("| catalogue | people | NDCG@10 | HR@10 | coverage |\n|---|---|---|---|---|\n");
    row(text, "all", card.validation().all());
    new TreeMap<>(card.validation().byCatalogue())
        .forEach((name, metrics) -> row(text, name.isEmpty() ? "own" : name, metrics));
    text.append("\n## The gate\n\n").append(verdict.passed() ? "Passed" : "Not passed");
    text.append(", on ").append(examined);
    text.append(" people whose last title neither side had seen.\n");
    verdict.reasons().forEach(reason -> text.append("- ").append(reason).append('\n'));
    text.append("\n## Snapshots\n\n| table | snapshot |\n|---|---|\n");
    new TreeMap<>(card.snapshots())
        .forEach((table, at) -> text.append("| " + table + " | " + at + " |\n"));
    return text.toString();
  }

  private static void line(StringBuilder text, String what, String value) {
    text.append("- **").append(what).append("**: ").append(value).append('\n');
  }

  private static void row(StringBuilder text, String name, Metrics metrics) {
    text.append(
        String.format(
            Locale.ROOT,
            "| %s | %d | %.4f | %.4f | %.3f |%n",
            name,
            metrics.people(),
            metrics.ndcg10(),
            metrics.hitRate10(),
            metrics.coverage10()));
  }
}
