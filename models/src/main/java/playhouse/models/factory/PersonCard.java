package playhouse.models.factory;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import playhouse.models.features.Feature;
import playhouse.models.features.Moments;

/**
 * What a model of people says of itself, for people.
 *
 * @param sha256 of its bytes
 * @param asOf what the lake was read as of
 * @param snapshots of the tables that it learnt from
 * @param code that learnt, {@link Code#version}
 */
public record PersonCard(
    Question question,
    String sha256,
    Instant asOf,
    Map<String, Long> snapshots,
    String code,
    long seed,
    Moments moments,
    Trained trained) {

  /** The card as Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(question.name()).append(' ').append(sha256, 0, 12).append("\n\n");
    text.append(question.meaning()).append("\n\n");
    line(
        text,
        "Answers",
        "a calibrated probability, with the interval in which the share that"
            + " comes true of such answers lies nine times of ten");
    line(text, "Learner", "boosted trees blended in the logit with a ridge logistic model");
    line(text, "Learnt from", trained.examples() + " people and moments, " + days(moments));
    line(
        text,
        "Examined on",
        "the people of "
            + moments.holdout()
            + ", none of whose outcomes"
            + " was known when the last that it learnt from was");
    line(text, "As of", asOf.toString());
    line(text, "Seed", Long.toString(seed));
    line(text, "Code", code);
    line(text, "SHA-256", sha256);
    text.append("\n## How it did\n\n| figure | value |\n|---|---|\n");
    new TreeMap<>(trained.figures())
        .forEach(
            (name, figure) ->
                text.append(String.format(Locale.ROOT, "| %s | %.5f |%n", name, figure)));
    text.append("\n## The gate\n\n");
    text.append(trained.verdict().passed() ? "Passed.\n" : "Not passed.\n");
    trained.verdict().reasons().forEach(reason -> text.append("- ").append(reason).append('\n'));
    text.append("\n## Snapshots\n\n| table | snapshot |\n|---|---|\n");
    new TreeMap<>(snapshots)
        .forEach((table, at) -> text.append("| " + table + " | " + at + " |\n"));
    text.append("\n## Features\n\n| feature | meaning | reads | looks back |\n|---|---|---|---|\n");
    question.features().forEach(feature -> row(text, feature));
    return text.toString();
  }

  private static String days(Moments moments) {
    int count = moments.training().size();
    return "as they were at "
        + count
        + " moments from "
        + moments.training().get(count - 1)
        + " to "
        + moments.training().get(0);
  }

  private static void line(StringBuilder text, String what, String value) {
    text.append("- **").append(what).append("**: ").append(value).append('\n');
  }

  private static void row(StringBuilder text, Feature feature) {
    String back = feature.window().map(window -> window.toDays() + " days").orElse("always");
    String sources =
        String.join(", ", new TreeSet<>(feature.sources().stream().map(k -> k.table()).toList()));
    text.append("| " + feature.name() + " | " + feature.meaning() + " | " + sources);
    text.append(" | ").append(back).append(" |\n");
  }
}
