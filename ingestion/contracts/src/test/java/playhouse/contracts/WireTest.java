package playhouse.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.Interaction;
import playhouse.contracts.facts.Playback;
import playhouse.contracts.facts.Rating;

class WireTest {

  private static final UUID PERSON = UUID.fromString("6f1a9c2e-0b7d-4c1e-9c51-0d8a7f3e2b10");

  @Test
  void whatIsEncodedIsDecoded() {
    Interaction rating = rating("r-1");

    byte[] bytes = Wire.encode(rating);

    assertThat(bytes).startsWith(0xC3, 0x01);
    assertThat(Wire.decode(Interaction.class, bytes)).isEqualTo(rating);
  }

  @Test
  void aPersonIsSixteenBytesInTheKey() {
    assertThat(Wire.key(rating("r-1").getEnvelope())).isEqualTo(Pseudonyms.bytes(PERSON));
    assertThat(Pseudonyms.ofBytes(Pseudonyms.bytes(PERSON))).isEqualTo(PERSON);
  }

  @Test
  void withoutAPersonTheKeyIsThatOfTheEvent() {
    Envelope envelope = rating("r-1").getEnvelope();
    Envelope nobody = Envelope.newBuilder(envelope).setPerson(null).build();

    assertThat(Wire.key(nobody)).isEqualTo(Pseudonyms.bytes(DedupKey.of("/test", "r-1")));
  }

  @Test
  void foreignBytesAreRefusedWithAReason() {
    byte[] bytes = Wire.encode(rating("r-1"));

    assertThatThrownBy(() -> Wire.decode(Playback.class, bytes))
        .isInstanceOf(Wire.Undecodable.class);
    assertThatThrownBy(() -> Wire.decode(Playback.class, new byte[] {1, 2, 3}))
        .isInstanceOf(Wire.Undecodable.class);
  }

  @Test
  void headersAreCloudEvents() {
    assertThat(Wire.headers(rating("r-1").getEnvelope(), "rating"))
        .containsEntry("ce_id", "r-1")
        .containsEntry("ce_source", "/test")
        .containsEntry("ce_type", "rating")
        .containsEntry("ce_specversion", "1.0")
        .containsEntry("ce_time", "2026-01-02T03:04:05Z")
        .containsEntry("content-type", "application/avro");
  }

  @Test
  void aTypeTellsItsFamily() {
    assertThat(FactType.of("playback.heartbeat"))
        .hasValueSatisfying(t -> assertThat(t.family()).isEqualTo(Family.PLAYBACK));
    assertThat(FactType.of("tag")).isEqualTo(FactType.of("interaction.tag")).isPresent();
    assertThat(FactType.of("tag.suggested"))
        .hasValueSatisfying(t -> assertThat(t.family()).isEqualTo(Family.CATALOGUE));
    assertThat(FactType.of("playback.tag")).isEmpty();
    assertThat(FactType.of("weather.changed")).isEmpty();
  }

  static Interaction rating(String id) {
    Envelope envelope =
        Envelope.newBuilder()
            .setId(id)
            .setSource("/test")
            .setPerson(PERSON)
            .setOccurred(Instant.parse("2026-01-02T03:04:05Z"))
            .setReceived(Instant.parse("2026-01-02T03:04:06.000007Z"))
            .build();
    return Interaction.newBuilder()
        .setEnvelope(envelope)
        .setType("rating")
        .setRating(Rating.newBuilder().setTitle("ml-1m:1").setScore(4.5).setScale("stars5").build())
        .build();
  }
}
