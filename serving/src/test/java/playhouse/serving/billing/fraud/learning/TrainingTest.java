package playhouse.serving.billing.fraud.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import playhouse.serving.EmptyServices;
import playhouse.serving.billing.fraud.seen.Feature;
import playhouse.serving.billing.fraud.seen.Features;
import playhouse.serving.platform.store.ServicesDatabase;

/** What a model believes, and what it learns from whom. */
class TrainingTest {
  @Test
  void whatWeBelieveBeforeAnythingIsKnownSaysWhatItIsWrittenToSay() {
    assertThat(Model.PRIOR.score(paying(1, 0))).isLessThan(0.06);
    assertThat(Model.PRIOR.score(paying(4, 3))).isBetween(0.8, 0.97);
    assertThat(Model.PRIOR.score(paying(8, 7))).isGreaterThan(0.97);
    assertThat(Model.PRIOR.reasons(paying(8, 7)))
        .startsWith("declines_device_1h", "methods_device_1h");
    assertThat(Model.PRIOR.reasons(new Features(Map.of()))).isEmpty();
  }

  @Test
  void tooLittleTeachesNothing() {
    assertThat(Training.learn(List.of())).isEmpty();
    assertThat(Training.learn(examples(30, 1, 5))).isEmpty();
    List<Training.Example> onlyGood =
        examples(200, 1, 50).stream().filter(example -> !example.fraud()).toList();
    assertThat(Training.learn(onlyGood)).isEmpty();
  }

  @Test
  void aSignThatTheWorldShowsIsLearntAndTheSameExamplesTeachTheSame() {
    List<Training.Example> examples = examples(800, 7, 400);
    Training.Learnt learnt = Training.learn(examples).orElseThrow();
    assertThat(learnt.metrics().loss()).isLessThan(learnt.metrics().priorLoss());
    assertThat(learnt.model().weight(Feature.PEOPLE_METHOD))
        .isGreaterThan(Model.PRIOR.weight(Feature.PEOPLE_METHOD));
    assertThat(Training.learn(examples)).contains(learnt);
  }

  @Test
  void oneWhoPoisonsTeachesAQuarterAtMost() {
    List<Training.Example> poison = new ArrayList<>(examples(200, 7, 100));
    List<Training.Example> unguarded = new ArrayList<>(poison);
    for (int i = 0; i < 600; i++) {
      poison.add(new Training.Example(paying(8, 7), false, "case:mallory"));
      unguarded.add(new Training.Example(paying(8, 7), false, "case:mallory" + i));
    }
    Collections.shuffle(poison, new Random(1));
    Collections.shuffle(unguarded, new Random(1));
    List<Training.Example> guarded = Training.guarded(poison);
    long theirs = guarded.stream().filter(e -> e.who().equals("case:mallory")).count();
    assertThat(theirs).isPositive().isLessThanOrEqualTo(guarded.size() / 4);
    assertThat(Training.learn(poison).orElseThrow().model().score(paying(8, 7)))
        .isGreaterThan(3 * Training.learn(unguarded).orElseThrow().model().score(paying(8, 7)));
  }

  @Test
  void onlyWhatIsConfirmedAndNotFreshIsALabel() {
    Instant now = Instant.parse("2027-03-01T00:00:00Z");
    try (ServicesDatabase database = EmptyServices.open()) {
      database.write(
          tx -> {
            for (int i = 1; i <= 4; i++) {
              decide(tx, i, "deny", now.minus(Duration.ofDays(30)));
            }
            LabelStore.add(
                tx,
                id(1),
                LabelStore.Source.CASE,
                false,
                "agent.ana",
                now.minus(Duration.ofDays(20)));
            LabelStore.add(
                tx,
                id(1),
                LabelStore.Source.CHARGEBACK,
                true,
                "bank",
                now.minus(Duration.ofDays(10)));
            LabelStore.add(
                tx,
                id(2),
                LabelStore.Source.CASE,
                true,
                "agent.ana",
                now.minus(Duration.ofDays(2)));
            return LabelStore.settle(tx, now);
          });
      List<Training.Example> examples =
          database.read(handle -> LabelStore.examples(handle, now, 100));
      assertThat(examples).as("3 and 4 were only refused, 2 is too fresh").hasSize(1);
      assertThat(examples.get(0).fraud()).as("the bank goes before people").isTrue();
    }
  }

  private static void decide(org.jdbi.v3.core.Handle tx, int i, String verdict, Instant at) {
    tx.createUpdate(
            """
            insert into billing.fraud_decision (payment, attempt, person, at, currency, amount,
              verdict, score, reasons, shadow, model, features, control)
            values (:id, 1, :id, :at, 'USD', 9.99, :verdict, 0.5, '', '', 'prior', '{}', false)""")
        .bind("id", id(i))
        .bind("at", at)
        .bind("verdict", verdict)
        .execute();
  }

  private static java.util.UUID id(int i) {
    return new java.util.UUID(1, i);
  }

  private static Features paying(int methods, int declines) {
    return new Features(
        Map.of(
            Feature.METHODS_DEVICE_1H, (double) methods,
            Feature.METHODS_DEVICE_7D, (double) methods,
            Feature.METHODS_IP_1H, (double) methods,
            Feature.METHODS_PERSON_24H, 1.0,
            Feature.DECLINES_DEVICE_1H, (double) declines,
            Feature.DECLINES_IP_1H, (double) declines,
            Feature.PEOPLE_DEVICE_24H, (double) methods,
            Feature.PEOPLE_METHOD, 1.0,
            Feature.AMOUNT, 9.99));
  }

  /** A world in which frauds use methods that several people were seen with. */
  private static List<Training.Example> examples(int many, long seed, int people) {
    Random random = new Random(seed);
    List<Training.Example> examples = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      boolean fraud = random.nextInt(4) == 0;
      double shared = fraud ? 3 + random.nextInt(4) : 1;
      examples.add(
          new Training.Example(
              paying(1 + random.nextInt(2), random.nextInt(2)).with(Feature.PEOPLE_METHOD, shared),
              fraud,
              "case:agent" + random.nextInt(people)));
    }
    return examples;
  }
}
