package playhouse.audience;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.audience.render.Dressed;
import playhouse.contracts.facts.AuditChecked;
import playhouse.contracts.facts.ChargebackReceived;
import playhouse.contracts.facts.DunningRecovered;
import playhouse.contracts.facts.EntitlementChanged;
import playhouse.contracts.facts.ExperimentExposed;
import playhouse.contracts.facts.IvtFlagged;
import playhouse.contracts.facts.ModerationDecided;
import playhouse.contracts.facts.PaymentCaptured;
import playhouse.contracts.facts.PlaybackHeartbeat;
import playhouse.contracts.facts.PlaybackSeek;
import playhouse.contracts.facts.PlaybackStall;
import playhouse.contracts.facts.PlaybackStop;
import playhouse.contracts.facts.RecommendationServed;
import playhouse.contracts.facts.RefundCompleted;
import playhouse.contracts.facts.RenditionPublished;
import playhouse.contracts.facts.ReviewDecided;
import playhouse.contracts.facts.RightsExpired;
import playhouse.contracts.facts.RightsGranted;
import playhouse.contracts.facts.SubscriptionChanged;
import playhouse.contracts.facts.TicketOpened;
import playhouse.contracts.facts.TitleWithdrawn;

/** What a KPI may get wrong, and how to see in an event that it occurs. */
final class HardCases {

  static final Set<String> ALL =
      new TreeSet<>(
          List.of(
              "seek back",
              "stall that is no rebuffering",
              "short title",
              "beyond the runtime",
              "faster than the clock",
              "no first frame",
              "invalid traffic",
              "refund",
              "chargeback",
              "another currency",
              "term of a year",
              "term that begins after its payment",
              "grace",
              "trial",
              "test",
              "staff",
              "bot",
              "nobody named",
              "more than a day late",
              "plan changed, its term as before",
              "payment recovered",
              "holdout",
              "hidden",
              "appeal",
              "control out of a run",
              "not on all nodes",
              "withdrawn",
              "granted in some places",
              "grant ended early",
              "no fee",
              "promised",
              "rarely shown"));

  private HardCases() {}

  static Stream<String> of(Dressed event) {
    Stream.Builder<String> met = Stream.builder();
    if (event.body() instanceof PlaybackSeek seek && seek.getToMillis() < seek.getFromMillis()) {
      met.add("seek back");
    }
    if (event.body() instanceof PlaybackStall stall && !stall.getCause().equals("network")) {
      met.add("stall that is no rebuffering");
    }
    if (event.body() instanceof PlaybackHeartbeat beat) {
      heartbeat(beat, met);
    }
    if (event.body() instanceof PlaybackStop stop && stop.getStartupMillis() == null) {
      met.add("no first frame");
    }
    if (event.body() instanceof IvtFlagged) {
      met.add("invalid traffic");
    }
    money(event, met);
    if (event.body() instanceof EntitlementChanged change && !change.getState().equals("paid")) {
      if (!change.getState().equals("none")) {
        met.add(change.getState());
      }
    }
    who(event, met);
    house(event.body(), met);
    return met.build();
  }

  private static void house(SpecificRecordBase fact, Stream.Builder<String> met) {
    meets(
        fact instanceof SubscriptionChanged change
            && change.getPriceMicros() != null
            && change.getTermDays() == null,
        "plan changed, its term as before",
        met);
    meets(
        fact instanceof ModerationDecided decision && decision.getDecision().equals("hide"),
        "hidden",
        met);
    meets(fact instanceof DunningRecovered, "payment recovered", met);
    meets(
        fact instanceof ExperimentExposed exposed && exposed.getVariant().equals("holdout"),
        "holdout",
        met);
    meets(fact instanceof ReviewDecided review && review.getAppeal(), "appeal", met);
    meets(
        fact instanceof AuditChecked check && check.getRun() == null, "control out of a run", met);
    meets(
        fact instanceof RenditionPublished rendition
            && rendition.getVerifiedNodes() < rendition.getTargetNodes(),
        "not on all nodes",
        met);
    meets(fact instanceof TitleWithdrawn, "withdrawn", met);
    meets(
        fact instanceof RightsGranted grant && !grant.getTerritories().contains("*"),
        "granted in some places",
        met);
    meets(fact instanceof RightsGranted grant && grant.getFeeMicros() == null, "no fee", met);
    meets(fact instanceof RightsExpired, "grant ended early", met);
    meets(fact instanceof TicketOpened ticket && ticket.getDue() != null, "promised", met);
    meets(
        fact instanceof RecommendationServed list
            && list.getItems().stream().anyMatch(item -> item.getPropensity() < 0.01),
        "rarely shown",
        met);
  }

  private static void meets(boolean here, String what, Stream.Builder<String> met) {
    if (here) {
      met.add(what);
    }
  }

  private static void heartbeat(PlaybackHeartbeat beat, Stream.Builder<String> met) {
    if (beat.getRuntimeMillis() < 60_000) {
      met.add("short title");
    }
    if (beat.getToMillis() > beat.getRuntimeMillis()) {
      met.add("beyond the runtime");
    }
    if (beat.getToMillis() - beat.getFromMillis() > beat.getPlayedMillis()) {
      met.add("faster than the clock");
    }
  }

  private static void money(Dressed event, Stream.Builder<String> met) {
    if (event.body() instanceof RefundCompleted) {
      met.add("refund");
    }
    if (event.body() instanceof ChargebackReceived) {
      met.add("chargeback");
    }
    if (event.body() instanceof PaymentCaptured paid) {
      if (!paid.getCurrency().equals("USD")) {
        met.add("another currency");
      }
      if (paid.getTermDays() != null && paid.getTermDays() == 365) {
        met.add("term of a year");
      }
      if (paid.getTermFrom() != null
          && paid.getTermFrom().isAfter(event.envelope().getOccurred())) {
        met.add("term that begins after its payment");
      }
    }
  }

  private static void who(Dressed event, Stream.Builder<String> met) {
    String exclusion = event.envelope().getExclusion();
    if (exclusion != null) {
      met.add(exclusion);
    }
    if (event.envelope().getPerson() == null && event.envelope().getCountry() != null) {
      met.add("nobody named");
    }
    Duration late = Duration.between(event.envelope().getOccurred(), event.envelope().getSent());
    if (late.toHours() >= 24) {
      met.add("more than a day late");
    }
  }
}
