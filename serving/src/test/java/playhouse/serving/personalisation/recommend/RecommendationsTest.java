package playhouse.serving.personalisation.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import playhouse.contracts.facts.Credit;
import playhouse.models.ranking.Formula;
import playhouse.models.ranking.OutcomeModel;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Availability;
import playhouse.serving.personalisation.candidates.Candidate;
import playhouse.serving.personalisation.candidates.CandidateSource;
import playhouse.serving.personalisation.candidates.Viewer;
import playhouse.serving.personalisation.weights.Weights;

class RecommendationsTest {
  private final Pipeline house = new Pipeline();
  private final UUID person = UUID.randomUUID();

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void anEmptyHouseServesAnEmptyList() {
    ServedList list = house.home(person, 20);
    assertThat(list.items()).isEmpty();
    assertThat(list.servedBy()).isEqualTo("nothing");
    assertThat(list.degraded()).isEmpty();
  }

  @Test
  void somebodyUnknownGetsAFullListOfWhatThereIs() {
    house.films(400, 5);
    for (int limit : List.of(1, 20, 200)) {
      ServedList list = house.home(person, limit);
      assertThat(Pipeline.titles(list)).hasSize(limit).doesNotHaveDuplicates();
      assertThat(list.viewer().isCold()).isTrue();
    }
  }

  @Test
  void whereEverythingIsForbiddenNothingIsShown() {
    house.films(50, 5);
    house.licensed = title -> false;
    assertThat(house.home(person, 20).items()).isEmpty();
  }

  @Test
  void whatHasNoLicenceIsNeverShownAndTheListIsFullAllTheSame() {
    house.films(1000, 7);
    house.licensed = title -> Integer.parseInt(title.substring(1)) % 20 == 0;
    List<String> shown = Pipeline.titles(house.home(person, 50));
    assertThat(shown).hasSize(50).allMatch(house.licensed);
  }

  @Test
  void aLicenceThatEndsBetweenTwoLooksIsSeenBeforeTheListIsShown() {
    house.films(60, 7);
    AtomicInteger looks = new AtomicInteger();
    house.licensed = title -> !title.equals("f0") || looks.incrementAndGet() == 1;
    List<String> shown = Pipeline.titles(house.home(person, 20));
    assertThat(looks).hasValueGreaterThan(1);
    assertThat(shown).hasSize(20).doesNotContain("f0");
  }

  @Test
  void childrenAreNeverShownWhatIsForOlderPeopleOrOfNoKnownAge() {
    for (int i = 0; i < 600; i++) {
      var film = Pipeline.film("f" + i, "G" + i % 5);
      if (i % 3 > 0) {
        film.setMinimumAge(i % 19);
      }
      house.title(film, Pipeline.NOW.minusSeconds(i));
    }
    for (int age : List.of(0, 7, 12)) {
      house.ages.put(person, age);
      for (Ask.Surface surface : List.of(Ask.Surface.HOME, Ask.Surface.EMAIL)) {
        ServedList list = house.recommendations().serve(Pipeline.ask(person, surface, 20));
        assertThat(Pipeline.titles(list))
            .hasSize(20)
            .allMatch(title -> isFor(age, Integer.parseInt(title.substring(1))));
      }
    }
  }

  private static boolean isFor(int age, int film) {
    return film % 3 > 0 && film % 19 <= age;
  }

  @Test
  void whatIsBlockedWithdrawnOrSeenIsNotShown() {
    house.films(40, 5);
    house.took(person, 1, "f3");
    house.block(person, "f1");
    house.withdraw("f2");
    assertThat(Pipeline.titles(house.home(person, 40)))
        .hasSize(37)
        .doesNotContain("f1", "f2", "f3");
  }

  @Test
  void aSourceThatThrowsIsLeftOutAndTheListSaysSo() {
    house.films(30, 5);
    house.more.add(new Source("broken", false, () -> List.<Candidate>of().get(0)));
    ServedList list = house.home(person, 20);
    assertThat(list.items()).hasSize(20);
    assertThat(list.degraded()).containsExactly("broken:failed");
    assertThat(house.meters.scrape())
        .contains("playhouse_recommendation_degraded_total{what=\"broken:failed\"} 1.0");
  }

  @Test
  void aSourceThatHangsIsNotWaitedForAndItsThreadIsLetGo() throws InterruptedException {
    house.films(30, 5);
    CountDownLatch interrupted = new CountDownLatch(1);
    house.more.add(
        new Source(
            "stuck",
            true,
            () -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return Candidate.of("f9", 1, Candidate.Why.NEW);
            }));
    ServedList list = house.home(person, 20);
    assertThat(list.items()).hasSize(20);
    assertThat(list.degraded()).containsExactly("stuck:late");
    assertThat(list.millis()).isLessThan(5_000);
    assertThat(interrupted.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whenAllThreadsHangOthersAreServedWithoutThatSource() throws InterruptedException {
    house.films(30, 5);
    CountDownLatch end = new CountDownLatch(1);
    house.more.add(
        new Source(
            "deaf",
            true,
            () -> {
              while (end.getCount() > 0) {
                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
              }
              return Candidate.of("f9", 1, Candidate.Why.NEW);
            }));
    for (int i = 0; i < 17; i++) {
      assertThat(house.home(person, 5).items()).hasSize(5);
    }
    assertThat(house.home(person, 5).degraded()).containsExactly("deaf:busy");
    end.countDown();
  }

  @Test
  void whereNothingCanBeReadOfAChildTheyAreAStrangerButStillAChild() {
    house.films(30, 5);
    house.title(Pipeline.film("young", "G").setMinimumAge(3), Instant.EPOCH);
    house.title(Pipeline.film("old", "G").setMinimumAge(16), Instant.EPOCH);
    house.ages.put(person, 6);
    house.took(person, 1, "f3");
    byte[] cut = java.util.Arrays.copyOf(house.live.bytes(person).orElseThrow(), 40);
    assertThatThrownBy(
            () ->
                house.live.take(
                    Pipeline.record("x", playhouse.contracts.Pseudonyms.bytes(person), cut)))
        .isInstanceOf(RuntimeException.class);
    ServedList list = house.home(person, 5);
    assertThat(list.degraded()).containsExactly("hydrate:failed");
    assertThat(list.viewer().isCold()).isTrue();
    assertThat(Pipeline.titles(list)).containsExactly("young");
  }

  @Test
  void withTheSameDiceItIsTheSameList() {
    house.films(300, 9);
    house.took(person, 1, "f7", "f12");
    Ask ask = Pipeline.ask(person, Ask.Surface.HOME, 30);
    for (int seed = 0; seed < 20; seed++) {
      List<ServedList.Item> one =
          house.recommendations().serve(ask, Optional.of(new SplittableRandom(seed))).items();
      List<ServedList.Item> two =
          house.recommendations().serve(ask, Optional.of(new SplittableRandom(seed))).items();
      assertThat(one).isEqualTo(two);
    }
    assertThat(house.home(person, 30).items()).isEqualTo(house.home(person, 30).items());
  }

  @Test
  void whatIsLoggedIsHowOftenEachTitleIsInEachPlace() {
    house.films(90, 9);
    int draws = 4_000;
    Ask ask = Pipeline.ask(person, Ask.Surface.HOME, 20);
    Map<String, Integer> times = new HashMap<>();
    Map<String, Double> said = new HashMap<>();
    for (int seed = 0; seed < draws; seed++) {
      List<ServedList.Item> items =
          house.recommendations().serve(ask, Optional.of(new SplittableRandom(seed))).items();
      for (int place = 0; place < items.size(); place++) {
        String at = items.get(place).title() + " in " + place;
        times.merge(at, 1, Integer::sum);
        said.put(at, items.get(place).propensity());
      }
    }
    assertThat(said).hasSizeGreaterThan(30);
    said.forEach(
        (at, propensity) ->
            assertThat((double) times.getOrDefault(at, 0) / draws)
                .as(at)
                .isCloseTo(
                    propensity,
                    within(5 * Math.sqrt(propensity * (1 - propensity) / draws) + 1e-9)));
  }

  @Test
  void whatTheBusinessPaysForDecidesTheOrder() {
    house.films(30, 3);
    house.took(person, 1, "f0");
    String usual = Pipeline.titles(house.home(person, 10)).get(0);
    house.weights = new Weights(2, -1, -1, -1, -1, 1, 1);
    ServedList turned = house.home(person, 10);
    assertThat(turned.rankedBy()).isEqualTo("formula-1/2");
    assertThat(Pipeline.titles(turned).get(0)).isNotEqualTo(usual);
  }

  @Test
  void whatIsLearntDecidesTheOrderAndTheListTellsWhatItWasToldBy() {
    house.films(30, 3);
    house.took(person, 1, "f0");
    ServedList usual = house.home(person, 10);
    double[] start = {-9, 0, 0, 0, 0, 0};
    house.outcomes = new OutcomeModel("learnt-7", new double[6], Map.of(Formula.LIKENESS, start));
    ServedList learnt = house.home(person, 10);
    assertThat(learnt.rankedBy()).isEqualTo("learnt-7/0");
    assertThat(likeness(learnt)).isLessThan(likeness(usual));
    assertThat(learnt.items())
        .allSatisfy(item -> assertThat(item.inputs()).hasSameSizeAs(learnt.inputNames()));
  }

  /** Of the whole list. */
  private static double likeness(ServedList list) {
    int likeness = list.inputNames().indexOf(Formula.LIKENESS);
    return list.items().stream().mapToDouble(item -> item.inputs().get(likeness)).sum();
  }

  @Test
  void theNextEpisodeThatWasNotSeenComesFirst() {
    house.films(20, 4);
    for (int episode = 1; episode <= 4; episode++) {
      house.title(
          Pipeline.film("e" + episode, "Drama")
              .setKind("episode")
              .setSeries("s")
              .setSeason(1)
              .setEpisode(episode),
          Pipeline.NOW.minusSeconds(100_000));
    }
    house.took(person, 1, "e1", "e2");
    ServedList home = house.home(person, 10);
    assertThat(Pipeline.titles(home).get(0)).isEqualTo("e3");
    assertThat(home.items().get(0).reason().code()).isEqualTo("next_episode");
    ServedList after =
        house
            .recommendations()
            .serve(
                new Ask(
                    UUID.randomUUID(),
                    Ask.Surface.POST_PLAY,
                    Optional.of("e1"),
                    Optional.empty(),
                    5));
    assertThat(Pipeline.titles(after).get(0)).isEqualTo("e2");
  }

  @Test
  void whatSomebodyMadeWhoseWorkIsLikedIsShownWithTheirName() {
    house.films(20, 4);
    List<Credit> credits = List.of(new Credit("Lin Wei", "director"));
    house.title(Pipeline.film("liked", "X").setCredits(credits), Instant.EPOCH);
    house.title(Pipeline.film("other", "Y").setCredits(credits), Instant.EPOCH);
    UUID fan = UUID.randomUUID();
    like(fan, "liked");
    house.took(fan, 1, "liked");
    ServedList list = house.home(fan, 10);
    assertThat(list.items().get(0).title()).isEqualTo("other");
    assertThat(list.items().get(0).reason().english())
        .isEqualTo("By Lin Wei, who made Film liked, which you like");
    assertThat(list.items().get(0).reason().chinese()).contains("Lin Wei");
  }

  @Test
  void theFirstPageComesInRowsEachWithItsWordsAndNoTitleTwice() {
    house.films(200, 6);
    house.list("popular", "f150", "f151", "f152", "f153");
    house.list("similar:f100", "f50", "f51", "f52", "f53");
    house.took(person, 1, "f100", "f120");
    house.leaving.add(new Availability.Leaving("f199", Instant.parse("2026-11-25T00:00:00Z")));
    play(person, "f120", 0.5);
    ServedList list = house.recommendations().serve(Pipeline.ask(person, Ask.Surface.HOME_ROWS, 3));
    assertThat(list.rows())
        .extracting(ServedList.Row::id)
        .containsExactly("continue", "because:f100", "leaving", "newest", "popularity");
    assertThat(list.rows()).extracting(ServedList.Row::chinese).contains("继续观看", "即将下线");
    assertThat(Pipeline.titles(list)).doesNotHaveDuplicates().startsWith("f120");
    assertThat(list.rows()).allMatch(row -> row.to() - row.from() <= 3);
  }

  private void like(UUID who, String title) {
    var fact =
        playhouse.contracts.facts.Interaction.newBuilder()
            .setEnvelope(
                playhouse.contracts.facts.Envelope.newBuilder(Pipeline.envelope(Pipeline.NOW))
                    .setPerson(who)
                    .build())
            .setType("like.added")
            .setLikeAdded(new playhouse.contracts.facts.LikeAdded(title))
            .build();
    house.likes.take(Pipeline.record("x", new byte[16], playhouse.contracts.Wire.encode(fact)));
  }

  private void play(UUID who, String title, double share) {
    var beat =
        playhouse.contracts.facts.PlaybackHeartbeat.newBuilder()
            .setPlay("p")
            .setTitle(title)
            .setRuntimeMillis(1000)
            .setFromMillis(0)
            .setToMillis((long) (1000 * share))
            .setPlayedMillis(500)
            .build();
    var fact =
        playhouse.contracts.facts.Playback.newBuilder()
            .setEnvelope(
                playhouse.contracts.facts.Envelope.newBuilder(Pipeline.envelope(Pipeline.NOW))
                    .setPerson(who)
                    .build())
            .setType("playback.heartbeat")
            .setPlaybackHeartbeat(beat)
            .build();
    house.unfinished.take(
        Pipeline.record("x", new byte[16], playhouse.contracts.Wire.encode(fact)));
  }

  /** A source that does what a test wants. */
  private record Source(String name, boolean mayWait, java.util.function.Supplier<Candidate> find)
      implements CandidateSource {
    @Override
    public List<Candidate> find(Ask ask, Viewer viewer, int wanted) {
      return List.of(find.get());
    }
  }
}
