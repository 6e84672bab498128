package playhouse.models.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeaturesTest {
  private static final int DAYS = 150;

  @Test
  void a_live_fold_in_any_order_of_arrival_tells_the_same_bits_as_the_whole_history() {
    int told = 0;
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      List<Fact> all = RandomLives.facts(seed, DAYS);
      long moment = RandomLives.day(20 + random.nextDouble() * (DAYS - 20));
      LiveLife live = new LiveLife(PersonFeatures.all());
      List<Fact> known = new ArrayList<>(all.stream().filter(f -> f.atMicros() <= moment).toList());
      known.addAll(known.subList(0, known.size() / 3));
      for (List<Fact> arriving : lateByLessThanTwoDays(known, random)) {
        arriving.forEach(live::take);
      }
      for (Feature feature : PersonFeatures.all()) {
        float past = feature.at(Life.of(all), moment);
        assertThat(Float.floatToRawIntBits(live.at(feature, moment)))
            .as("%s of life %d: %s from the history", feature.name(), seed, past)
            .isEqualTo(Float.floatToRawIntBits(past));
        told += Float.isNaN(past) || past == 0 ? 0 : 1;
      }
    }
    assertThat(told).as("numbers that are not empty").isGreaterThan(500);
  }

  /** In order but for stretches of less than the lateness that a fold allows. */
  private static List<List<Fact>> lateByLessThanTwoDays(List<Fact> facts, Random random) {
    List<Fact> inOrder = new ArrayList<>(facts);
    inOrder.sort(Fact.IN_ORDER);
    List<List<Fact>> parts = new ArrayList<>();
    for (Fact fact : inOrder) {
      long since = parts.isEmpty() ? 0 : parts.get(parts.size() - 1).get(0).atMicros();
      if (parts.isEmpty()
          || fact.atMicros() - since > Moments.micros(LiveLife.LATENESS.dividedBy(2))) {
        parts.add(new ArrayList<>());
      }
      parts.get(parts.size() - 1).add(fact);
    }
    parts.forEach(part -> Collections.shuffle(part, random));
    return parts;
  }

  @Test
  void a_live_fold_lets_go_of_what_nobody_looks_back_to_and_says_so() {
    LiveLife live = new LiveLife(PersonFeatures.all());
    for (int day = 0; day < 400; day++) {
      live.take(Fact.of(Kind.INTERACTED, RandomLives.day(day), "r" + day, "rating", 0));
    }
    assertThat(live.size()).isBetween(90, 95);
    Feature deeds =
        PersonFeatures.all().stream()
            .filter(f -> f.name().equals("deeds_28d"))
            .findFirst()
            .orElseThrow();
    assertThat(live.at(deeds, RandomLives.day(399))).isEqualTo(28);
    assertThatThrownBy(() -> live.at(deeds, RandomLives.day(300)))
        .hasMessageContaining("ask the lake");
  }

  @Test
  void no_feature_reads_past_its_moment_nor_what_it_does_not_name() {
    for (int seed = 0; seed < 40; seed++) {
      List<Fact> all = RandomLives.facts(seed, DAYS);
      long moment = RandomLives.day(90);
      for (Feature feature : PersonFeatures.all()) {
        List<Fact> named =
            all.stream()
                .filter(
                    fact -> fact.atMicros() <= moment && feature.sources().contains(fact.kind()))
                .filter(
                    fact ->
                        feature
                            .window()
                            .map(back -> fact.atMicros() >= moment - Moments.micros(back))
                            .orElse(true))
                .toList();
        assertThat(Float.floatToRawIntBits(feature.at(Life.of(all), moment)))
            .as(feature.name())
            .isEqualTo(Float.floatToRawIntBits(feature.at(Life.of(named), moment)));
      }
    }
  }

  @Test
  void each_feature_has_a_name_of_its_own_and_a_meaning() {
    Set<String> names = new HashSet<>();
    for (Feature feature : PersonFeatures.all()) {
      assertThat(names.add(feature.name())).as(feature.name()).isTrue();
      assertThat(feature.meaning()).isNotBlank();
      assertThat(feature.sources()).isNotEmpty();
    }
  }

  @Test
  void numbers_of_a_life_told_by_hand_are_right() {
    Life life =
        Life.of(
            List.of(
                Fact.of(Kind.REGISTERED, RandomLives.day(0), "a", "DE", 0),
                new Fact(Kind.PLAYED, RandomLives.day(10), "p1", "tv", 3_600_000, 0.5),
                new Fact(Kind.PLAYED, RandomLives.day(10.5), "p2", "web", 1_800_000, 1),
                new Fact(Kind.PLAYED, RandomLives.day(60), "p3", "tv", 3_600_000, 1),
                Fact.of(Kind.STRETCH_BEGAN, RandomLives.day(1), "s", "trial", 0),
                Fact.of(Kind.STRETCH_ENDED, RandomLives.day(8), "s", "payment", 0),
                Fact.of(Kind.STRETCH_BEGAN, RandomLives.day(8), "s", "paid", 9_000_000),
                Fact.of(Kind.STRETCH_ENDED, RandomLives.day(31), "s", "voluntary", 0),
                Fact.of(Kind.INVOICED, RandomLives.day(8), "i", "", 9_000_000),
                Fact.of(Kind.INVOICE_PAID, RandomLives.day(9), "i", "", 9_000_000)));
    long moment = RandomLives.day(12);
    assertThat(number("plays_28d", life, moment)).isEqualTo(2);
    assertThat(number("played_hours_28d", life, moment)).isEqualTo(1.5f);
    assertThat(number("watching_days_28d", life, moment)).isEqualTo(2);
    assertThat(number("completion_28d", life, moment)).isEqualTo(0.75f);
    assertThat(number("tv_share_28d", life, moment)).isEqualTo(0.5f);
    assertThat(number("days_since_play", life, moment)).isEqualTo(1.5f);
    assertThat(number("tenure_days", life, moment)).isEqualTo(12);
    assertThat(number("mrr", life, moment)).isEqualTo(9);
    assertThat(number("paid_days", life, moment)).isEqualTo(4);
    assertThat(number("on_trial", life, moment)).isZero();
    assertThat(number("on_trial", life, RandomLives.day(7))).isEqualTo(1);
    assertThat(number("paid_days", life, RandomLives.day(40))).isNaN();
    assertThat(number("left_before", life, RandomLives.day(40))).isEqualTo(1);
    assertThat(number("invoices_open", life, RandomLives.day(8.5))).isEqualTo(1);
    assertThat(number("invoices_open", life, moment)).isZero();
  }

  @Test
  void what_is_learnt_from_was_over_when_the_examination_began() {
    Instant end = Instant.parse("2026-11-01T00:00:00Z");
    Moments moments =
        Moments.of(
            LocalDate.ofInstant(RandomLives.BEGAN, ZoneOffset.UTC), end, Duration.ofDays(30));
    assertThat(moments.holdout()).isEqualTo(Instant.parse("2026-10-02T00:00:00Z"));
    assertThat(moments.training())
        .hasSize(8)
        .allSatisfy(
            at -> assertThat(at.plus(Duration.ofDays(30))).isBeforeOrEqualTo(moments.holdout()));
    assertThatThrownBy(() -> Moments.of(LocalDate.of(2026, 10, 1), end, Duration.ofDays(30)))
        .isInstanceOf(Moments.TooLittle.class)
        .hasMessageContaining("74 days are needed")
        .hasMessageContaining("there are 31");
  }

  private static float number(String name, Life life, long moment) {
    return PersonFeatures.all().stream()
        .filter(feature -> feature.name().equals(name))
        .findFirst()
        .orElseThrow()
        .at(life, moment);
  }
}
