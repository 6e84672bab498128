package playhouse.serving.personalisation.merges;

import org.jdbi.v3.core.Handle;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.ProfileMerged;
import playhouse.contracts.facts.ProfileSplit;
import playhouse.contracts.facts.Recommendation;
import playhouse.serving.platform.outbox.Outbox;

/** What others are told of who is one person. */
final class MergeFacts {
  private MergeFacts() {}

  static void told(Handle tx, Merge merge) {
    String what = merge.split() ? "split" : "merged";
    Envelope envelope =
        Envelope.newBuilder()
            .setId("profile/" + what + "/" + merge.number())
            .setSource("/serving")
            .setPerson(merge.person())
            .setOccurred(merge.at())
            .setSent(merge.at())
            .setReceived(merge.at())
            .build();
    Recommendation.Builder fact =
        Recommendation.newBuilder().setEnvelope(envelope).setType("profile." + what);
    Outbox.add(
        tx,
        Merges.SYSTEM,
        merge.split()
            ? fact.setProfileSplit(new ProfileSplit(merge.other())).build()
            : fact.setProfileMerged(new ProfileMerged(merge.other())).build());
  }
}
