package playhouse.serving.personalisation.tagging;

import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.facts.Catalogue;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.TagAccepted;
import playhouse.contracts.facts.TagRejected;
import playhouse.contracts.facts.TagSuggested;
import playhouse.serving.platform.outbox.Outbox;

/** What others are told of tags. */
final class TagFacts {
  private TagFacts() {}

  /** What tags are from now on; of one that is gone, that it is suggested with confidence 0. */
  static void tell(Handle tx, List<StoredTag> tags, Instant now) {
    Outbox.add(tx, TagRoutes.SYSTEM, tags.stream().map(tag -> fact(tag, now)).toList());
  }

  private static SpecificRecordBase fact(StoredTag tag, Instant now) {
    Catalogue.Builder fact =
        Catalogue.newBuilder()
            .setEnvelope(
                Envelope.newBuilder()
                    .setId("tag/" + tag.title() + "/" + tag.tag() + "/" + tag.revision())
                    .setSource("/serving")
                    .setOccurred(now)
                    .setSent(now)
                    .setReceived(now)
                    .build());
    return switch (tag.state()) {
      case ACCEPTED ->
          fact.setType("tag.accepted")
              .setTagAccepted(new TagAccepted(tag.title(), tag.tag()))
              .build();
      case REJECTED ->
          fact.setType("tag.rejected")
              .setTagRejected(new TagRejected(tag.title(), tag.tag()))
              .build();
      case SUGGESTED, GONE ->
          fact.setType("tag.suggested")
              .setTagSuggested(
                  new TagSuggested(
                      tag.title(), tag.tag(), tag.confidence().doubleValue(), tag.model()))
              .build();
    };
  }
}
