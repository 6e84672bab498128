package playhouse.collector.http;

import java.time.Duration;

/**
 * What is in work: how many requests, how many bytes; no more than fits, and none while closing.
 */
final class InFlight {

  private final long limitBytes;
  private long bytes;
  private int requests;
  private boolean closing;

  InFlight(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** One request's place; given back when it is closed. */
  final class Place implements AutoCloseable {
    private long held;

    /** Takes room for that many more bytes. */
    void grow(long more) {
      synchronized (InFlight.this) {
        // A lone request always fits: the body's own limit is checked elsewhere.
        if (bytes + more > limitBytes && bytes > held) {
          throw Problem.later(
              Problem.Kind.OVERLOADED, bytes + " of " + limitBytes + " bytes are in work", 1);
        }
        bytes += more;
        held += more;
      }
    }

    @Override
    public void close() {
      leave(held);
    }
  }

  /** Lets a request in. */
  synchronized Place enter() {
    if (closing) {
      throw Problem.later(Problem.Kind.UNAVAILABLE, "shutting down", 5);
    }
    requests++;
    return new Place();
  }

  private synchronized void leave(long held) {
    bytes -= held;
    requests--;
    notifyAll();
  }

  synchronized long bytes() {
    return bytes;
  }

  synchronized int requests() {
    return requests;
  }

  /** Lets nobody in any more and waits for those inside; true if all left in time. */
  synchronized boolean drain(Duration limit) {
    closing = true;
    long end = System.nanoTime() + limit.toNanos();
    while (requests > 0) {
      long millis = (end - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return false;
      }
      try {
        wait(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
