package playhouse.serving.acquisition.valuation;

import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.facts.Acquisition;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.ValuationComputed;
import playhouse.serving.platform.outbox.Outbox;

/** What others are told of valuations. */
final class ValuationFacts {
  private ValuationFacts() {}

  static void computed(Handle tx, UUID id, TitleValue value, Instant now) {
    Envelope envelope =
        Envelope.newBuilder()
            .setId("valuation/" + id)
            .setSource("/serving")
            .setOccurred(now)
            .setSent(now)
            .setReceived(now)
            .build();
    Outbox.add(
        tx,
        ValuationRoutes.SYSTEM,
        Acquisition.newBuilder()
            .setEnvelope(envelope)
            .setType("valuation.computed")
            .setValuationComputed(
                new ValuationComputed(
                    value.title(), value.hours().expected(), value.modelVersion()))
            .build());
  }
}
