package playhouse.serving.advertising.pacing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Ad;
import playhouse.contracts.facts.AdImpression;
import playhouse.models.ads.CreativeBandit;
import playhouse.models.ads.OnlineLogistic;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.advertising.orders.Opportunity;

/**
 * {@link Appeal} as it is learnt from facts of ads, five minutes after each began to show; what was
 * found invalid meanwhile is left out. After a restart it is learnt from the newest facts again.
 */
public final class LearntAppeal implements Appeal {
  /** How many of the newest facts are read again after a restart. */
  public static final long NEWEST = 400_000;

  private static final Duration AFTER = Duration.ofMinutes(5);
  private static final int MOST_WAITING = 200_000;

  private final OnlineLogistic clicks = new OnlineLogistic();
  private final OnlineLogistic completions = new OnlineLogistic();
  private final CreativeBandit bandit = new CreativeBandit();
  private final Deque<Shown> waiting = new ArrayDeque<>();
  private final Cache<String, Shown> byImpression =
      Caffeine.newBuilder().maximumSize(MOST_WAITING).build();

  /** An impression of which more may be told yet. */
  private static final class Shown {
    private final String impression;
    private final String creative;
    private final Instant at;
    private final List<String> features;
    private boolean clicked;
    private boolean completed;
    private boolean invalid;

    Shown(String impression, String creative, Instant at, List<String> features) {
      this.impression = impression;
      this.creative = creative;
      this.at = at;
      this.features = features;
    }
  }

  /** Takes in one record of the topic of ads. */
  public synchronized void take(ConsumerRecord<byte[], byte[]> message) {
    take(Wire.decode(Ad.class, message.value()));
  }

  /** Takes in one fact. */
  synchronized void take(Ad fact) {
    Instant at = fact.getEnvelope().getOccurred();
    learn(at.minus(AFTER));
    if (fact.getAdImpression() != null) {
      shown(fact, fact.getAdImpression(), at);
    } else if (fact.getAdClick() != null) {
      Shown of = byImpression.getIfPresent(fact.getAdClick().getImpression());
      if (of != null) {
        of.clicked = true;
      }
    } else if (fact.getAdQuartile() != null && fact.getAdQuartile().getQuartile() == 4) {
      Shown of = byImpression.getIfPresent(fact.getAdQuartile().getImpression());
      if (of != null) {
        of.completed = true;
      }
    } else if (fact.getIvtFlagged() != null) {
      Shown of = byImpression.getIfPresent(fact.getIvtFlagged().getImpression());
      if (of != null) {
        of.invalid = true;
      }
    }
  }

  private void shown(Ad fact, AdImpression one, Instant at) {
    List<String> features =
        features(
            one.getLineItem(),
            one.getCreative(),
            one.getAdvertiser(),
            one.getPlacement(),
            String.valueOf(fact.getEnvelope().getPlatform()),
            String.valueOf(fact.getEnvelope().getCountry()),
            String.valueOf(one.getTitle()),
            at);
    Shown shown = new Shown(one.getImpression(), one.getCreative(), at, features);
    byImpression.put(one.getImpression(), shown);
    waiting.add(shown);
  }

  private void learn(Instant until) {
    while (!waiting.isEmpty()
        && (waiting.getFirst().at.isBefore(until) || waiting.size() > MOST_WAITING)) {
      Shown shown = waiting.removeFirst();
      byImpression.invalidate(shown.impression);
      if (!shown.invalid) {
        clicks.learn(shown.features, shown.clicked);
        completions.learn(shown.features, shown.completed);
        bandit.learn(shown.creative, shown.clicked || shown.completed);
      }
    }
  }

  /** How many impressions were learnt from. */
  public long size() {
    return clicks.size();
  }

  @Override
  public Chances of(LineItem lineItem, Creative creative, Opportunity there, int slot) {
    List<String> features =
        features(
            lineItem.id().toString(),
            creative.id().toString(),
            lineItem.advertiser().toString(),
            there.placement(),
            there.device(),
            there.country().orElse("null"),
            there.title().orElse("null"),
            there.now());
    return new Chances(clicks.of(features), completions.of(features));
  }

  @Override
  public Creative choose(
      LineItem lineItem, List<Creative> creatives, Opportunity there, double random) {
    return creatives.get(
        creatives.size() == 1
            ? 0
            : bandit.choose(
                creatives.stream().map(creative -> creative.id().toString()).toList(), random));
  }

  private static List<String> features(
      String lineItem,
      String creative,
      String advertiser,
      String placement,
      String device,
      String country,
      String title,
      Instant at) {
    List<String> features = new ArrayList<>(8);
    features.add("line=" + lineItem);
    features.add("creative=" + creative);
    features.add("advertiser=" + advertiser);
    features.add("placement=" + placement);
    features.add("device=" + device);
    features.add("country=" + country);
    features.add("title=" + title);
    features.add("hour=" + at.atOffset(ZoneOffset.UTC).getHour());
    return features;
  }
}
