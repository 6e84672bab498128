package playhouse.collector.http;

import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import playhouse.collector.event.Arrival;
import playhouse.collector.event.EventDecoder;
import playhouse.collector.event.Outcome;
import playhouse.collector.event.Slices;
import playhouse.collector.event.Slices.Slice;
import playhouse.collector.log.Batch;
import playhouse.collector.log.FactLog;
import playhouse.contracts.ApiKeys;
import playhouse.contracts.Rejected;

/** POST /v1/events: takes events in and answers once Kafka has them, the refused ones too. */
final class EventsRoute {

  private static final int BYTES_OF_AN_EVENT = 1024;

  private final Limits limits;
  private final ApiKeys keys;
  private final Rates rates;
  private final InFlight inFlight;
  private final EventDecoder decoder;
  private final ClientAddress clientAddress;
  private final FactLog log;
  private final Meters meters;
  private final Clock clock;

  EventsRoute(
      Limits limits,
      ApiKeys keys,
      Rates rates,
      InFlight inFlight,
      EventDecoder decoder,
      ClientAddress clientAddress,
      FactLog log,
      Meters meters,
      Clock clock) {
    this.limits = limits;
    this.keys = keys;
    this.rates = rates;
    this.inFlight = inFlight;
    this.decoder = decoder;
    this.clientAddress = clientAddress;
    this.log = log;
    this.meters = meters;
    this.clock = clock;
  }

  void handle(Context request) {
    try (InFlight.Place place = inFlight.enter()) {
      Caller caller =
          keys.caller(Optional.ofNullable(request.header("Authorization")))
              .map(Caller::new)
              .orElseThrow(
                  () -> new Problem(Problem.Kind.UNAUTHORIZED, "send Authorization: Bearer KEY"));
      Format format = Format.of(Optional.ofNullable(request.contentType()));
      Body body = Body.read(request.req(), limits, place);
      Replayed replayed = Replayed.of(request, caller);
      Arrival arrival = arrival(request, caller, replayed);
      Answer answer = answer(body, format, caller, arrival, replayed);
      request
          .status(answer.status())
          .contentType(answer.contentType())
          .result(answer.body().toString());
    }
  }

  private Arrival arrival(Context request, Caller caller, Replayed replayed) {
    return new Arrival(
        clock.instant().truncatedTo(ChronoUnit.MICROS),
        // Where a replay is run says nothing about where the event came from.
        replayed.any() ? Optional.empty() : clientAddress.prefix(request.req()),
        Rejected.Stage.COLLECTOR,
        caller::maySend,
        false);
  }

  private Answer answer(
      Body body, Format format, Caller caller, Arrival arrival, Replayed replayed) {
    if (body.broken()) {
      throw keep(
          Problem.Kind.UNDECODABLE,
          Rejected.Reason.UNDECODABLE,
          "not gzip",
          "application/gzip",
          body,
          caller,
          arrival,
          replayed);
    }
    List<Slice> slices = split(body, format, caller, arrival, replayed);
    if (slices.size() > limits.events()) {
      throw new Problem(Problem.Kind.TOO_MANY_EVENTS, "more than " + limits.events() + " events");
    }
    replayed.mustName(slices.size());
    pay(caller, slices.size());
    return Answer.of(format, store(body, slices, arrival, replayed));
  }

  private void pay(Caller caller, int events) {
    OptionalLong wait = rates.take(caller, events);
    if (wait.isPresent()) {
      throw Problem.later(
          Problem.Kind.RATE_LIMITED,
          "more than " + limits.eventsPerSecond() + " events a second",
          wait.getAsLong());
    }
  }

  private List<Slice> split(
      Body body, Format format, Caller caller, Arrival arrival, Replayed replayed) {
    try {
      List<Slice> slices = format.split(body.bytes(), limits.events());
      if (body.bytes().length == 0 || (slices.isEmpty() && format != Format.ARRAY)) {
        throw new Problem(Problem.Kind.MALFORMED_JSON, "the body is empty");
      }
      return slices;
    } catch (Slices.Unsplittable e) {
      throw keep(
          Problem.Kind.MALFORMED_JSON,
          Rejected.Reason.MALFORMED_JSON,
          String.valueOf(e.getMessage()),
          format.mediaType(),
          body,
          caller,
          arrival,
          replayed);
    }
  }

  private List<Outcome> store(Body body, List<Slice> slices, Arrival arrival, Replayed replayed) {
    List<Outcome> outcomes = new ArrayList<>(slices.size());
    Batch batch = log.batch();
    for (Slice slice : slices) {
      Outcome outcome = decoder.decode(body.bytes(), slice, arrival);
      if (outcome instanceof Outcome.Accepted accepted) {
        batch.add(accepted.fact());
      } else if (outcome instanceof Outcome.Refused refused) {
        batch.add(refused.rejected(), arrival.received(), replayed.at(outcomes.size()));
      }
      outcomes.add(outcome);
    }
    batch.await(limits.patience().plusSeconds(2));
    meters.events(outcomes);
    return outcomes;
  }

  /**
   * A body that is refused whole is kept whole before the caller hears of it; it counts as an event
   * for each KiB.
   */
  private Problem keep(
      Problem.Kind kind,
      Rejected.Reason reason,
      String detail,
      String contentType,
      Body body,
      Caller caller,
      Arrival arrival,
      Replayed replayed) {
    replayed.mustName(1);
    pay(caller, Math.max(1, body.bytes().length / BYTES_OF_AN_EVENT));
    Rejected rejected =
        new Rejected(
            reason,
            detail,
            arrival.stage(),
            Optional.empty(),
            Optional.empty(),
            contentType,
            ByteBuffer.wrap(body.bytes()));
    Batch batch = log.batch();
    batch.add(rejected, arrival.received(), replayed.at(0));
    batch.await(limits.patience().plusSeconds(2));
    meters.events(List.of(new Outcome.Refused("", rejected)));
    return new Problem(kind, detail);
  }
}
