package playhouse.streaming.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.contracts.FactType;
import playhouse.contracts.facts.Ad;
import playhouse.contracts.facts.AdImpression;
import playhouse.contracts.facts.AdViewable;
import playhouse.contracts.facts.Cmcd;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.Interaction;
import playhouse.contracts.facts.PageViewed;
import playhouse.contracts.facts.Playback;
import playhouse.contracts.facts.PlaybackHeartbeat;
import playhouse.contracts.facts.PlaybackStart;
import playhouse.contracts.facts.PlaybackStop;
import playhouse.contracts.facts.Rating;
import playhouse.contracts.facts.Recommendation;
import playhouse.contracts.facts.RecommendationClicked;
import playhouse.contracts.facts.RecommendationServed;
import playhouse.contracts.facts.ServedItem;

/** What the events say, in the mix that an evening has: mostly heartbeats. */
final class Bodies {

  private static final long RUNTIME_MILLIS = 5_400_000;

  private Bodies() {}

  static SpecificRecordBase any(SplittableRandom random, Envelope envelope) {
    int percent = random.nextInt(100);
    if (percent < 80) {
      return fact(new Playback(), envelope, "playback.heartbeat", heartbeat(random));
    } else if (percent < 83) {
      return fact(new Playback(), envelope, "playback.start", start(random));
    } else if (percent < 86) {
      return fact(new Playback(), envelope, "playback.stop", stop(random));
    } else if (percent < 88) {
      return fact(new Interaction(), envelope, "rating", new Rating(title(random), 4.0, "stars5"));
    } else if (percent < 92) {
      return fact(new Interaction(), envelope, "page.viewed", page(random));
    } else if (percent < 95) {
      return fact(new Ad(), envelope, "ad.impression", impression(random));
    } else if (percent < 97) {
      return fact(new Ad(), envelope, "ad.viewable", new AdViewable(text(random)));
    } else if (percent < 98) {
      return fact(new Recommendation(), envelope, "recommendation.served", served(random));
    }
    RecommendationClicked clicked = new RecommendationClicked(text(random), title(random));
    return fact(new Recommendation(), envelope, "recommendation.clicked", clicked);
  }

  private static SpecificRecordBase fact(
      SpecificRecordBase record, Envelope envelope, String type, SpecificRecordBase body) {
    record.put(0, envelope);
    record.put(1, type);
    record.put(FactType.of(type).orElseThrow().field().pos(), body);
    return record;
  }

  private static PlaybackHeartbeat heartbeat(SplittableRandom random) {
    long from = random.nextInt((int) RUNTIME_MILLIS);
    long played = 9_900L + random.nextInt(200);
    return new PlaybackHeartbeat(
        text(random),
        title(random),
        RUNTIME_MILLIS,
        from,
        from + played,
        played,
        300L + random.nextInt(2_000),
        cdn(random),
        random.nextBoolean() ? cmcd(random) : null);
  }

  private static PlaybackStart start(SplittableRandom random) {
    return new PlaybackStart(
        text(random),
        title(random),
        RUNTIME_MILLIS,
        (long) random.nextInt((int) RUNTIME_MILLIS),
        "home",
        text(random),
        false,
        false,
        cdn(random),
        cmcd(random));
  }

  private static PlaybackStop stop(SplittableRandom random) {
    long position = random.nextInt((int) RUNTIME_MILLIS);
    return new PlaybackStop(text(random), title(random), position, 812L, "left");
  }

  private static Cmcd cmcd(SplittableRandom random) {
    long throughput = 2_000 + 100L * random.nextInt(200);
    long bitrate = 1_000L * (1 + random.nextInt(6));
    return new Cmcd(
        bitrate,
        100L * random.nextInt(300),
        null,
        null,
        4_000L,
        null,
        null,
        throughput,
        "v",
        null,
        "d",
        null,
        "v",
        null,
        6_000L);
  }

  private static PageViewed page(SplittableRandom random) {
    return new PageViewed("title", title(random), "home");
  }

  private static AdImpression impression(SplittableRandom random) {
    return new AdImpression(
        text(random),
        text(random),
        "pre-roll",
        text(random),
        title(random),
        "creative-" + random.nextInt(200),
        "line-" + random.nextInt(50),
        "advertiser-" + random.nextInt(20),
        8_000L + random.nextInt(9_000),
        "USD");
  }

  private static RecommendationServed served(SplittableRandom random) {
    List<ServedItem> items = new ArrayList<>();
    for (int place = 0; place < 10; place++) {
      double score = random.nextDouble();
      items.add(
          new ServedItem(
              title(random), place, score, 0.1, "similar", "because-you-watched", List.of()));
    }
    return new RecommendationServed(
        text(random),
        "home",
        null,
        "next-title",
        "2026-11-22",
        12.5 * random.nextDouble(),
        items,
        List.of(),
        null);
  }

  private static String title(SplittableRandom random) {
    // Cubed: a few titles have most of the plays.
    double place = random.nextDouble();
    return "film-" + (int) (5_000 * place * place * place);
  }

  private static String cdn(SplittableRandom random) {
    return random.nextInt(3) == 0 ? "b" : "a";
  }

  private static String text(SplittableRandom random) {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
