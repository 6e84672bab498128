package playhouse.streaming.kpi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.contracts.facts.Ad;
import playhouse.contracts.facts.AdClick;
import playhouse.contracts.facts.AdImpression;
import playhouse.contracts.facts.AdPaid;
import playhouse.contracts.facts.EntitlementChanged;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.IvtFlagged;
import playhouse.contracts.facts.Payment;
import playhouse.contracts.facts.PaymentCaptured;
import playhouse.contracts.facts.Playback;
import playhouse.contracts.facts.PlaybackHeartbeat;
import playhouse.contracts.facts.PlaybackStart;
import playhouse.contracts.facts.RatePublished;
import playhouse.contracts.facts.Subscription;
import playhouse.streaming.Door;

/** What happens on a day whose numbers can be worked out by hand; all at one instant. */
record Day(Instant now) {
  private static final long RUNTIME_MILLIS = 100_000;

  private Envelope envelope(String id, UUID person) {
    return Door.envelope(id, person, now, now).build();
  }

  /** Somebody plays a title from its beginning, told in stretches of ten seconds. */
  List<SpecificRecordBase> play(String play, UUID person, String title, int stretches) {
    List<SpecificRecordBase> facts = new ArrayList<>();
    facts.add(
        Playback.newBuilder()
            .setEnvelope(envelope(play + "/start", person))
            .setType("playback.start")
            .setPlaybackStart(
                PlaybackStart.newBuilder()
                    .setPlay(play)
                    .setTitle(title)
                    .setRuntimeMillis(RUNTIME_MILLIS)
                    .setPositionMillis(0)
                    .setAutoplay(false)
                    .setMuted(false)
                    .build())
            .build());
    for (int i = 0; i < stretches; i++) {
      facts.add(
          Playback.newBuilder()
              .setEnvelope(envelope(play + "/" + i, person))
              .setType("playback.heartbeat")
              .setPlaybackHeartbeat(
                  PlaybackHeartbeat.newBuilder()
                      .setPlay(play)
                      .setTitle(title)
                      .setRuntimeMillis(RUNTIME_MILLIS)
                      .setFromMillis(10_000L * i)
                      .setToMillis(10_000L * (i + 1))
                      .setPlayedMillis(10_000)
                      .setStartupMillis(400L)
                      .build())
              .build());
    }
    return facts;
  }

  SpecificRecordBase impression(String impression, long revenueMicros, String currency) {
    return ad(
        impression + "/shown",
        "ad.impression",
        ad ->
            ad.setAdImpression(
                AdImpression.newBuilder()
                    .setImpression(impression)
                    .setRequest("request")
                    .setPlacement("pre-roll")
                    .setCreative("creative")
                    .setLineItem("line")
                    .setAdvertiser("advertiser")
                    .setRevenueMicros(revenueMicros)
                    .setCurrency(currency)
                    .build()));
  }

  SpecificRecordBase click(String impression) {
    return ad(
        impression + "/click",
        "ad.click",
        ad -> ad.setAdClick(new AdClick(impression + "/click", impression)));
  }

  /** A click or a completed view is paid for. */
  SpecificRecordBase paid(String impression, String event, long micros, String currency) {
    return ad(
        impression + "/paid/" + event,
        "ad.paid",
        ad ->
            ad.setAdPaid(
                AdPaid.newBuilder()
                    .setImpression(impression)
                    .setRequest("request")
                    .setPlacement("pre-roll")
                    .setCreative("creative")
                    .setLineItem("line")
                    .setAdvertiser("advertiser")
                    .setEvent(event)
                    .setRevenueMicros(micros)
                    .setCurrency(currency)
                    .build()));
  }

  SpecificRecordBase invalid(String impression) {
    return ad(
        impression + "/invalid",
        "ivt.flagged",
        ad -> ad.setIvtFlagged(new IvtFlagged(impression, "datacentre")));
  }

  private Ad ad(String id, String type, java.util.function.UnaryOperator<Ad.Builder> body) {
    return body.apply(Ad.newBuilder().setEnvelope(envelope(id, UUID.randomUUID())).setType(type))
        .build();
  }

  SpecificRecordBase entitled(String id, UUID person, String state) {
    return Subscription.newBuilder()
        .setEnvelope(envelope(id, person))
        .setType("entitlement.changed")
        .setEntitlementChanged(
            EntitlementChanged.newBuilder()
                .setPlan("standard")
                .setState(state)
                .setValidFrom(now)
                .build())
        .build();
  }

  /** What a unit of a currency costs, in thousand-millionths of a dollar. */
  SpecificRecordBase rate(String currency, long nanos) {
    return Payment.newBuilder()
        .setEnvelope(envelope("rate/" + currency + now, UUID.randomUUID()))
        .setType("rate.published")
        .setRatePublished(new RatePublished(currency, "USD", nanos))
        .build();
  }

  SpecificRecordBase term(String payment, long amountMicros, String currency, int days) {
    return Payment.newBuilder()
        .setEnvelope(envelope(payment, UUID.randomUUID()))
        .setType("payment.captured")
        .setPaymentCaptured(
            PaymentCaptured.newBuilder()
                .setPayment(payment)
                .setPurpose("subscription")
                .setMethod("card")
                .setAmountMicros(amountMicros)
                .setTaxMicros(0)
                .setCurrency(currency)
                .setTermFrom(now)
                .setTermDays(days)
                .build())
        .build();
  }
}
