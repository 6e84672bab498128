package playhouse.streaming.ads;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.ads.AdCase;
import playhouse.contracts.ads.AdPiece;
import playhouse.contracts.ads.AdRow;
import playhouse.contracts.facts.Ad;
import playhouse.contracts.facts.AdClick;
import playhouse.contracts.facts.AdFilled;
import playhouse.contracts.facts.AdImpression;
import playhouse.contracts.facts.AdPaid;
import playhouse.contracts.facts.AdQuartile;
import playhouse.contracts.facts.AdReport;
import playhouse.contracts.facts.AdViewable;
import playhouse.contracts.facts.IvtFlagged;
import playhouse.streaming.Door;
import playhouse.streaming.RunningJob;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;

class AdReportsJobTest {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final String KAFKA = Broker.shared().address();
  private static final int LATE_MILLIS = 2_000;

  private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);

  @TempDir Path checkpoints;

  @Test
  void inWhateverOrderFactsArriveAndHoweverOftenRowsAreThoseOfTheRule() {
    Random random = new Random(20261201);
    String lineItem = "li-" + UUID.randomUUID();
    List<Ad> facts = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      facts.addAll(story(lineItem, random));
    }
    Map<String, AdRow> expected = rows(facts);
    List<Ad> sent = new ArrayList<>(facts);
    sent.addAll(facts.subList(0, 200));
    Collections.shuffle(sent, random);
    try (RunningJob job = RunningJob.start(KAFKA, checkpoints, AdReportsJobTest::define);
        Door door = new Door(KAFKA);
        View view = new View()) {
      job.awaitRunning();
      sent.forEach(door::send);
      door.flush();
      expected.forEach(
          (key, row) -> {
            AdReport told = view.await(key, one -> same(one, row.report(key, one.getComputed())));
            assertThat(told.getLatest()).isNotNull();
          });
    }
  }

  @Test
  void whatIsToldLateCorrectsWhatWasToldWithinTwoSeconds() {
    String lineItem = "li-" + UUID.randomUUID();
    UUID impression = UUID.randomUUID();
    String key = hour + "|pre-roll|adv|" + lineItem + "|cr|USD";
    try (RunningJob job = RunningJob.start(KAFKA, checkpoints, AdReportsJobTest::define);
        Door door = new Door(KAFKA);
        View view = new View()) {
      job.awaitRunning();
      door.send(clicked(impression));
      door.send(shown(lineItem, impression, UUID.randomUUID(), hour.plusSeconds(60)));
      door.flush();
      view.await(key, one -> one.getImpressions() == 1 && one.getValidClicks() == 1);
      List<Long> millis = new ArrayList<>();
      for (int i = 2; i <= 20; i++) {
        int many = i;
        long begun = System.nanoTime();
        door.send(shown(lineItem, UUID.randomUUID(), UUID.randomUUID(), hour.plusSeconds(i)));
        door.flush();
        view.await(key, one -> one.getImpressions() == many);
        millis.add((System.nanoTime() - begun) / 1_000_000);
      }
      System.out.printf(
          "from a fact to its report, of %d: slowest %d ms%n",
          millis.size(), Collections.max(millis));
      assertThat(Collections.max(millis)).isLessThanOrEqualTo(LATE_MILLIS);
      UUID neverShown = UUID.randomUUID();
      door.send(paid(impression, "click", 400_000));
      door.send(paid(impression, "click", 400_000));
      door.send(paid(neverShown, "complete", 20_000));
      door.flush();
      view.await(key, one -> one.getRevenueMicros() == 20 * 5_000 + 400_000);
      door.send(flagged(impression));
      door.flush();
      AdReport told = view.await(key, one -> one.getValidImpressions() == 19);
      assertThat(told.getImpressions()).isEqualTo(20);
      assertThat(told.getClicks()).isEqualTo(1);
      assertThat(told.getValidClicks()).isZero();
      assertThat(told.getRevenueMicros()).isEqualTo(20 * 5_000 + 400_000);
      assertThat(told.getValidRevenueMicros()).isEqualTo(19 * 5_000);
    }
  }

  @Test
  void aJobKilledInTheMiddleCountsNothingTwiceAndNothingTooLittle() {
    String lineItem = "li-" + UUID.randomUUID();
    String key = hour + "|pre-roll|adv|" + lineItem + "|cr|USD";
    List<UUID> impressions = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      impressions.add(UUID.randomUUID());
    }
    try (Door door = new Door(KAFKA);
        View view = new View()) {
      try (RunningJob job = RunningJob.start(KAFKA, checkpoints, AdReportsJobTest::define)) {
        impressions.forEach(
            one -> door.send(shown(lineItem, one, UUID.randomUUID(), hour.plusSeconds(60))));
        door.flush();
        view.await(key, one -> one.getImpressions() == 10);
        job.awaitCheckpoints(2);
        door.send(clicked(impressions.get(0)));
        door.flush();
      }
      door.send(clicked(impressions.get(0)));
      door.send(clicked(impressions.get(1)));
      door.flush();
      try (RunningJob job = RunningJob.restore(KAFKA, checkpoints, AdReportsJobTest::define)) {
        job.awaitRunning();
        AdReport told = view.await(key, one -> one.getValidClicks() == 2);
        assertThat(told.getImpressions()).isEqualTo(10);
      }
    }
  }

  private static void define(StreamExecutionEnvironment env) {
    AdReportsJob.install(env, KAFKA);
  }

  /** What the pure function makes of facts, in the order in which they were made. */
  private static Map<String, AdRow> rows(List<Ad> facts) {
    Map<String, AdCase> cases = new HashMap<>();
    for (Ad fact : facts) {
      AdPiece piece = AdPiece.of(fact).orElseThrow();
      cases.put(piece.about(), cases.getOrDefault(piece.about(), AdCase.none()).with(piece));
    }
    Map<String, AdRow> rows = new HashMap<>();
    cases.values().stream()
        .flatMap(one -> one.counts().stream())
        .forEach(
            change ->
                rows.put(change.key(), rows.getOrDefault(change.key(), AdRow.none()).with(change)));
    return rows;
  }

  private static boolean same(AdReport told, AdReport expected) {
    return java.util.Arrays.equals(AdRow.counts(told), AdRow.counts(expected))
        && told.getPeople().equals(expected.getPeople())
        && told.getLatest().equals(expected.getLatest());
  }

  private List<Ad> story(String lineItem, Random random) {
    List<Ad> facts = new ArrayList<>();
    UUID impression = UUID.randomUUID();
    Instant at = hour.minusSeconds(random.nextInt(7_000));
    facts.add(filled(lineItem, impression, at.minusSeconds(2)));
    if (random.nextInt(10) == 0) {
      return facts;
    }
    facts.add(shown(lineItem, impression, new UUID(7, random.nextInt(400)), at));
    for (int quartile = 1; quartile <= random.nextInt(5); quartile++) {
      facts.add(quartile(impression, quartile));
    }
    if (random.nextBoolean()) {
      facts.add(viewable(impression));
    }
    if (random.nextInt(5) == 0) {
      facts.add(clicked(impression));
    }
    if (random.nextInt(3) == 0) {
      facts.add(paid(impression, "click", 400_000));
    }
    if (random.nextInt(3) == 0) {
      facts.add(paid(impression, "complete", 20_000));
    }
    if (random.nextInt(8) == 0) {
      facts.add(flagged(impression));
    }
    return facts;
  }

  private static Ad.Builder ad(String type, String id, Instant at) {
    return Ad.newBuilder()
        .setEnvelope(Door.envelope(type + "/" + id, UUID.randomUUID(), at, Instant.now()).build())
        .setType(type);
  }

  private static Ad filled(String lineItem, UUID impression, Instant at) {
    return ad("ad.filled", impression.toString(), at)
        .setAdFilled(
            AdFilled.newBuilder()
                .setRequest("r")
                .setPlacement("pre-roll")
                .setImpression(impression.toString())
                .setSlot(0)
                .setCreative("cr")
                .setLineItem(lineItem)
                .setAdvertiser("adv")
                .build())
        .build();
  }

  private static Ad shown(String lineItem, UUID impression, UUID person, Instant at) {
    return Ad.newBuilder()
        .setEnvelope(
            Door.envelope("ad.impression/" + impression, person, at, Instant.now()).build())
        .setType("ad.impression")
        .setAdImpression(
            AdImpression.newBuilder()
                .setImpression(impression.toString())
                .setRequest("r")
                .setPlacement("pre-roll")
                .setCreative("cr")
                .setLineItem(lineItem)
                .setAdvertiser("adv")
                .setRevenueMicros(5_000)
                .setCurrency("USD")
                .build())
        .build();
  }

  private Ad quartile(UUID impression, int quartile) {
    return ad("ad.quartile", impression + "/" + quartile, hour)
        .setAdQuartile(new AdQuartile(impression.toString(), quartile))
        .build();
  }

  private Ad viewable(UUID impression) {
    return ad("ad.viewable", impression.toString(), hour)
        .setAdViewable(new AdViewable(impression.toString()))
        .build();
  }

  private Ad clicked(UUID impression) {
    return ad("ad.click", impression.toString(), hour)
        .setAdClick(new AdClick("click-" + impression, impression.toString()))
        .build();
  }

  private Ad paid(UUID impression, String event, long micros) {
    return ad("ad.paid", event + "/" + impression, hour)
        .setAdPaid(
            AdPaid.newBuilder()
                .setImpression(impression.toString())
                .setRequest("r")
                .setPlacement("pre-roll")
                .setCreative("cr")
                .setLineItem("li")
                .setAdvertiser("adv")
                .setEvent(event)
                .setRevenueMicros(micros)
                .setCurrency("USD")
                .build())
        .build();
  }

  private Ad flagged(UUID impression) {
    return ad("ivt.flagged", impression.toString(), hour)
        .setIvtFlagged(new IvtFlagged(impression.toString(), "rate"))
        .build();
  }

  /** The topic of reports as a reader sees it. */
  private static final class View implements AutoCloseable {
    private final Map<String, AdReport> latest = new HashMap<>();
    private final KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", KAFKA, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());

    View() {
      consumer.assign(List.of(new TopicPartition(Topics.AD_REPORTS, 0)));
      consumer.seekToBeginning(consumer.assignment());
    }

    AdReport await(String key, Predicate<AdReport> wanted) {
      try {
        Await.until(
            "the report of " + key,
            LIMIT,
            () -> {
              consumer
                  .poll(Duration.ofMillis(20))
                  .forEach(
                      record ->
                          latest.put(
                              new String(record.key(), StandardCharsets.UTF_8),
                              Wire.decode(AdReport.class, record.value())));
              return latest.containsKey(key) && wanted.test(latest.get(key));
            });
      } catch (AssertionError e) {
        throw new AssertionError(e.getMessage() + ", got " + latest.get(key), e);
      }
      return Objects.requireNonNull(latest.get(key));
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
