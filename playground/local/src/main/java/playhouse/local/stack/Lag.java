package playhouse.local.stack;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Family;
import playhouse.contracts.Topics;

/** How many events of the families a consumer group has yet to finish with. */
public final class Lag {
  /** Zero means: everything that was accepted is in the lake. */
  public static final String LAKE_WRITER = "lake-writer";

  /** Zero means: every person's live features are published. */
  public static final String LIVE_FEATURES = "live-features";

  /** Zero means: what live KPIs are made of has been read; what it changes is told at once. */
  public static final String LIVE_KPIS = "live-kpis";

  /** What the live KPIs are not made of. */
  private static final Set<Family> NOT_COUNTED_LIVE =
      Set.of(Family.CATALOGUE, Family.ACQUISITION, Family.PRODUCTION, Family.RECOMMENDATION);

  /** What the live features are made of; that job reads nothing else. */
  private static final Set<Family> OF_PEOPLE =
      Set.of(Family.PLAYBACK, Family.INTERACTION, Family.RECOMMENDATION);

  private static final int LIMIT_SECONDS = 10;
  private final String bootstrap;

  public Lag(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /**
   * Events between the group's commits and the ends of the topics; empty when the broker does not
   * answer.
   */
  public OptionalLong of(String group) {
    if (!BrokerHealth.anybodyListens(bootstrap)) {
      return OptionalLong.empty();
    }
    try (BrokerClient client = BrokerClient.of(bootstrap)) {
      Map<TopicPartition, OffsetAndMetadata> committed =
          client
              .admin()
              .listConsumerGroupOffsets(group)
              .partitionsToOffsetAndMetadata()
              .get(LIMIT_SECONDS, TimeUnit.SECONDS);
      Map<TopicPartition, ListOffsetsResultInfo> ends =
          client.admin().listOffsets(asked(group)).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      return OptionalLong.of(
          ends.entrySet().stream()
              .mapToLong(end -> behind(end.getValue().offset(), committed.get(end.getKey())))
              .sum());
    } catch (ExecutionException | TimeoutException e) {
      return OptionalLong.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalLong.empty();
    }
  }

  /** The ends of every family's topic, to ask an admin client for. */
  static Map<TopicPartition, OffsetSpec> everyPartition() {
    return ends(Arrays.stream(Family.values()));
  }

  private static Map<TopicPartition, OffsetSpec> asked(String group) {
    return switch (group) {
      case LIVE_FEATURES -> ends(OF_PEOPLE.stream());
      case LIVE_KPIS ->
          ends(Arrays.stream(Family.values()).filter(family -> !NOT_COUNTED_LIVE.contains(family)));
      default -> everyPartition();
    };
  }

  private static Map<TopicPartition, OffsetSpec> ends(Stream<Family> families) {
    return families
        .flatMap(
            family ->
                IntStream.range(0, Topics.PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(family.topic(), partition)))
        .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
  }

  private static long behind(long end, @Nullable OffsetAndMetadata committed) {
    return committed == null ? end : Math.max(0, end - committed.offset());
  }
}
