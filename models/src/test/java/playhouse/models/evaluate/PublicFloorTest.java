package playhouse.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.models.recommend.PublicData;

/**
 * Floors on samples of the public sets, a little under what they give; docs/models.md has the
 * whole.
 */
class PublicFloorTest {
  @TempDir Path folder;

  @Test
  void churnOfTheTelephoneCompany() throws IOException {
    String file = "telco-churn/telco.csv.gz";
    Asked asked =
        Asked.evaluate(
            "churn",
            "--train",
            lines(file, 0, 2500),
            "--test",
            lines(file, 2500, 5000),
            "--label",
            "Churn",
            "--positive",
            "Yes",
            "--json");
    assertThat(asked.figure("auc")).isGreaterThan(0.83);
    assertThat(asked.figure("ece")).isLessThan(0.04);
  }

  @Test
  void toneOfReviewsAndOffensiveComments() throws IOException {
    String reviews = "zh-sentiment/online_shopping_10_cats.csv.gz";
    Asked tone =
        Asked.evaluate(
            "sentiment",
            "--train",
            every(reviews, 20, 0),
            "--test",
            every(reviews, 40, 1),
            "--text",
            "review",
            "--label",
            "label",
            "--json");
    assertThat(tone.figure("accuracy")).isGreaterThan(0.86);
    Asked offensive =
        Asked.evaluate(
            "toxicity",
            "--train",
            every("cold/train.csv.gz", 6, 0),
            "--test",
            every("cold/dev.csv.gz", 4, 0),
            "--text",
            "TEXT",
            "--label",
            "label",
            "--json");
    assertThat(offensive.figure("macroF1")).isGreaterThan(0.80);
  }

  /** Fifteen intents with twenty sentences each. */
  @Test
  void intentsAndWhatIsNoneOfThem() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode some = mapper.createObjectNode();
    try (BufferedReader reader =
        PublicData.open(PublicData.file("clinc150/data_train_val.json.gz"))) {
      JsonNode all = mapper.readTree(reader);
      Set<String> intents = new TreeSet<>();
      for (JsonNode pair : all.path("val")) {
        intents.add(pair.path(1).asText());
      }
      List<String> kept = intents.stream().limit(15).toList();
      for (String part : List.of("train", "val")) {
        ArrayNode list = some.putArray(part);
        for (String intent : kept) {
          int taken = 0;
          for (JsonNode pair : all.path(part)) {
            if (pair.path(1).asText().equals(intent) && taken++ < 20) {
              list.add(pair);
            }
          }
        }
        some.set("oos_" + part, all.path("oos_" + part));
      }
    }
    Path file = folder.resolve("some.json");
    mapper.writeValue(file.toFile(), some);
    Asked asked = Asked.evaluate("intent", "--train", file.toString(), "--json");
    assertThat(asked.keys()).containsExactly("task", "accuracy", "oosRecall", "seconds");
    assertThat(asked.figure("accuracy")).isGreaterThan(0.93);
    assertThat(asked.figure("oosRecall")).isGreaterThan(0.5);
  }

  @Test
  void loggedRecommendationsAreWorthWhatTheyEarned() {
    Path file = PublicData.file("open-bandit/random-women/women.csv.gz");
    Asked asked =
        Asked.evaluate("off-policy", "--train", file.toString(), "--policy", "uniform", "--json");
    assertThat(asked.figure("ips")).isBetween(0.003, 0.008);
    assertThat(asked.figure("ips")).isEqualTo(asked.figure("snips"));
  }

  /** All of it is in NabTest. */
  @Test
  void anomaliesOfOneFileOfTheBenchmark() {
    Path windows = PublicData.file("nab/windows.json");
    Path file = windows.resolveSibling("realAdExchange/exchange-2_cpc_results.csv.gz");
    for (String option : List.of("--train", "--windows")) {
      Asked asked =
          Asked.evaluate(
              "anomaly", "--test", file.toString(), option, windows.toString(), "--json");
      assertThat(asked.keys()).containsExactly("task", "nabScore", "seconds");
      assertThat(asked.figure("nabScore")).isGreaterThan(0);
    }
  }

  /** The header with some of the rows, where a row is a line. */
  private String lines(String name, int from, int to) throws IOException {
    List<String> all = all(name);
    Path file = folder.resolve(from + ".csv");
    Files.write(file, List.of(all.get(0)));
    Files.write(file, all.subList(1 + from, 1 + to), StandardOpenOption.APPEND);
    return file.toString();
  }

  private String every(String name, int step, int offset) throws IOException {
    List<String> all = all(name);
    Path file = folder.resolve(name.replace('/', '-') + step + "-" + offset);
    StringBuilder text = new StringBuilder(all.get(0)).append('\n');
    for (int row = 1 + offset; row < all.size(); row += step) {
      text.append(all.get(row)).append('\n');
    }
    Files.writeString(file, text);
    return file.toString();
  }

  private static List<String> all(String name) throws IOException {
    try (BufferedReader reader = PublicData.open(PublicData.file(name))) {
      return reader.lines().collect(Collectors.toList());
    }
  }
}
