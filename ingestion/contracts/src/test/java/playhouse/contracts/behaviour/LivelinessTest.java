package playhouse.contracts.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.contracts.facts.LiveFeatures;
import playhouse.contracts.facts.RecentTitle;

class LivelinessTest {
  private static final UUID PERSON = new UUID(1, 2);
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void aPlayThatHasJustBegunCountsLittle() {
    Liveliness after = Liveliness.NONE.with(deed("a", 0, Mark.begun()));
    assertThat(after.features(PERSON).getRecent())
        .containsExactly(new RecentTitle("a", NOON, Strength.BEGUN));
    assertThat(after.plays()).isEqualTo(1);
    assertThat(after.version()).isEqualTo(1);
  }

  @Test
  void theLatestTitleComesFirstAndEachComesOnce() {
    Liveliness after =
        all(
            List.of(
                deed("a", 0, Mark.begun()),
                deed("b", 1, Mark.begun()),
                deed("a", 2, Mark.begun()),
                deed("late", -5, Mark.begun())));
    assertThat(titles(after)).containsExactly("a", "b", "late");
  }

  @Test
  void halfATitleSeenInWhateverPiecesIsHalfTheStrength() {
    Liveliness after = Liveliness.NONE;
    for (int second = 0; second < 600; second += 10) {
      long slices = Coverage.of(second * 1000L, second * 1000L + 10_000, 1_200_000);
      after = after.with(deed("a", second, Mark.watched(slices, 10_000)));
      after = after.with(deed("a", second, Mark.watched(slices, 0)));
    }
    assertThat(after.recent().get(0).strength()).isEqualTo(0.5f);
    assertThat(after.playedMillis()).isEqualTo(600_000);
  }

  @Test
  void anOpinionOutweighsBehaviourAndTheLatestOpinionCounts() {
    Liveliness after =
        all(
            List.of(
                deed("a", 0, Mark.watched(Coverage.ALL, 1)),
                deed("a", 1, Mark.opinion(Strength.ofRating(2.0, "stars5"), 1))));
    assertThat(after.recent().get(0).strength()).isEqualTo(0.4f);
    after = after.with(deed("a", 2, Mark.opinion(Strength.FULL, 1)));
    assertThat(after.recent().get(0).strength()).isEqualTo(1f);
    assertThat(after.with(deed("a", -1, Mark.opinion(0.2f, 1))).recent().get(0).strength())
        .isEqualTo(1f);
  }

  @Test
  void aTitleTakenUpAfterItWasWavedAwayCountsAgain() {
    Liveliness waved = Liveliness.NONE.with(deed("a", 0, Mark.opinion(Strength.DISMISSED, 0)));
    assertThat(waved.recent().get(0).strength()).isZero();
    Liveliness watched = waved.with(deed("a", 1, Mark.watched(Coverage.ALL, 1)));
    assertThat(watched.recent().get(0).strength()).isEqualTo(1f);
  }

  @Test
  void onlyTheLatestTwoHundredTitlesAreKept() {
    List<Deed> deeds = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      deeds.add(deed("t" + i, i, Mark.begun()));
    }
    Liveliness after = all(deeds);
    assertThat(titles(after)).hasSize(200).startsWith("t249", "t248").endsWith("t50");
    assertThat(after.plays()).isEqualTo(250);
    Liveliness old = after.with(deed("old", -9, Mark.opinion(1f, 0)));
    assertThat(old.recent()).isEqualTo(after.recent());
    assertThat(old.with(deed("old", -9, Mark.opinion(1f, 0)))).isSameAs(old);
  }

  @Test
  void titlesThatFallOutAreStillKnownAsFormerOnes() {
    List<Deed> deeds = new ArrayList<>();
    for (int i = 0; i < 2500; i++) {
      deeds.add(deed("t" + i, i, Mark.begun()));
    }
    LiveFeatures features = all(deeds).features(PERSON);
    FormerTitles former = FormerTitles.of(features.getFormer());
    assertThat(former.size()).isEqualTo(FormerTitles.LIMIT);
    assertThat(former.contains("t2299")).isTrue();
    assertThat(former.contains("t300")).isTrue();
    assertThat(former.contains("t299")).as("the oldest are forgotten").isFalse();
    assertThat(former.contains("t2300")).as("still among the recent ones").isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20261122, 777})
  void theOrderOfArrivalDoesNotMatter(long seed) {
    Random random = new Random(seed);
    List<Deed> deeds = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      deeds.add(deed("t" + random.nextInt(60), random.nextInt(50), randomMark(random)));
    }
    LiveFeatures expected = all(deeds).features(PERSON);
    for (int round = 0; round < 20; round++) {
      Collections.shuffle(deeds, random);
      LiveFeatures shuffled = all(deeds).features(PERSON);
      shuffled = LiveFeatures.newBuilder(shuffled).setVersion(expected.getVersion()).build();
      assertThat(shuffled).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void ratingsOfEveryScaleLieBetweenBegunAndFull() {
    assertThat(Strength.ofRating(5.0, "stars5")).isEqualTo(1f);
    assertThat(Strength.ofRating(0.5, "stars5")).isEqualTo(0.1f);
    assertThat(Strength.ofRating(null, "stars5")).isEqualTo(0.5f);
    assertThat(Strength.ofRating(1.0, "plays")).isBetween(0.1f, 0.2f);
    assertThat(Strength.ofRating(350_000.0, "plays")).isEqualTo(1f);
    assertThat(Strength.ofRating(null, "order")).isEqualTo(1f);
    assertThat(Strength.ofRating(-3.0, "whatever")).isEqualTo(0.5f);
  }

  private static Mark randomMark(Random random) {
    long from = random.nextInt(100);
    return switch (random.nextInt(4)) {
      case 0 -> Mark.begun();
      case 1 -> Mark.watched(Coverage.of(from, from + random.nextInt(40), 140), 7);
      case 2 -> Mark.interest(Strength.KEPT);
      default -> Mark.opinion(random.nextInt(6) / 5f, 1);
    };
  }

  private static Liveliness all(List<Deed> deeds) {
    Liveliness person = Liveliness.NONE;
    for (Deed deed : deeds) {
      person = person.with(deed);
    }
    return person;
  }

  private static List<String> titles(Liveliness person) {
    return person.recent().stream().map(Attention::title).toList();
  }

  private static Deed deed(String title, int seconds, Mark mark) {
    return new Deed(PERSON, title, NOON.plusSeconds(seconds), mark);
  }
}
