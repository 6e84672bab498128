package playhouse.serving.personalisation.feedback;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Recommendation;
import playhouse.contracts.facts.RecommendationServed;
import playhouse.contracts.facts.ServedItem;

/**
 * The lists given out lately, by id: our own at once, those of other processes and of before a
 * restart from the facts.
 */
public final class ServedLists {
  /** How many lists are read again after a restart. */
  public static final int MOST = 100_000;

  private static final String FACT = "served/";

  /** What all of them together may weigh: two for a list and one for each of its titles. */
  private static final long MOST_WEIGHT = 2_000_000;

  private static final int LIST_WEIGHT = 2;

  private final Cache<String, Served> lists =
      Caffeine.newBuilder()
          .maximumWeight(MOST_WEIGHT)
          .<String, Served>weigher((id, served) -> LIST_WEIGHT + served.titles().size())
          .build();

  /** Remembers a list. */
  void put(String id, Optional<UUID> person, List<String> titles) {
    lists.put(id, new Served(person, titles));
  }

  /** Takes in one record of the topic of recommendations; our own we know already. */
  public void take(ConsumerRecord<byte[], byte[]> message) {
    if (isKnown(message.headers().lastHeader("ce_id"))) {
      return;
    }
    Recommendation fact = Wire.decode(Recommendation.class, message.value());
    RecommendationServed served = fact.getRecommendationServed();
    if (served != null) {
      @Nullable UUID person = fact.getEnvelope().getPerson();
      put(
          served.getServed(),
          Optional.ofNullable(person),
          served.getItems().stream().map(ServedItem::getTitle).toList());
    }
  }

  /** The id of the fact that a list was served. */
  static String factId(String list) {
    return FACT + list;
  }

  private boolean isKnown(@Nullable Header factId) {
    if (factId == null || factId.value() == null) {
      return false;
    }
    String id = new String(factId.value(), StandardCharsets.UTF_8);
    return id.startsWith(FACT) && find(id.substring(FACT.length())).isPresent();
  }

  /** The list of that id, if it is remembered. */
  Optional<Served> find(String id) {
    return Optional.ofNullable(lists.getIfPresent(id));
  }

  /** How many lists are remembered, roughly. */
  public long size() {
    return lists.estimatedSize();
  }

  /**
   * A list given out.
   *
   * @param person to whom; empty if facts may not name them
   * @param titles which titles
   */
  record Served(Optional<UUID> person, List<String> titles) {}
}
