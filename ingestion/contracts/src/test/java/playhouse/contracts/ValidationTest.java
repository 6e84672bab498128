package playhouse.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.contracts.Rejected.Reason;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.Interaction;
import playhouse.contracts.facts.LikeAdded;
import playhouse.contracts.facts.Payment;
import playhouse.contracts.facts.PaymentCaptured;
import playhouse.contracts.facts.Playback;
import playhouse.contracts.facts.PlaybackHeartbeat;

class ValidationTest {

  @Test
  void anOrdinaryEventPasses() {
    assertThat(Validation.check(Fact.of(WireTest.rating("r-1")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1970-01-01T00:00:00Z", "1989-12-31T23:59:59Z", "2026-01-02T03:14:07Z"})
  void aWrongClockIsRefused(String occurred) {
    Interaction event = WireTest.rating("r-1");
    event =
        Interaction.newBuilder(event)
            .setEnvelope(
                Envelope.newBuilder(event.getEnvelope())
                    .setOccurred(Instant.parse(occurred))
                    .build())
            .build();

    assertThat(Validation.check(Fact.of(event)))
        .extracting(Violation::reason)
        .containsExactly(Reason.OCCURRED_OUT_OF_RANGE);
  }

  @Test
  void aTypeWithoutItsBodyIsRefused() {
    Interaction event =
        Interaction.newBuilder(WireTest.rating("r-1")).setType("share.completed").build();

    assertThat(Validation.check(Fact.of(event)))
        .extracting(Violation::reason)
        .containsExactly(Reason.UNKNOWN_TYPE);
  }

  @Test
  void twoBodiesAreRefused() {
    Interaction event =
        Interaction.newBuilder(WireTest.rating("r-1"))
            .setLikeAdded(LikeAdded.newBuilder().setTitle("t").build())
            .build();

    assertThat(Validation.check(Fact.of(event)))
        .extracting(Violation::detail)
        .containsExactly("type: more than one body beside rating");
  }

  @Test
  void everyWrongFieldIsNamed() {
    PlaybackHeartbeat beat =
        PlaybackHeartbeat.newBuilder()
            .setPlay("p")
            .setTitle(" ")
            .setRuntimeMillis(0)
            .setFromMillis(9)
            .setToMillis(3)
            .setPlayedMillis(-1)
            .build();
    Playback event =
        Playback.newBuilder()
            .setEnvelope(WireTest.rating("b-1").getEnvelope())
            .setType("playback.heartbeat")
            .setPlaybackHeartbeat(beat)
            .build();

    List<String> details =
        Validation.check(Fact.of(event)).stream().map(Violation::detail).toList();

    assertThat(details)
        .hasSize(4)
        .anySatisfy(detail -> assertThat(detail).startsWith("data.title"))
        .anySatisfy(detail -> assertThat(detail).startsWith("data.runtime_millis"))
        .anySatisfy(detail -> assertThat(detail).startsWith("data.played_millis"))
        .anySatisfy(
            detail -> assertThat(detail).startsWith("data.from_millis: 9 is beyond to_millis 3"));
  }

  @ParameterizedTest
  @CsvSource({"512, 0", "513, 1", "70000, 1"})
  void aTitleHasAtMost512Characters(int characters, int violations) {
    Interaction event =
        Interaction.newBuilder()
            .setEnvelope(WireTest.rating("l-1").getEnvelope())
            .setType("like.added")
            .setLikeAdded(LikeAdded.newBuilder().setTitle("t".repeat(characters)).build())
            .build();

    assertThat(Validation.check(Fact.of(event))).hasSize(violations);
  }

  @ParameterizedTest
  @CsvSource({"1000, 0", "315576000000, 0", "315576000001, 1", "9223372036854775807, 1"})
  void nothingLastsLongerThanTenYears(long playedMillis, int violations) {
    PlaybackHeartbeat beat =
        PlaybackHeartbeat.newBuilder()
            .setPlay("p")
            .setTitle("t")
            .setRuntimeMillis(1)
            .setFromMillis(0)
            .setToMillis(1)
            .setPlayedMillis(playedMillis)
            .build();
    Playback event =
        Playback.newBuilder()
            .setEnvelope(WireTest.rating("b-1").getEnvelope())
            .setType("playback.heartbeat")
            .setPlaybackHeartbeat(beat)
            .build();

    assertThat(Validation.check(Fact.of(event))).hasSize(violations);
  }

  @ParameterizedTest
  @CsvSource({
    "1000000000000000, 1100, 0",
    "1000000000000001, 30, 1",
    "9990000, 1101, 1",
    "9990000, 0, 1"
  })
  void amountsAndTermsAreOfASizeThatCanBeSummed(long amountMicros, int termDays, int violations) {
    PaymentCaptured captured =
        PaymentCaptured.newBuilder()
            .setPayment("pay-1")
            .setPurpose("subscription")
            .setMethod("card")
            .setAmountMicros(amountMicros)
            .setTaxMicros(0)
            .setCurrency("USD")
            .setTermDays(termDays)
            .build();
    Payment event =
        Payment.newBuilder()
            .setEnvelope(WireTest.rating("p-1").getEnvelope())
            .setType("payment.captured")
            .setPaymentCaptured(captured)
            .build();

    assertThat(Validation.check(Fact.of(event))).hasSize(violations);
  }
}
