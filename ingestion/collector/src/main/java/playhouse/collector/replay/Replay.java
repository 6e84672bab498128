package playhouse.collector.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import playhouse.contracts.Rejected;

/**
 * One pass over rejects: each is put right and sent once more.
 *
 * <p>It keeps no state. An event keeps its source and id, by which the lake takes it once, so that
 * a replay may be run again whenever and however it ended.
 */
public final class Replay {

  /** A request's body stays below that, unless one event is longer. */
  private static final int BODY_BYTES = 1 << 20;

  private static final String FOREIGN = Rejected.Reason.UNAUTHORIZED_SOURCE.code();

  private final Destination destination;
  private final Fix fix;
  private final boolean foreignToo;
  private final Report report;
  private final List<Letter> waiting = new ArrayList<>();
  private int waitingBytes;

  /**
   * @param foreignToo whether to send also what was refused because its sender had no right to
   *     speak for its source: the key of imports has that right
   */
  Replay(Destination destination, Fix fix, boolean foreignToo) {
    this.destination = destination;
    this.fix = fix;
    this.foreignToo = foreignToo;
    this.report = new Report(destination instanceof Rehearsal);
  }

  /** Takes the next reject. */
  void take(PastReject past) {
    report.read();
    if (past.known()) {
      report.acceptedBefore();
    } else if (past.reason().equals(FOREIGN) && !foreignToo) {
      report.heldBack(FOREIGN);
    } else {
      Optional<Letter> letter = Letter.of(past, fix);
      letter.ifPresentOrElse(this::add, () -> report.unfit(past.contentType()));
    }
  }

  private void add(Letter letter) {
    if (!letter.fitsLine()) {
      send();
      waiting.add(letter);
      send();
      return;
    }
    if (waiting.size() == Destination.MOST || waitingBytes + letter.bytes().length > BODY_BYTES) {
      send();
    }
    waiting.add(letter);
    waitingBytes += letter.bytes().length;
  }

  private void send() {
    if (!waiting.isEmpty()) {
      destination.send(List.copyOf(waiting)).forEach(report::judged);
      waiting.clear();
      waitingBytes = 0;
    }
  }

  /** Sends what is left and tells what came of all. */
  Report finish() {
    send();
    return report;
  }
}
