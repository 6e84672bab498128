package playhouse.models.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import playhouse.models.factory.Gate;
import playhouse.models.features.Moments;

/** Rankers that are learnt from lists whose truth is known. */
class RankerTest {
  private static final List<String> INPUTS = List.of("model", "trending", "likeness", "freshness");
  private static final int ALL = 0b111111;

  /** Where people in truth care for what trends and hardly for what the model says. */
  private static final double[] TRUTH = {0.5, 2.5, 1.5, 0};

  private static final double USUAL = -2.5;
  private static final double FADING = -0.8;

  @Test
  void whatPeopleInTruthCareForIsLearnt() {
    TrainedRanker trained = TrainedRanker.of(INPUTS, lists(1, 2_000, TRUTH), Formula.MODEL);
    assertThat(weights(trained.model(), Outcome.START))
        .zipSatisfy(
            List.of(0.5, 2.5, 1.5, 0.0),
            (learnt, meant) -> assertThat(learnt).isCloseTo(meant, within(0.25)));
    assertThat(trained.verdict().passed()).as("%s", trained.verdict().reasons()).isTrue();
    assertThat(figure(trained, "log_loss")).isLessThan(figure(trained, "champion_log_loss"));
    assertThat(figure(trained, "order")).isGreaterThan(figure(trained, "champion_order") + 0.02);
    assertThat(figure(trained, "ece[start]")).isLessThan(0.02);
  }

  @Test
  void theFirstPlaceIsNotTakenForMerit() {
    // What the model says most of stands first, and nobody looks further: that is no merit.
    TrainedRanker trained =
        TrainedRanker.of(INPUTS, lists(2, 6_000, new double[] {0, 0, 0, 0}), Formula.MODEL);
    assertThat(trained.model().weight("model", Outcome.START)).isCloseTo(0, within(0.4));
    assertThat(trained.model().weight(OutcomeModel.DEPTH, Outcome.START))
        .isCloseTo(FADING, within(0.15));
  }

  @Test
  void whatIsSeldomStaysAsPeopleThoughtOfIt() {
    OutcomeModel model = TrainedRanker.of(INPUTS, lists(3, 1_500, TRUTH), Formula.MODEL).model();
    assertThat(weights(model, Outcome.SHARE)).isEqualTo(weights(Formula.MODEL, Outcome.SHARE));
    assertThat(model.weight("a source that came later", Outcome.START))
        .isEqualTo(Formula.MODEL.weight("a source that came later", Outcome.START))
        .isCloseTo(0.3, within(1e-6));
  }

  @Test
  void theSameShowingsGiveTheSameBytesInWhateverOrder() {
    List<Shown> lists = lists(4, 1_000, TRUTH);
    byte[] once = TrainedRanker.of(INPUTS, lists, Formula.MODEL).model().encode();
    Collections.shuffle(lists, new Random(1));
    assertThat(TrainedRanker.of(INPUTS, lists, Formula.MODEL).model().encode()).isEqualTo(once);
    OutcomeModel read = OutcomeModel.decode("v1", once);
    assertThat(read.encode()).isEqualTo(once);
    assertThat(read.version()).isEqualTo("v1");
  }

  @Test
  void aDamagedModelIsRefused() {
    byte[] whole = Formula.MODEL.encode();
    assertThatThrownBy(() -> OutcomeModel.decode("v", Arrays.copyOf(whole, whole.length - 3)))
        .isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> OutcomeModel.decode("v", new byte[] {1, 2, 3, 4}))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void whoIsNoBetterDoesNotServe() {
    List<Shown> holdout = lists(5, 500, TRUTH);
    OutcomeModel good = TrainedRanker.of(INPUTS, lists(6, 2_000, TRUTH), Formula.MODEL).model();
    RankerExam champion = RankerExam.of(good, INPUTS, holdout);
    assertThat(RankerGate.judge(holdout, champion, champion, FADING).passed()).isFalse();
    RankerExam formula = RankerExam.of(Formula.MODEL, INPUTS, holdout);
    assertThat(RankerGate.judge(holdout, formula, champion, FADING).passed()).isFalse();
    assertThat(RankerGate.judge(holdout, champion, formula, FADING).passed()).isTrue();
  }

  @Test
  void whoPutsListsInAWorseOrderDoesNotServeHoweverWellItCounts() {
    List<Shown> holdout = lists(7, 800, TRUTH);
    Map<String, double[]> backwards = new TreeMap<>();
    INPUTS.forEach(
        input -> backwards.put(input, new double[] {-0.1 * weight(input), 0, 0, 0, 0, 0}));
    OutcomeModel counts = new OutcomeModel("v", new double[] {-2, -4, -5, -9, -9, -9}, backwards);
    Gate.Verdict verdict =
        RankerGate.judge(
            holdout,
            RankerExam.of(counts, INPUTS, holdout),
            RankerExam.of(Formula.MODEL, INPUTS, holdout),
            FADING);
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.reasons()).anyMatch(reason -> reason.startsWith("in worse order"));
  }

  @Test
  void tooLittleIsSaid() {
    assertThatThrownBy(() -> TrainedRanker.of(INPUTS, lists(8, 20, TRUTH), Formula.MODEL))
        .isInstanceOf(Moments.TooLittle.class)
        .hasMessageContaining("at least 500 are needed");
  }

  private static double figure(TrainedRanker trained, String name) {
    return trained.figures().getOrDefault(name, Double.NaN);
  }

  private static double weight(String input) {
    return Formula.MODEL.weight(input, Outcome.START);
  }

  private static List<Double> weights(OutcomeModel model, Outcome outcome) {
    return INPUTS.stream().map(input -> model.weight(input, outcome)).toList();
  }

  /**
   * Lists of twelve, in the order of what the model says but for two that are tried out in each
   * other's place, of which people start by that truth.
   */
  private static List<Shown> lists(long seed, int count, double[] truth) {
    Random random = new Random(seed);
    List<Shown> all = new ArrayList<>();
    for (int list = 0; list < count; list++) {
      List<float[]> titles = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        titles.add(
            new float[] {
              random.nextFloat(), random.nextFloat(), random.nextFloat(), random.nextFloat()
            });
      }
      titles.sort((one, other) -> Float.compare(other[0], one[0]));
      Collections.swap(titles, random.nextInt(12), random.nextInt(12));
      for (int place = 0; place < titles.size(); place++) {
        all.add(shown(list, place, titles.get(place), truth, random));
      }
    }
    return all;
  }

  private static Shown shown(int list, int place, float[] numbers, double[] truth, Random random) {
    double logit = USUAL + FADING * Math.log1p(place);
    for (int i = 0; i < truth.length; i++) {
      logit += truth[i] * numbers[i];
    }
    int came = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? Outcome.START.bit() : 0;
    if (came != 0 && random.nextDouble() < 0.5) {
      came |= Outcome.COMPLETE.bit();
    }
    String surface = list % 3 == 0 ? "next" : "home";
    return new Shown("l" + list, "p" + list % 200, surface, list, place, numbers, came, ALL);
  }
}
