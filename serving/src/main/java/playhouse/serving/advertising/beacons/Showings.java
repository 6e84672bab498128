package playhouse.serving.advertising.beacons;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Ad;
import playhouse.contracts.facts.AdFilled;
import playhouse.contracts.facts.AdImpression;
import playhouse.contracts.facts.Envelope;

/** The newest ads that were chosen and shown, from the topic of facts: every process knows them. */
public final class Showings implements Consumer<ConsumerRecord<byte[], byte[]>> {
  /** How many are known: some hours of a busy evening. */
  private static final long MOST = 200_000;

  /** How many of each partition are read when a process begins. */
  public static final long NEWEST = MOST / 4;

  private static final Set<String> TYPES = Set.of("ad.filled", "ad.impression", "ad.click");

  private final Cache<UUID, Showing> known = Caffeine.newBuilder().maximumSize(MOST).build();
  private final Consumer<Ad> beside;

  /**
   * Of none yet.
   *
   * @param beside told of what was chosen, shown and followed, too
   */
  public Showings(Consumer<Ad> beside) {
    this.beside = beside;
  }

  /** That of an impression; empty if it is none, or of long ago. */
  public Optional<Showing> of(UUID impression) {
    return Optional.ofNullable(known.getIfPresent(impression));
  }

  @Override
  public void accept(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() != null && concerns(record)) {
      take(Wire.decode(Ad.class, record.value()));
    }
  }

  /** Takes a fact in. */
  void take(Ad fact) {
    Envelope envelope = fact.getEnvelope();
    AdFilled filled = fact.getAdFilled();
    AdImpression shown = fact.getAdImpression();
    if (filled != null) {
      id(filled.getImpression())
          .map(
              id ->
                  showing(
                      id,
                      filled.getCreative(),
                      filled.getLineItem(),
                      filled.getAdvertiser(),
                      envelope,
                      false))
          .ifPresent(showing -> known.asMap().putIfAbsent(showing.impression(), showing));
    } else if (shown != null) {
      id(shown.getImpression())
          .map(
              id ->
                  showing(
                      id,
                      shown.getCreative(),
                      shown.getLineItem(),
                      shown.getAdvertiser(),
                      envelope,
                      true))
          .ifPresent(showing -> known.put(showing.impression(), showing));
    }
    beside.accept(fact);
  }

  private static Showing showing(
      UUID impression,
      String creative,
      String lineItem,
      String advertiser,
      Envelope envelope,
      boolean shown) {
    return new Showing(
        impression,
        creative,
        lineItem,
        advertiser,
        Optional.ofNullable(envelope.getPerson()),
        Optional.ofNullable(envelope.getDevice()),
        envelope.getOccurred(),
        shown);
  }

  /** Others than ours may be named otherwise: nobody gets notices of them. */
  private static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean concerns(ConsumerRecord<byte[], byte[]> record) {
    Header type = record.headers().lastHeader("ce_type");
    return type == null
        || type.value() == null
        || TYPES.contains(new String(type.value(), StandardCharsets.UTF_8));
  }
}
