package playhouse.collector.replay;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import playhouse.collector.event.Arrival;
import playhouse.collector.event.EventDecoder;
import playhouse.collector.event.Outcome;
import playhouse.collector.event.Slices;
import playhouse.contracts.Rejected;

/** The door's judgement without the door: nothing is sent and nothing is kept. */
public record Rehearsal(InstantSource clock) implements Destination {

  @Override
  public List<Verdict> send(List<Letter> letters) {
    EventDecoder decoder = new EventDecoder(person -> true);
    Arrival arrival =
        new Arrival(
            clock.instant(), Optional.empty(), Rejected.Stage.COLLECTOR, source -> true, false);
    return letters.stream().map(letter -> verdict(letter, decoder, arrival)).toList();
  }

  private static Verdict verdict(Letter letter, EventDecoder decoder, Arrival arrival) {
    byte[] bytes = letter.bytes();
    List<Slices.Slice> slices;
    try {
      boolean one = letter.mediaType().equals(EventDecoder.CLOUD_EVENT);
      slices = one ? Slices.single(bytes) : Slices.array(bytes, MOST);
    } catch (Slices.Unsplittable e) {
      return new Verdict(Rejected.Reason.MALFORMED_JSON.code(), String.valueOf(e.getMessage()));
    }
    List<Verdict> refused = new ArrayList<>();
    for (Slices.Slice slice : slices) {
      if (decoder.decode(bytes, slice, arrival) instanceof Outcome.Refused refusal) {
        Rejected why = refusal.rejected();
        refused.add(new Verdict(why.reason().code(), why.detail()));
      }
    }
    return refused.isEmpty() ? Verdict.ACCEPTED : refused.get(0);
  }
}
