package playhouse.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import playhouse.models.factory.Gate.Verdict;
import playhouse.models.recommend.RecommenderGate.Standing;

class RecommenderGateTest {
  private static final int PEOPLE = 200;
  private static final RecommenderGate GATE = RecommenderGate.standard();
  private static final Holdout ALL = Holdout.since(readers(), Instant.MIN, 1);

  @Test
  void theSameRecipeLearntAnewServesUnlessItIsWorseByMoreThanChance() {
    assertThat(judge(renewed(gains(.5)), gains(.5)).passed()).isTrue();
    assertThat(judge(renewed(gains(.5)), some(.5, .49, 2)).passed()).as("chance").isTrue();
    Verdict worse = judge(renewed(gains(.5)), some(.5, 0, 60));
    assertThat(worse.passed()).isFalse();
    assertThat(worse.reasons().get(0)).startsWith("worse: NDCG@10 0.3500 against 0.5000");
  }

  @Test
  void anotherRecipeServesOnlyIfItIsBetterByAMarginThatIsNoChance() {
    assertThat(judge(another(gains(.5)), gains(.5)).passed()).isFalse();
    assertThat(judge(another(gains(.5)), gains(.501)).passed()).as("no margin").isFalse();
    assertThat(judge(another(gains(.5)), some(.5, 1, 1)).passed()).as("one of many").isFalse();
    assertThat(judge(another(gains(.5)), some(.5, 1, 60)).passed()).isTrue();
  }

  /** The first half has long histories: what they lose the others win twice. */
  @Test
  void whatIsBetterOnTheWholeAndWorseOfASliceIsRefused() {
    double[] challenger = gains(.5);
    for (int place = 0; place < PEOPLE; place++) {
      challenger[place] += ALL.slices(place).contains("history=heavy") ? -.1 : .3;
    }
    Verdict verdict = judge(another(gains(.5)), challenger);
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.reasons())
        .anySatisfy(reason -> assertThat(reason).startsWith("worse of history=heavy"))
        .noneSatisfy(reason -> assertThat(reason).contains("history=light"));
    RecommenderGate.Rival nothingServes =
        new RecommenderGate.Rival("what most people took", gains(.5), Standing.FIRST);
    assertThat(judge(nothingServes, challenger).passed()).isTrue();
  }

  @Test
  void whatIsTooSlowIsRefused() {
    Verdict verdict = GATE.judge(ALL, gains(1), another(gains(.5)), 51);
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.reasons()).anyMatch(reason -> reason.startsWith("too slow: a list takes"));
  }

  @Test
  void onlyPeopleWhoTookSomethingSinceAreAskedAndOfNobodyNothingSpeaksAgainstARenewal() {
    Instant last = People.START.plusSeconds(60 * 11);
    assertThat(Holdout.since(readers(), last, 1).people()).hasSize(PEOPLE / 2);
    Holdout nobody = Holdout.since(readers(), last.plusSeconds(9_999), 1);
    assertThat(nobody.people()).isEmpty();
    double[] none = new double[0];
    assertThat(GATE.judge(nobody, none, renewed(none), nobody.millis(model())).passed()).isTrue();
    assertThat(GATE.judge(nobody, none, another(none), 0).passed()).isFalse();
  }

  @Test
  void aModelThatLearntTheOrderGainsMoreThanWhatMostPeopleTook() {
    double[] learnt = ALL.gains(model());
    double[] popular = ALL.gainsOfPopularity();
    assertThat(learnt).hasSize(PEOPLE).contains(1.0);
    assertThat(Arrays.stream(learnt).average().orElse(0))
        .isGreaterThan(Arrays.stream(popular).average().orElse(0) + .2);
    assertThat(ALL.millis(model())).isBetween(0.0, 50.0);
  }

  private static Verdict judge(RecommenderGate.Rival rival, double[] challenger) {
    return GATE.judge(ALL, challenger, rival, 1);
  }

  private static RecommenderGate.Rival renewed(double[] gains) {
    return new RecommenderGate.Rival("the champion", gains, Standing.RENEWED);
  }

  private static RecommenderGate.Rival another(double[] gains) {
    return new RecommenderGate.Rival("the champion", gains, Standing.ANOTHER);
  }

  private static double[] gains(double each) {
    double[] gains = new double[PEOPLE];
    Arrays.fill(gains, each);
    return gains;
  }

  private static double[] some(double most, double others, int count) {
    double[] gains = gains(most);
    Arrays.fill(gains, 0, count, others);
    return gains;
  }

  private static RecommenderModel model() {
    return Trainer.train(readers().withoutLast(), Parameters.defaults());
  }

  /** By turns with thirteen titles and with six, in order, of shelves of forty. */
  private static Histories readers() {
    List<List<Taken>> all = new ArrayList<>();
    for (int person = 0; person < PEOPLE; person++) {
      int from = person * 7 % 27;
      int titles = person % 2 == 0 ? 13 : 6;
      String shelf = person % 4 < 2 ? "a" : "b";
      all.add(
          People.took(
              IntStream.range(from, from + titles)
                  .mapToObj(title -> shelf + title)
                  .toArray(String[]::new)));
    }
    return People.histories(all);
  }
}
