package playhouse.streaming.experiments;

import org.jspecify.annotations.Nullable;
import playhouse.contracts.Family;
import playhouse.contracts.Wire;
import playhouse.contracts.experiment.Amount;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.ExperimentExposed;
import playhouse.contracts.facts.Interaction;
import playhouse.contracts.facts.Payment;
import playhouse.contracts.facts.Platform;
import playhouse.contracts.facts.Playback;
import playhouse.contracts.facts.Recommendation;
import playhouse.streaming.live.Arrival;

/**
 * What a fact tells of a person.
 *
 * @param parts what it adds to what is counted of them
 * @param exposed the variant that they met; null if it tells of none
 */
@SuppressWarnings("ArrayRecordComponent") // looked through, never compared
record Done(Envelope envelope, Amount.Part[] parts, @Nullable ExperimentExposed exposed) {

  /**
   * Reads a fact.
   *
   * @throws Wire.Undecodable if the bytes are not of that family
   */
  static Done of(Arrival arrival) {
    String topic = arrival.topic();
    byte[] bytes = arrival.fact();
    if (topic.equals(Family.PLAYBACK.topic())) {
      Playback fact = Wire.decode(Playback.class, bytes);
      return new Done(fact.getEnvelope(), Amount.of(fact), null);
    }
    if (topic.equals(Family.INTERACTION.topic())) {
      Interaction fact = Wire.decode(Interaction.class, bytes);
      return new Done(fact.getEnvelope(), Amount.of(fact), null);
    }
    if (topic.equals(Family.PAYMENT.topic())) {
      Payment fact = Wire.decode(Payment.class, bytes);
      return new Done(fact.getEnvelope(), Amount.of(fact), null);
    }
    if (topic.equals(Family.PLATFORM.topic())) {
      Platform fact = Wire.decode(Platform.class, bytes);
      return new Done(fact.getEnvelope(), Amount.of(fact), null);
    }
    Recommendation fact = Wire.decode(Recommendation.class, bytes);
    return new Done(fact.getEnvelope(), Amount.of(fact), fact.getExperimentExposed());
  }
}
