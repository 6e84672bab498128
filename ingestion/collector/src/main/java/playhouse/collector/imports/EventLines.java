package playhouse.collector.imports;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import playhouse.collector.event.Arrival;
import playhouse.collector.event.EventDecoder;
import playhouse.collector.event.Outcome;
import playhouse.collector.event.Slices.Slice;
import playhouse.contracts.Fact;
import playhouse.contracts.Rejected;

/** Lines that are CloudEvents in JSON, read as the front door reads them; all count as history. */
record EventLines(EventDecoder decoder, Clock clock) implements LineFormat {

  @Override
  public void read(Line line, Consumer<Fact> facts) {
    Arrival arrival =
        new Arrival(
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            Optional.empty(),
            Rejected.Stage.IMPORTER,
            source -> true,
            true);
    byte[] bytes = line.bytes();
    Outcome outcome = decoder.decode(bytes, trimmed(bytes), arrival);
    if (outcome instanceof Outcome.Accepted accepted) {
      facts.accept(accepted.fact());
    } else if (outcome instanceof Outcome.Refused refused) {
      throw new Refusal(refused.rejected().reason(), refused.rejected().detail());
    }
  }

  private static Slice trimmed(byte[] bytes) {
    return playhouse.collector.event.Slices.single(bytes).get(0);
  }
}
