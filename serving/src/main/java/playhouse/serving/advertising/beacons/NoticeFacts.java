package playhouse.serving.advertising.beacons;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import playhouse.contracts.facts.Ad;
import playhouse.contracts.facts.AdClick;
import playhouse.contracts.facts.AdQuartile;
import playhouse.contracts.facts.AdViewable;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.IvtFlagged;
import playhouse.serving.advertising.beacons.traffic.Invalid;

/** What others are told of notices: each once, for its id is made of what it is about. */
final class NoticeFacts {
  private NoticeFacts() {}

  static Ad viewable(UUID impression, Optional<Showing> showing, Instant now) {
    return ad("ad.viewable/" + impression, "ad.viewable", showing, now)
        .setAdViewable(new AdViewable(impression.toString()))
        .build();
  }

  static Ad quartile(UUID impression, int quartile, Optional<Showing> showing, Instant now) {
    return ad("ad.quartile/" + impression + "/" + quartile, "ad.quartile", showing, now)
        .setAdQuartile(new AdQuartile(impression.toString(), quartile))
        .build();
  }

  static Ad click(UUID impression, Optional<Showing> showing, Instant now) {
    return ad("ad.click/" + impression, "ad.click", showing, now)
        .setAdClick(new AdClick(clickOf(impression), impression.toString()))
        .build();
  }

  static Ad flagged(UUID impression, Invalid why, Optional<Showing> showing, Instant now) {
    return ad("ivt.flagged/" + impression, "ivt.flagged", showing, now)
        .setIvtFlagged(new IvtFlagged(impression.toString(), why.text()))
        .build();
  }

  /** Id of the click on an impression: there is one, however often it is told. */
  static String clickOf(UUID impression) {
    return "click-" + impression;
  }

  private static Ad.Builder ad(String id, String type, Optional<Showing> showing, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MICROS);
    Envelope envelope =
        Envelope.newBuilder()
            .setId(id)
            .setSource("/serving")
            .setPerson(showing.flatMap(Showing::person).orElse(null))
            .setOccurred(at)
            .setSent(at)
            .setReceived(at)
            .build();
    return Ad.newBuilder().setEnvelope(envelope).setType(type);
  }
}
