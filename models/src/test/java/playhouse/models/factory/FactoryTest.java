package playhouse.models.factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import playhouse.models.features.Fact;
import playhouse.models.features.Feature;
import playhouse.models.features.Kind;
import playhouse.models.features.Life;
import playhouse.models.features.Moments;
import playhouse.models.features.PersonFeatures;
import playhouse.models.features.RandomLives;
import playhouse.models.tabular.Reason;

class FactoryTest {
  private static final int PEOPLE = 400;
  private static final int DAYS = 150;
  private static final Question CHURN = new Churn();
  private static final Moments MOMENTS = moments();
  private static final Map<String, Life> LIVES = lives();
  private static final Trained FIRST = train(CHURN, Optional.empty(), 1);

  @Test
  void learns_examines_and_lets_pass_what_is_better_than_one_answer_for_all() {
    assertThat(FIRST.figures().get("auc")).isGreaterThan(0.65);
    assertThat(FIRST.figures()).containsKeys("auc[country=DE]", "log_loss[platform=tv]");
    assertThat(FIRST.verdict().passed()).as(FIRST.verdict().reasons().toString()).isTrue();
  }

  @Test
  void the_same_examples_and_seed_give_the_same_bytes_and_another_seed_others() {
    byte[] bytes = FIRST.model().encode();
    assertThat(train(CHURN, Optional.empty(), 1).model().encode()).isEqualTo(bytes);
    assertThat(train(CHURN, Optional.empty(), 2).model().encode()).isNotEqualTo(bytes);
  }

  @Test
  void another_process_with_another_compiler_learns_the_same_bytes() throws Exception {
    Process alone =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FactoryTest.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String told = new String(alone.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(alone.waitFor()).isZero();
    assertThat(told.strip()).endsWith(sha256());
  }

  /** Learns, and tells the hash of what came out. */
  public static void main(String[] arguments) {
    System.out.println(sha256());
  }

  private static String sha256() {
    return Code.sha256(FIRST.model().encode());
  }

  @Test
  void what_is_read_back_answers_the_same_with_reasons_and_what_is_damaged_is_refused() {
    PersonModel model = FIRST.model();
    byte[] bytes = model.encode();
    PersonModel again = PersonModel.decode(bytes);
    for (Example example : examples(CHURN).subList(0, 50)) {
      PersonModel.Answer answer = again.answer(example.numbers());
      assertThat(answer).isEqualTo(model.answer(example.numbers()));
      assertThat(answer.interval().low()).isLessThanOrEqualTo(answer.probability());
      assertThat(answer.interval().high()).isGreaterThanOrEqualTo(answer.probability());
    }
    List<Reason> reasons = again.reasons(examples(CHURN).get(0).numbers(), 3);
    assertThat(reasons).hasSize(3);
    assertThat(Math.abs(reasons.get(0).weight()))
        .isGreaterThanOrEqualTo(Math.abs(reasons.get(2).weight()));
    bytes[0]++;
    assertThatThrownBy(() -> PersonModel.decode(bytes)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void a_champion_keeps_its_place_against_one_that_is_no_better() {
    Gate.Verdict verdict = train(CHURN, Optional.of(FIRST.model()), 1).verdict();
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.reasons().get(0)).startsWith("not better").contains("the champion");
  }

  @Test
  void the_gate_says_no_to_what_is_worse_of_a_slice_or_slow() {
    List<Example> holdout = new ArrayList<>();
    double[] worse = new double[600];
    double[] champion = new double[600];
    for (int row = 0; row < 600; row++) {
      boolean came = row % 2 == 0;
      String country = row < 500 ? "DE" : "CN";
      holdout.add(new Example("p" + row, 0, new float[0], came, Map.of("country", country)));
      champion[row] = came == (row % 5 > 1) ? 0.7 : 0.3;
      boolean right = row < 500;
      worse[row] = came == right ? 0.9 : 0.1;
    }
    Gate gate = Gate.standard();
    Gate.Verdict verdict = gate.judge(holdout, worse, Optional.of(champion), 10);
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.reasons()).anyMatch(reason -> reason.startsWith("worse of country=CN"));
    assertThat(verdict.reasons().get(0)).startsWith("better");
    assertThat(gate.judge(holdout, worse, Optional.empty(), 10).passed()).isTrue();
    assertThat(gate.judge(holdout, worse, Optional.empty(), 5000).passed()).isFalse();
  }

  @Test
  void a_feature_that_peeks_is_refused_by_name() {
    Feature peeking =
        new Feature(
            "plays_soon",
            "plays of the next week",
            Set.of(Kind.PLAYED),
            Optional.of(Duration.ofDays(7)),
            (life, at) -> life.between(Kind.PLAYED, at, at + week()).size());
    assertThatThrownBy(() -> train(told(peeking), Optional.empty(), 1))
        .isInstanceOf(Leak.class)
        .hasMessageContaining("feature plays_soon reads past its moment")
        .hasMessageContaining("life.until");
  }

  @Test
  void a_fact_that_is_dated_before_it_was_known_is_refused_by_what_it_tells() {
    Feature knowing =
        new Feature(
            "ends_soon",
            "what the tables say today of the stretch that was then",
            Set.of(Kind.TICKET),
            Optional.empty(),
            (life, at) ->
                life.until(Kind.TICKET, at).stream()
                    .filter(
                        ticket -> ticket.amount() > at && ticket.amount() < at + 30 * week() / 7)
                    .count());
    Map<String, Life> backdated = new HashMap<>();
    LIVES.forEach(
        (person, life) ->
            backdated.put(
                person,
                Life.of(
                    Stream.concat(
                            Stream.of(Kind.values()).flatMap(kind -> life.all(kind).stream()),
                            life.all(Kind.STRETCH_ENDED).stream()
                                .filter(ended -> ended.word().equals("voluntary"))
                                .map(
                                    ended ->
                                        Fact.of(
                                            Kind.TICKET,
                                            RandomLives.day(0),
                                            "t",
                                            "",
                                            ended.atMicros())))
                        .toList())));
    Question question = told(knowing);
    assertThatThrownBy(
            () ->
                Trained.of(
                    question,
                    examples(question, backdated),
                    MOMENTS,
                    backdated,
                    Optional.empty(),
                    1))
        .isInstanceOf(Leak.class)
        .hasMessageContaining("feature ends_soon tells churn by itself");
  }

  @Test
  void too_few_of_a_kind_are_told_of_not_learnt_from() {
    List<Example> few = examples(CHURN).stream().filter(one -> !one.came()).toList();
    assertThatThrownBy(() -> Trained.of(CHURN, few, MOMENTS, Map.of(), Optional.empty(), 1))
        .isInstanceOf(Moments.TooLittle.class)
        .hasMessageContaining("at least 20 of each kind are needed");
  }

  @Test
  void churn_and_conversion_are_asked_of_whom_their_definitions_name() {
    Life left =
        Life.of(
            List.of(
                Fact.of(Kind.STRETCH_BEGAN, RandomLives.day(0), "s", "paid", 9),
                Fact.of(Kind.STRETCH_ENDED, RandomLives.day(40), "s", "pause", 0),
                Fact.of(Kind.STRETCH_BEGAN, RandomLives.day(40), "s", "paused", 0),
                Fact.of(Kind.STRETCH_ENDED, RandomLives.day(60), "s", "resumption", 0),
                Fact.of(Kind.STRETCH_BEGAN, RandomLives.day(60), "s", "paid", 9)));
    assertThat(CHURN.asked(left, RandomLives.day(20))).isTrue();
    assertThat(CHURN.came(left, RandomLives.day(20))).as("rests").isTrue();
    assertThat(CHURN.came(left, RandomLives.day(35))).as("came back").isFalse();
    assertThat(CHURN.asked(left, RandomLives.day(50))).isFalse();
    assertThat(new Conversion().asked(left, RandomLives.day(20))).isFalse();
  }

  @Test
  void people_who_changed_are_told_by_the_stability_of_what_they_do() {
    PersonModel model = FIRST.model();
    List<float[]> same = examples(CHURN).stream().map(Example::numbers).toList();
    assertThat(plays(model, same).index()).isCloseTo(0, within(0.25));
    int plays = model.features().indexOf("plays_28d");
    same.forEach(row -> row[plays] *= 9);
    Seen.Stability changed = plays(model, same);
    assertThat(changed.index()).isGreaterThan(changed.limit());
  }

  private static Seen.Stability plays(PersonModel model, List<float[]> now) {
    return Optional.ofNullable(model.stability(now).get("plays_28d")).orElseThrow();
  }

  private static Trained train(Question question, Optional<PersonModel> champion, long seed) {
    return Trained.of(question, examples(question), MOMENTS, LIVES, champion, seed);
  }

  private static List<Example> examples(Question question) {
    return examples(question, LIVES);
  }

  private static List<Example> examples(Question question, Map<String, Life> lives) {
    List<Example> all = new ArrayList<>();
    for (Instant at :
        Stream.concat(MOMENTS.training().stream(), Stream.of(MOMENTS.holdout())).toList()) {
      new TreeMap<>(lives)
          .forEach(
              (person, life) ->
                  Example.of(question, person, life, Moments.micros(at)).ifPresent(all::add));
    }
    return all;
  }

  private static long week() {
    return Moments.micros(Duration.ofDays(7));
  }

  private static Moments moments() {
    Instant end = RandomLives.BEGAN.plus(Duration.ofDays(DAYS));
    return Moments.of(LocalDate.parse("2026-07-01"), end, Duration.ofDays(30));
  }

  private static Map<String, Life> lives() {
    Map<String, Life> lives = new HashMap<>();
    for (int seed = 0; seed < PEOPLE; seed++) {
      lives.put("p" + seed, Life.of(RandomLives.facts(seed, DAYS)));
    }
    return lives;
  }

  /** Churn with one more feature. */
  private static Question told(Feature more) {
    return new Question() {
      private static final long serialVersionUID = 1;

      @Override
      public String name() {
        return CHURN.name();
      }

      @Override
      public String meaning() {
        return CHURN.meaning();
      }

      @Override
      public boolean asked(Life life, long atMicros) {
        return CHURN.asked(life, atMicros);
      }

      @Override
      public boolean came(Life life, long atMicros) {
        return CHURN.came(life, atMicros);
      }

      @Override
      public List<Feature> features() {
        return Stream.concat(PersonFeatures.all().stream(), Stream.of(more)).toList();
      }
    };
  }
}
