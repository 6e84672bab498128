package playhouse.streaming.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Family;
import playhouse.contracts.Pseudonyms;
import playhouse.contracts.behaviour.Liveliness;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.Interaction;
import playhouse.contracts.facts.LiveFeatures;
import playhouse.contracts.facts.Playback;
import playhouse.contracts.facts.RecentTitle;
import playhouse.streaming.Door;
import playhouse.streaming.RunningJob;
import playhouse.testbed.Broker;

class LiveFeaturesJobTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String KAFKA = Broker.shared().address();

  @TempDir Path checkpoints;

  @Test
  void repeatedShuffledAndPoisonousFactsGiveWhatTheRuleGives() {
    Random random = new Random(20261122);
    List<UUID> people = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    List<SpecificRecordBase> facts = facts(random, people, 900);
    List<SpecificRecordBase> sent = new ArrayList<>(facts);
    sent.addAll(facts.subList(0, 300));
    Collections.shuffle(sent, random);
    try (RunningJob job = RunningJob.start(KAFKA, checkpoints, LiveFeaturesJobTest::define);
        Door door = new Door(KAFKA);
        LiveView view = new LiveView(KAFKA)) {
      job.awaitRunning();
      for (int i = 0; i < sent.size(); i++) {
        if (i % 100 == 0) {
          poison(door, people.get(0));
        }
        door.send(sent.get(i));
      }
      for (UUID person : people) {
        LiveFeatures expected = expected(facts, person);
        view.await(person, LIMIT, got -> withoutVersion(got).equals(withoutVersion(expected)));
      }
    }
  }

  @Test
  void aJobKilledInTheMiddleGoesOnFromItsCheckpointWithoutLossOrRepetition() {
    Random random = new Random(7);
    List<UUID> people = List.of(UUID.randomUUID(), UUID.randomUUID());
    List<SpecificRecordBase> facts = facts(random, people, 600);
    try (Door door = new Door(KAFKA);
        LiveView view = new LiveView(KAFKA)) {
      try (RunningJob job = RunningJob.start(KAFKA, checkpoints, LiveFeaturesJobTest::define)) {
        facts.subList(0, 300).forEach(door::send);
        door.flush();
        job.awaitCheckpoints(2);
        facts.subList(300, 400).forEach(door::send);
        door.flush();
      }
      facts.subList(350, 600).forEach(door::send);
      door.flush();
      try (RunningJob job = RunningJob.restore(KAFKA, checkpoints, LiveFeaturesJobTest::define)) {
        job.awaitRunning();
        for (UUID person : people) {
          LiveFeatures expected = expected(facts, person);
          view.await(person, LIMIT, got -> withoutVersion(got).equals(withoutVersion(expected)));
        }
        job.awaitLag(LiveFeaturesJob.GROUP, 0, LIMIT);
      }
    }
  }

  @Test
  void whatHappensNowIsToldAtOnceAndHistoryIsGathered() {
    UUID now = UUID.randomUUID();
    UUID then = UUID.randomUUID();
    try (RunningJob job = RunningJob.start(KAFKA, checkpoints, LiveFeaturesJobTest::define);
        Door door = new Door(KAFKA);
        LiveView view = new LiveView(KAFKA)) {
      job.awaitRunning();
      door.send(Facts.start(now, "warm-up", "t0", Instant.now()));
      view.await(now, LIMIT, got -> got.getPlays() == 1);
      for (int i = 0; i < 500; i++) {
        door.send(
            Facts.rating(then, "r" + i, "t" + i % 50, Instant.EPOCH.plusSeconds(i + 900_000_000L)));
      }
      long before = System.nanoTime();
      door.send(Facts.start(now, "watched", "t1", Instant.now()));
      view.await(now, LIMIT, got -> got.getPlays() == 2);
      // Gathered, it would have taken five seconds; how soon "at once" is, FreshnessTest says.
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
      view.await(then, LIMIT, got -> got.getInteractions() == 500);
      assertThat(view.changesOf(then)).isLessThan(10);
    }
  }

  @Test
  void whatABotDoesIsNotKnownOfAnybody() {
    UUID person = UUID.randomUUID();
    try (RunningJob job = RunningJob.start(KAFKA, checkpoints, LiveFeaturesJobTest::define);
        Door door = new Door(KAFKA);
        LiveView view = new LiveView(KAFKA)) {
      job.awaitRunning();
      Playback one = Facts.start(person, "bots", "t0", Instant.now());
      door.send(
          Playback.newBuilder(one)
              .setEnvelope(Envelope.newBuilder(one.getEnvelope()).setExclusion("bot").build())
              .build());
      door.send(Facts.start(person, "own", "t1", Instant.now()));
      // They came in that order: had the first counted, this would never be so.
      view.await(
          person,
          LIMIT,
          got ->
              got.getPlays() == 1
                  && got.getRecent().stream()
                      .map(RecentTitle::getTitle)
                      .toList()
                      .equals(List.of("t1")));
    }
  }

  private static void define(StreamExecutionEnvironment env) {
    LiveFeaturesJob.install(env, KAFKA);
  }

  private static List<SpecificRecordBase> facts(Random random, List<UUID> people, int count) {
    Instant start = Instant.now().minusSeconds(3600);
    List<SpecificRecordBase> facts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      UUID person = people.get(random.nextInt(people.size()));
      String title = "title-" + random.nextInt(260);
      String id = person + "/" + i;
      Instant occurred = start.plusSeconds(i);
      facts.add(
          random.nextBoolean()
              ? Facts.start(person, id, title, occurred)
              : Facts.like(person, id, title, occurred));
    }
    return facts;
  }

  private static LiveFeatures expected(List<SpecificRecordBase> facts, UUID person) {
    Liveliness state = Liveliness.NONE;
    for (SpecificRecordBase fact : facts) {
      var deed =
          fact instanceof Playback playback
              ? playhouse.contracts.behaviour.Deeds.of(playback)
              : playhouse.contracts.behaviour.Deeds.of((Interaction) fact);
      if (deed.orElseThrow().person().equals(person)) {
        state = state.with(deed.orElseThrow());
      }
    }
    return state.features(person);
  }

  /** How often a state changed depends on the order of arrival; what it says does not. */
  private static LiveFeatures withoutVersion(LiveFeatures features) {
    List<RecentTitle> recent = List.copyOf(features.getRecent());
    return LiveFeatures.newBuilder(features).setVersion(0).setRecent(recent).build();
  }

  private static void poison(Door door, UUID person) {
    byte[] key = Pseudonyms.bytes(person);
    byte[] garbage = "not an event".getBytes(StandardCharsets.UTF_8);
    door.sendBytes(Family.PLAYBACK.topic(), key, garbage);
    door.sendBytes(Family.INTERACTION.topic(), new byte[] {1}, garbage);
    String endless = "t".repeat(70_000);
    door.send(Facts.like(person, UUID.randomUUID().toString(), endless, Instant.now()));
  }
}
