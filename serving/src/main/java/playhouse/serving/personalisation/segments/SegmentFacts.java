package playhouse.serving.personalisation.segments;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.Recommendation;
import playhouse.contracts.facts.SegmentEntered;
import playhouse.contracts.facts.SegmentLeft;
import playhouse.serving.platform.outbox.Outbox;

/** What others are told of segments: one fact for each coming and going. */
final class SegmentFacts {
  private SegmentFacts() {}

  static void told(
      Handle tx, String segment, List<MemberStore.Transition> transitions, Instant at) {
    List<SpecificRecordBase> facts = new ArrayList<>();
    transitions.forEach(transition -> facts.add(fact(segment, transition, at)));
    Outbox.add(tx, Segments.SYSTEM, facts);
  }

  private static Recommendation fact(
      String segment, MemberStore.Transition transition, Instant at) {
    Envelope envelope =
        Envelope.newBuilder()
            .setId("segment/" + segment + "/" + transition.number())
            .setSource("/serving")
            .setPerson(transition.person())
            .setOccurred(at)
            .setSent(at)
            .setReceived(at)
            .build();
    Recommendation.Builder fact =
        Recommendation.newBuilder()
            .setEnvelope(envelope)
            .setType(transition.inside() ? "segment.entered" : "segment.left");
    return transition.inside()
        ? fact.setSegmentEntered(new SegmentEntered(segment)).build()
        : fact.setSegmentLeft(new SegmentLeft(segment)).build();
  }
}
