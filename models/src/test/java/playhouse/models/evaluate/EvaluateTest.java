package playhouse.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateTest {
  @TempDir Path folder;
  private String people = "";
  private String others = "";

  @BeforeEach
  void write() throws IOException {
    people = file("people.csv", people(1, 300));
    others = file("others.csv", people(2, 200));
  }

  @Test
  void aCommandThatIsNotUnderstoodEndsWith2AndTellsTheTasks() {
    for (String[] words :
        new String[][] {
          {},
          {"dance"},
          {"churn", "--label", "left"},
          {"churn", "--train", people, "--label", "left", "--positive"},
          {"churn", "--train", people, "--text", "left"},
          {"churn", "--train", people, "--seed", "x", "--label", "left", "--positive", "yes"},
          {"toxicity", "--train", people, "--text", "plan", "--label", "left", "--folds", "1"},
          {"churn", "--train", people, "--budget", "1d", "--label", "left", "--positive", "yes"},
        }) {
      Asked asked = Asked.evaluate(words);
      assertThat(asked.exit()).as(asked.err()).isEqualTo(2);
      assertThat(asked.out()).isEmpty();
      assertThat(asked.err()).contains("off-policy").contains("churn");
    }
    assertThat(Asked.evaluate("--list").out()).contains("sentiment").contains("next-title");
  }

  @Test
  void aColumnOrValueThatIsNotThereIsToldWithThoseThatAre() {
    Asked column =
        Asked.evaluate("churn", "--train", people, "--label", "gone", "--positive", "yes");
    assertThat(column.exit()).isEqualTo(2);
    assertThat(column.err()).contains("no column 'gone' but plan, hours, left");
    Asked value = Asked.evaluate("churn", "--train", people, "--label", "left", "--positive", "si");
    assertThat(value.exit()).isEqualTo(2);
    assertThat(value.err()).contains("left = 'si'").contains("[no, yes]");
    Asked text =
        Asked.evaluate("toxicity", "--train", people, "--label", "left", "--text", "words");
    assertThat(text.exit()).isEqualTo(2);
    assertThat(text.err()).contains("--text").contains("no column 'words'");
  }

  @Test
  void aFileThatIsMissingOrHoldsTooLittleEndsWith1() throws IOException {
    String none = folder.resolve("none.csv").toString();
    String few = file("few.csv", "a,left\n1,yes\n2,no\n3,no\n");
    for (String train : new String[] {none, few}) {
      Asked asked =
          Asked.evaluate("churn", "--train", train, "--label", "left", "--positive", "yes");
      assertThat(asked.exit()).as(asked.err()).isEqualTo(1);
      assertThat(asked.err()).contains(train);
    }
    Asked classes = Asked.evaluate("sentiment", "--train", few, "--label", "left", "--text", "a");
    assertThat(classes.exit()).isEqualTo(1);
    assertThat(classes.err()).contains("class 'no'");
    Asked json = Asked.evaluate("intent", "--train", few);
    assertThat(json.exit()).isEqualTo(1);
    assertThat(json.err()).contains("is no JSON");
  }

  @Test
  void churnTellsItsFiguresAndReasonsAndTheSameAgain() {
    String[] words = {
      "churn",
      "--train",
      people,
      "--test",
      others,
      "--label",
      "left",
      "--positive",
      "yes",
      "--reasons",
      "2",
      "--json"
    };
    Asked asked = Asked.evaluate(words);
    assertThat(asked.keys()).containsExactly("task", "auc", "ece", "seconds");
    assertThat(asked.figure("auc")).isGreaterThan(0.8);
    assertThat(asked.figure("ece")).isLessThan(0.12);
    assertThat(asked.err()).contains("row 2: ").contains("plan = month");
    assertThat(Asked.evaluate(words).figure("auc")).isEqualTo(asked.figure("auc"));
  }

  @Test
  void withoutATestFileItIsCrossValidated() {
    Asked asked =
        Asked.evaluate(
            "conversion",
            "--train",
            people,
            "--label",
            "left",
            "--positive",
            "yes",
            "--folds",
            "2");
    assertThat(asked.exit()).isZero();
    assertThat(asked.out())
        .contains("auc ")
        .contains("aucDeviation ")
        .contains("ece ")
        .contains("folds ");
    assertThat(asked.out().lines().findFirst().orElse("")).matches("task +conversion");
  }

  @Test
  void aColumnThatWouldTellTheAnswerCanBeDropped() {
    Asked asked =
        Asked.evaluate(
            "churn",
            "--train",
            people,
            "--test",
            others,
            "--label",
            "left",
            "--positive",
            "yes",
            "--drop",
            "plan,hours",
            "--json");
    assertThat(asked.exit()).isEqualTo(1);
    assertThat(asked.err()).contains("nothing to learn from");
    Asked unknown =
        Asked.evaluate(
            "churn", "--train", people, "--label", "left", "--positive", "yes", "--drop", "x");
    assertThat(unknown.exit()).isEqualTo(2);
  }

  @Test
  void aLabelThatWasNeverLearntIsToldOfATest() throws IOException {
    String known = file("known.csv", reviews("good", "bad"));
    String odd = file("odd.csv", "text,label\nx,strange\n");
    Asked asked =
        Asked.evaluate(
            "sentiment", "--train", known, "--test", odd, "--text", "text", "--label", "label");
    assertThat(asked.exit()).isEqualTo(1);
    assertThat(asked.err()).contains("'strange'").contains("[bad, good]");
    Asked same =
        Asked.evaluate(
            "toxicity",
            "--train",
            known,
            "--test",
            known,
            "--text",
            "text",
            "--label",
            "label",
            "--json");
    assertThat(same.keys()).containsExactly("task", "accuracy", "macroF1", "seconds");
    assertThat(same.figure("macroF1")).isEqualTo(1);
  }

  @Test
  void nextTitlesMaskWhatWasTakenAndTheCatalogueIsBothFiles() throws IOException {
    StringBuilder train = new StringBuilder();
    StringBuilder test = new StringBuilder();
    for (int person = 0; person < 60; person++) {
      int from = person % 12;
      train.append("p").append(person);
      for (int step = 0; step < 6; step++) {
        train.append(" x:").append((from + step) % 12);
      }
      train.append('\n');
      test.append("p").append(person).append(person == 0 ? " y:new" : " x:" + (from + 6) % 12);
      test.append('\n');
    }
    String trainFile = file("train.txt", train.toString());
    Asked asked =
        Asked.evaluate(
            "next-title",
            "--train",
            trainFile,
            "--test",
            file("test.txt", test.toString()),
            "--json");
    assertThat(asked.keys()).containsExactly("task", "ndcg10", "hr10", "hr50", "masked", "seconds");
    assertThat(asked.figure("hr10")).isEqualTo(0.983333);
    assertThat(asked.figure("ndcg10")).isGreaterThan(0.9);
    Asked twice = Asked.evaluate("next-title", "--train", file("twice.txt", "a 1 2\na 3\n"));
    assertThat(twice.err()).contains("line 2: a comes twice");
  }

  @Test
  void offPolicyTellsThePolicyAndAnIntervalForEach() throws IOException {
    StringBuilder log = new StringBuilder("item_id,position,click,propensity_score\n");
    Random random = new Random(1);
    for (int row = 0; row < 400; row++) {
      int item = random.nextInt(2);
      log.append("%d,1,%d,0.5\n".formatted(item, random.nextInt(4) < 1 + item ? 1 : 0));
    }
    Asked asked =
        Asked.evaluate("off-policy", "--train", file("log.csv", log.toString()), "--json");
    assertThat(asked.keys())
        .containsExactly(
            "task",
            "policy",
            "ips",
            "ipsInterval",
            "snips",
            "snipsInterval",
            "dr",
            "drInterval",
            "switchDr",
            "switchDrInterval",
            "seconds");
    assertThat(asked.json().path("policy").asText()).isEqualTo("thompson");
    assertThat(asked.json().path("drInterval").path(0).asDouble()).isLessThan(asked.figure("dr"));
    assertThat(asked.figure("snips")).isBetween(0.35, 0.65);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static String people(int seed, int rows) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("plan,hours,left\n");
    for (int row = 0; row < rows; row++) {
      boolean month = random.nextBoolean();
      boolean left = random.nextDouble() < (month ? 0.85 : 0.1);
      text.append(month ? "month" : "year").append(',').append(random.nextInt(100)).append(',');
      text.append(left ? "yes" : "no").append('\n');
    }
    return text.toString();
  }

  private static String reviews(String good, String bad) {
    StringBuilder text = new StringBuilder("text,label\n");
    for (int row = 0; row < 30; row++) {
      text.append("\"lovely, truly ").append(row).append("\",").append(good).append('\n');
      text.append("dull thing ").append(row).append(',').append(bad).append('\n');
    }
    return text.toString();
  }
}
