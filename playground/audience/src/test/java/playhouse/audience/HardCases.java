package playhouse.audience;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import playhouse.audience.render.Dressed;
import playhouse.contracts.facts.ChargebackReceived;
import playhouse.contracts.facts.EntitlementChanged;
import playhouse.contracts.facts.IvtFlagged;
import playhouse.contracts.facts.PaymentCaptured;
import playhouse.contracts.facts.PlaybackHeartbeat;
import playhouse.contracts.facts.PlaybackSeek;
import playhouse.contracts.facts.PlaybackStall;
import playhouse.contracts.facts.PlaybackStop;
import playhouse.contracts.facts.RefundCompleted;

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
              "more than a day late"));

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
    return met.build();
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
