package playhouse.serving.advertising.breaks;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import playhouse.contracts.facts.Ad;
import playhouse.contracts.facts.AudienceMatched;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.TargetingDenied;
import playhouse.serving.advertising.matching.Matching;
import playhouse.serving.advertising.orders.Opportunity;

/** What others are told of whom ads reach and are kept from; it names who lets it only. */
final class MatchFacts {
  private MatchFacts() {}

  static Ad matched(FilledBreak.Ad ad, Opportunity there) {
    Matching.Fit fit = ad.winner().fit();
    return fact("audience.matched/" + ad.impression(), "audience.matched", there)
        .setAudienceMatched(
            AudienceMatched.newBuilder()
                .setRequest(there.request())
                .setLineItem(ad.lineItem().toString())
                .setBy(fit.by())
                .setSegment(fit.segment().orElse(null))
                .build())
        .build();
  }

  static Ad denied(Matching.Denied denied, Opportunity there) {
    String what = denied.lineItem().orElse("all") + "/" + denied.reason();
    return fact("targeting.denied/" + there.request() + "/" + what, "targeting.denied", there)
        .setTargetingDenied(
            TargetingDenied.newBuilder()
                .setRequest(there.request())
                .setLineItem(denied.lineItem().orElse(null))
                .setReason(denied.reason())
                .build())
        .build();
  }

  private static Ad.Builder fact(String id, String type, Opportunity there) {
    Instant at = there.now().truncatedTo(ChronoUnit.MICROS);
    Envelope envelope =
        Envelope.newBuilder()
            .setId(id)
            .setSource("/serving")
            .setPerson(there.person().orElse(null))
            .setOccurred(at)
            .setSent(at)
            .setReceived(at)
            .build();
    return Ad.newBuilder().setEnvelope(envelope).setType(type);
  }
}
