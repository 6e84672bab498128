package playhouse.serving.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Family;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.Subscription;
import playhouse.contracts.facts.SubscriptionEnded;
import playhouse.serving.EmptyServices;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.facts.TopicFollower;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;

class OutboxTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String KAFKA = Broker.shared().address();

  private final UUID person = UUID.randomUUID();
  private final List<String> there = new CopyOnWriteArrayList<>();
  private final Meters meters = new Meters();
  private ServicesDatabase database;
  private TopicFollower follower;

  @BeforeEach
  void open() {
    database = EmptyServices.open();
    follower =
        TopicFollower.all(
            KAFKA,
            Family.SUBSCRIPTION.topic(),
            record -> {
              Envelope envelope = Wire.decode(Subscription.class, record.value()).getEnvelope();
              if (person.equals(envelope.getPerson())) {
                there.add(envelope.getId());
              }
            });
  }

  @AfterEach
  void close() {
    follower.close();
    database.close();
    meters.close();
  }

  @Test
  void factsReachKafkaInTheOrderOfTheirTransactionsAndLeaveTheOutbox() {
    for (int i = 0; i < 1200; i++) {
      add("f" + i);
    }
    try (OutboxPublisher publisher = publisher(KAFKA)) {
      Await.until("all are there", LIMIT, () -> there.size() >= 1200);
      Await.until("none waits", LIMIT, () -> waiting() == 0);
      assertThat(publisher.publishedSince(Instant.now().minusSeconds(600)))
          .containsEntry("T1", 1200L);
    }
    assertThat(there.subList(0, 1200)).doesNotHaveDuplicates();
    for (int i = 0; i < 1200; i++) {
      assertThat(there.get(i)).isEqualTo("f" + i);
    }
  }

  @Test
  void aFactOfATransactionThatFailedIsNone() {
    assertThatThrownBy(
            () ->
                database.write(
                    tx -> {
                      Outbox.add(tx, "T1", fact("never"));
                      throw new IllegalStateException("changed my mind");
                    }))
        .hasMessage("changed my mind");
    add("later");
    try (OutboxPublisher publisher = publisher(KAFKA)) {
      publisher.look();
      Await.until("the other is there", LIMIT, () -> there.contains("later"));
    }
    assertThat(there).doesNotContain("never");
  }

  @Test
  void factsWaitForAKafkaThatIsNotThereAndNoneIsLost() {
    try (OutboxPublisher nowhere = publisher("127.0.0.1:1")) {
      add("one");
      add("two");
      nowhere.look();
      assertThat(waiting()).isEqualTo(2);
    }
    assertThat(waiting()).isEqualTo(2);
    try (OutboxPublisher publisher = publisher(KAFKA)) {
      publisher.look();
      Await.until("both are there", LIMIT, () -> there.size() >= 2);
      Await.until("none waits", LIMIT, () -> waiting() == 0);
    }
    assertThat(there).startsWith("one", "two");
  }

  @Test
  void factsOfABundleGoInOrderBetweenThoseBeforeAndAfter() {
    add("before");
    bundle("b", 1100);
    add("between");
    bundle("c", 3);
    try (OutboxPublisher publisher = publisher(KAFKA)) {
      publisher.look();
      Await.until("all are there", LIMIT, () -> there.size() >= 1105);
      Await.until("none waits", LIMIT, () -> waiting() == 0);
      assertThat(publisher.publishedSince(Instant.now().minusSeconds(600)))
          .containsEntry("T1", 1105L);
    }
    List<String> all = new ArrayList<>(List.of("before"));
    IntStream.range(0, 1100).forEach(i -> all.add("b" + i));
    all.addAll(List.of("between", "c0", "c1", "c2"));
    assertThat(there).containsExactlyElementsOf(all);
  }

  @Test
  void aBundleThatKafkaTookInPartGoesAgainWhole() {
    bundle("b", 3);
    MockProducer<byte[], byte[]> kafka =
        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    try (OutboxPublisher publisher =
        new OutboxPublisher(database, kafka, Clock.systemUTC(), meters)) {
      publisher.look();
      Await.until("all are sent", LIMIT, () -> kafka.history().size() == 3);
      kafka.completeNext();
      kafka.completeNext();
      kafka.errorNext(new TimeoutException("no word of the third"));
      Await.until("all are sent again", LIMIT, () -> kafka.history().size() == 6);
      assertThat(waiting()).isEqualTo(1);
      while (kafka.completeNext()) {
        // Kafka has them all.
      }
      Await.until("none waits", LIMIT, () -> waiting() == 0);
    }
    assertThat(kafka.history().stream().map(OutboxTest::id))
        .containsExactly("b0", "b1", "b2", "b0", "b1", "b2");
  }

  @Test
  void ofTwoPublishersOneWorksAtATime() {
    try (OutboxPublisher one = publisher(KAFKA);
        OutboxPublisher other = publisher(KAFKA)) {
      for (int i = 0; i < 300; i++) {
        add("f" + i);
        (i % 2 == 0 ? one : other).look();
      }
      Await.until("all are there", LIMIT, () -> there.size() >= 300);
      Await.until("none waits", LIMIT, () -> waiting() == 0);
    }
    assertThat(there).doesNotHaveDuplicates().first().isEqualTo("f0");
    for (int i = 0; i < 300; i++) {
      assertThat(there.get(i)).isEqualTo("f" + i);
    }
  }

  private OutboxPublisher publisher(String kafka) {
    return new OutboxPublisher(database, kafka, Clock.systemUTC(), meters);
  }

  private void add(String id) {
    database.write(
        tx -> {
          Outbox.add(tx, "T1", fact(id));
          return true;
        });
  }

  private void bundle(String name, int facts) {
    database.write(
        tx -> {
          Outbox.bundle(tx, "T1", IntStream.range(0, facts).mapToObj(i -> fact(name + i)).toList());
          return true;
        });
  }

  private static String id(ProducerRecord<byte[], byte[]> record) {
    return Wire.decode(Subscription.class, record.value()).getEnvelope().getId();
  }

  private long waiting() {
    return database.read(
        handle ->
            handle.createQuery("select count(*) from platform.outbox").mapTo(Long.class).one());
  }

  private Subscription fact(String id) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    return Subscription.newBuilder()
        .setEnvelope(
            Envelope.newBuilder()
                .setId(id)
                .setSource("/test")
                .setPerson(person)
                .setOccurred(now)
                .setSent(now)
                .setReceived(now)
                .build())
        .setType("subscription.ended")
        .setSubscriptionEnded(new SubscriptionEnded("s", true))
        .build();
  }
}
