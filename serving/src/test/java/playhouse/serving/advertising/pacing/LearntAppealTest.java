package playhouse.serving.advertising.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import playhouse.contracts.facts.Ad;
import playhouse.contracts.facts.AdClick;
import playhouse.contracts.facts.AdImpression;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.IvtFlagged;

class LearntAppealTest {
  private static final Instant NOW = Instant.parse("2026-11-30T20:00:00Z");
  private final LearntAppeal appeal = new LearntAppeal();

  @Test
  void anImpressionIsLearntFromAfterFiveMinutesAndNotIfItIsInvalid() {
    appeal.take(impression("one", NOW));
    appeal.take(impression("two", NOW));
    appeal.take(fact(NOW.plusSeconds(10)).setAdClick(new AdClick("c", "one")).build());
    appeal.take(fact(NOW.plusSeconds(20)).setIvtFlagged(new IvtFlagged("two", "rate")).build());
    assertThat(appeal.size()).isZero();
    appeal.take(impression("three", NOW.plusSeconds(301)));
    assertThat(appeal.size()).isEqualTo(1);
  }

  private static Ad impression(String id, Instant at) {
    String other = UUID.randomUUID().toString();
    return fact(at)
        .setAdImpression(
            AdImpression.newBuilder()
                .setImpression(id)
                .setRequest(other)
                .setPlacement("mid-roll")
                .setCreative(other)
                .setLineItem(other)
                .setAdvertiser(other)
                .setRevenueMicros(1)
                .setCurrency("EUR")
                .build())
        .build();
  }

  private static Ad.Builder fact(Instant at) {
    return Ad.newBuilder()
        .setEnvelope(
            Envelope.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setSource("/test")
                .setOccurred(at)
                .setReceived(at)
                .build())
        .setType("ad.impression");
  }
}
