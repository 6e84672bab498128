package playhouse.streaming.live;

import java.util.Optional;
import playhouse.contracts.Family;
import playhouse.contracts.Wire;
import playhouse.contracts.behaviour.Deed;
import playhouse.contracts.behaviour.Deeds;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.Interaction;
import playhouse.contracts.facts.Playback;
import playhouse.contracts.facts.Recommendation;

/**
 * A deed with the envelope of the fact that told it.
 *
 * @param envelope who, when, by whom told
 * @param deed what was done
 */
record Told(Envelope envelope, Deed deed) {

  /**
   * Reads a fact.
   *
   * @throws Wire.Undecodable if the bytes are not of that family
   */
  static Optional<Told> of(String topic, byte[] bytes) {
    if (topic.equals(Family.PLAYBACK.topic())) {
      Playback fact = Wire.decode(Playback.class, bytes);
      return Deeds.of(fact).map(deed -> new Told(fact.getEnvelope(), deed));
    }
    if (topic.equals(Family.INTERACTION.topic())) {
      Interaction fact = Wire.decode(Interaction.class, bytes);
      return Deeds.of(fact).map(deed -> new Told(fact.getEnvelope(), deed));
    }
    Recommendation fact = Wire.decode(Recommendation.class, bytes);
    return Deeds.of(fact).map(deed -> new Told(fact.getEnvelope(), deed));
  }
}
