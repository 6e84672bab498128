package playhouse.models.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import playhouse.models.linear.OneAgainstRest;
import playhouse.models.linear.SparseRows;

class TextTest {
  private static final List<String> THREE = List.of("good film", "good good music", "bad film");

  /**
   * "good" and "film" are in two of three texts, rarity 1 + ln(4/3); "music" and "bad" in one are
   * not learnt. "good good music" is then "good" alone, and "good film" two that weigh alike.
   */
  @Test
  void piecesWeighByHowRareTheyAreAndATextIsOfLengthOne() {
    Vocabulary vocabulary = Vocabulary.learn(THREE, new Grams(0, 1), 2);
    assertThat(vocabulary.size()).isEqualTo(2);
    SparseRows rows = vocabulary.rows(THREE);
    assertThat(sum(rows.rows(new int[] {0}))).isCloseTo(Math.sqrt(2), within(1e-6));
    assertThat(sum(rows.rows(new int[] {1}))).isCloseTo(1, within(1e-6));
    assertThat(sum(vocabulary.rows(List.of("unheard of")))).isZero();
  }

  /** "good" twice: (1 + ln 2)(1 + ln(4/3)); "music" once: 1 + ln(4/2). */
  @Test
  void howOftenAPieceComesCountsByItsLogarithm() {
    Vocabulary vocabulary = Vocabulary.learn(THREE, new Grams(0, 1), 1);
    double good = (1 + Math.log(2)) * (1 + Math.log(4 / 3.0));
    double music = 1 + Math.log(2);
    assertThat(vocabulary.size()).isEqualTo(4);
    assertThat(sum(vocabulary.rows(List.of("good good music"))))
        .isCloseTo((good + music) / Math.hypot(good, music), within(1e-6));
  }

  @Test
  void piecesAreRunsOfCharactersAndOfWordsWhateverTheirWidthAndCase() {
    assertThat(pieces("AB", new Grams(2, 0))).hasSize(5);
    assertThat(pieces("a b c", new Grams(0, 2))).hasSize(5);
    assertThat(pieces("Ｇｏｏｄ　FILM", new Grams(4, 2)))
        .isEqualTo(pieces("good film", new Grams(4, 2)));
    assertThat(pieces("好看", new Grams(2, 0))).isNotEqualTo(pieces("看好", new Grams(2, 0)));
  }

  @Test
  void aClassIsToldAndItsProbabilityIsSure() {
    List<String> texts = new ArrayList<>();
    int[] labels = new int[200];
    Random random = new Random(2);
    for (int at = 0; at < 200; at++) {
      labels[at] = random.nextInt(2);
      texts.add((labels[at] == 0 ? "很好吃 " : "太慢了 ") + random.nextInt(50));
    }
    TextClassifier model =
        TextClassifier.train(texts, labels, List.of("bad", "good"), TextParameters.tone(), 1);
    assertThat(model.classify(List.of("好吃", "慢"))).containsExactly(0, 1);
    double[][] told = model.probabilities(List.of("很好吃", "太慢了", "?"));
    assertThat(told[0][0]).isGreaterThan(0.95);
    assertThat(told[1][1]).isGreaterThan(0.95);
    assertThat(told[2][0] + told[2][1]).isCloseTo(1, within(1e-9));
  }

  /** Of four rightly told in scope, a quarter may be lost: the threshold is the second lowest. */
  @Test
  void theThresholdGivesUpAsManyInScopeAsItMay() {
    double[][] scores = {{1, 0, -1}, {0.2, 0, 0.4}, {0, 0.8, 0}, {0.5, 0, 0}, {0, 9, 0}, {0, 0, 1}};
    int[] labels = {0, 0, 1, 0, 0, 2};
    assertThat(IntentClassifier.threshold(scores, labels, 2, true, 0.25)).isEqualTo(0.5);
    assertThat(IntentClassifier.threshold(scores, labels, 2, true, 0)).isEqualTo(0);
  }

  @Test
  void whatIsOutOfScopeIsNoneOfTheIntents() {
    String[] refunds = {"i want my money back", "please refund my payment", "refund the charge"};
    String[] players = {
      "the film does not play", "video stops all the time", "the player is black"
    };
    String[] others = {
      "how tall is the moon", "who won the match", "what is a whale", "tell a joke"
    };
    List<Sentence> sentences = new ArrayList<>();
    for (String ending : List.of("", " now", " again", " today", ", thanks")) {
      add(sentences, refunds, ending, Optional.of("refund"));
      add(sentences, players, ending, Optional.of("playback"));
      add(sentences, others, ending, Optional.empty());
    }
    int first = sentences.size();
    add(
        sentences,
        new String[] {"can i have a refund", "my money please"},
        "",
        Optional.of("refund"));
    add(sentences, new String[] {"no film plays", "my video stops"}, "", Optional.of("playback"));
    int[] validation = IntStream.range(first, sentences.size()).toArray();
    IntentClassifier model =
        IntentClassifier.train(sentences, validation, 0, TextParameters.intent(), 1);
    assertThat(model.intents()).containsExactly("playback", "refund");
    assertThat(
            model.classify(
                List.of(
                    "i want a refund of my money", "the video does not play", "who is a whale")))
        .containsExactly(Optional.of("refund"), Optional.of("playback"), Optional.empty());
  }

  /** Both encoders say what is alike in their own language, without a word in common. */
  @Test
  void anEncoderKnowsWhatIsAlikeWithoutACommonWord() {
    List<String> english = List.of("cancel my subscription", "end the membership", "nice weather");
    List<String> chinese = List.of("我要退款", "请把钱还给我", "今天天气真好");
    for (List<String> three : List.of(english, chinese)) {
      SparseRows rows = SentenceEncoder.of(three).rows(three);
      int[] labels = {0, 0, 1};
      SparseRows known = rows.rows(new int[] {0, 2});
      double[][] told = OneAgainstRest.train(known, new int[] {0, 1}, 2, 1, 0, 50, 1).scores(rows);
      assertThat(OneAgainstRest.best(told)).isEqualTo(labels);
    }
  }

  private static void add(
      List<Sentence> sentences, String[] texts, String ending, Optional<String> intent) {
    for (String text : texts) {
      sentences.add(new Sentence(text + ending, intent));
    }
  }

  private static List<Long> pieces(String text, Grams grams) {
    List<Long> pieces = new ArrayList<>();
    grams.of(text, pieces::add);
    return pieces;
  }

  private static double sum(SparseRows rows) {
    return rows.sums()[0];
  }
}
