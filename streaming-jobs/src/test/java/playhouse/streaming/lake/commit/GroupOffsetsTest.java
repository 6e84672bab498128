package playhouse.streaming.lake.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;

class GroupOffsetsTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final TopicPartition QUIET = new TopicPartition("support", 0);
  private static final TopicPartition BUSY = new TopicPartition("support", 1);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
  private final String group = "offsets-" + UUID.randomUUID();

  @Test
  void offsetsThatDoNotChangeAreToldAgainBeforeKafkaForgetsThem() throws Exception {
    String kafka = Broker.shared().address();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka));
        GroupOffsets offsets = new GroupOffsets(kafka, group, new Told(now))) {
      offsets.begin(List.of("support"));
      tell(offsets, admin, 0, 1);
      admin.deleteConsumerGroupOffsets(group, Set.of(QUIET)).all().get();
      tell(offsets, admin, 0, 2);
      assertThat(known(admin)).doesNotContainKey(QUIET);
      now.updateAndGet(instant -> instant.plus(Duration.ofHours(1)));
      tell(offsets, admin, 0, 3);
      assertThat(known(admin)).containsKey(QUIET).hasSizeGreaterThan(2);
    }
  }

  private void tell(GroupOffsets offsets, Admin admin, long quiet, long busy) {
    offsets.tell(Map.of(QUIET, quiet, BUSY, busy));
    Await.until(
        "told",
        LIMIT,
        () -> {
          // What is told while an answer is on its way is left for the next time.
          offsets.tell(Map.of(QUIET, quiet, BUSY, busy));
          OffsetAndMetadata known = known(admin).get(BUSY);
          return known != null && known.offset() == busy;
        });
  }

  private Map<TopicPartition, OffsetAndMetadata> known(Admin admin) {
    try {
      return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A clock that stands still until it is told otherwise. */
  private static final class Told extends Clock {
    private final AtomicReference<Instant> now;

    Told(AtomicReference<Instant> now) {
      this.now = now;
    }

    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return java.util.Objects.requireNonNull(now.get());
    }
  }
}
