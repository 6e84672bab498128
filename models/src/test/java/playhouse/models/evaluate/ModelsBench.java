package playhouse.models.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import playhouse.testbed.Bench;

/**
 * The full scores on the public sets, each by {@code ./playhouse evaluate} as anybody runs it:
 * {@code [NAME…] [--budget 10m] [--json]}, all sets where none is named. Ends 1 if one is missed.
 */
final class ModelsBench {
  private static final double PERCENT = 100;

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry(
              "telco",
              "churn --train telco-churn/telco.csv.gz --label Churn --positive Yes",
              List.of(Goal.least("auc", 0.848), Goal.most("ece", 0.02))),
          new Entry(
              "clinc",
              "intent --train clinc150/data_train_val.json.gz",
              List.of(Goal.least("accuracy", 0.95), Goal.least("oosRecall", 0.50))),
          new Entry(
              "cold",
              "toxicity --train cold/train.csv.gz --test cold/dev.csv.gz --text TEXT --label label",
              List.of(Goal.least("macroF1", 0.82))),
          new Entry(
              "reviews",
              "sentiment --train zh-sentiment/online_shopping_10_cats.csv.gz --text review --label"
                  + " label",
              List.of(Goal.least("accuracy", 0.92))),
          new Entry(
              "waimai",
              "sentiment --train zh-sentiment/waimai_10k.csv.gz --text review --label label",
              List.of(Goal.least("accuracy", 0.91))),
          new Entry(
              "nab",
              "anomaly --test nab/ --windows nab/windows.json",
              List.of(new Goal("nabScore", 60, 1, true))),
          new Entry(
              "next-title",
              "next-title --train ml-1m/sequences.txt.gz",
              List.of(Goal.least("ndcg10", 0.180))));

  private ModelsBench() {}

  /** What is asked of a figure; shares are told in percent. */
  private record Goal(String key, double limit, double times, boolean least) {
    static Goal least(String key, double limit) {
      return new Goal(key, limit, PERCENT, true);
    }

    static Goal most(String key, double limit) {
      return new Goal(key, limit, PERCENT, false);
    }

    void judge(Bench bench, String set, JsonNode told) {
      double figure = told.path(key).asDouble() * times;
      String what = set + " " + key;
      String unit = times == PERCENT ? "%" : "";
      if (least) {
        bench.atLeast(what, figure, unit, limit * times);
      } else {
        bench.atMost(what, figure, unit, limit * times);
      }
    }
  }

  /**
   * A set.
   *
   * @param command after {@code evaluate}; words with a slash are files of the data sets
   */
  private record Entry(String name, String command, List<Goal> goals) {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Bench bench = new Bench("models", arguments);
    List<String> names = new ArrayList<>(bench.arguments());
    List<String> budget = new ArrayList<>();
    int at = names.indexOf("--budget");
    if (at >= 0 && at + 1 < names.size()) {
      budget.addAll(List.of(names.remove(at), names.remove(at)));
    }
    List<String> known = ENTRIES.stream().map(Entry::name).toList();
    if (!known.containsAll(names)) {
      System.err.println("bench models [NAME…] [--budget 10m] [--json], of " + known);
      System.exit(2);
    }
    for (Entry entry : ENTRIES) {
      if (names.isEmpty() || names.contains(entry.name())) {
        JsonNode told = evaluate(entry, budget);
        System.err.println(entry.name() + ": " + told);
        entry.goals().forEach(goal -> goal.judge(bench, entry.name(), told));
      }
    }
    System.exit(bench.status());
  }

  private static JsonNode evaluate(Entry entry, List<String> budget)
      throws IOException, InterruptedException {
    Path root = Path.of(System.getProperty("playhouse.root", ".")).toAbsolutePath().normalize();
    Path data =
        root.resolve(System.getenv().getOrDefault("PLAYHOUSE_DATA", "../shared/data")).normalize();
    List<String> line = new ArrayList<>(List.of(root.resolve("playhouse").toString(), "evaluate"));
    for (String word : entry.command().split(" ", -1)) {
      line.add(word.contains("/") ? data.resolve(word).toString() : word);
    }
    line.addAll(budget);
    line.add("--json");
    Process process =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", line) + " ended with " + process.exitValue());
    }
    return new ObjectMapper().readTree(answer);
  }
}
