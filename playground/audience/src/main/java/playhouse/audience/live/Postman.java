package playhouse.audience.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import playhouse.audience.send.NotDelivered;

/** Carries parcels to the door in batches, in order; who gives too many has to wait. */
public final class Postman {

  private static final int LARGEST_BATCH = 500;
  private static final int WAITING = 50_000;
  private static final long COLLECT_MILLIS = 50;

  private final BlockingQueue<Parcel> waiting = new ArrayBlockingQueue<>(WAITING);
  private final Door door;
  private final Ledger ledger;
  private final Thread round;
  private volatile boolean closing;
  private volatile String failure = "";

  /** A postman between us and the collector. */
  public Postman(String collectorUrl, String key, Ledger ledger) {
    this.door = new Door(collectorUrl, key);
    this.ledger = ledger;
    this.round = new Thread(this::go, "postman");
    round.start();
  }

  /**
   * Gives a parcel to be carried; waits while too many are waiting.
   *
   * @throws NotDelivered if the postman had to give up
   */
  void give(Parcel parcel) {
    try {
      while (!waiting.offer(parcel, 1, TimeUnit.SECONDS)) {
        complain();
      }
      complain();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotDelivered("interrupted", e);
    }
  }

  /** Carries what is left, for so long at most, and says how many could not be delivered. */
  public int close(Duration patience) {
    door.giveUpAfter(patience);
    closing = true;
    try {
      round.join(patience.plusSeconds(35).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return waiting.size();
  }

  /** Why it gave up; empty if it did not. */
  public String failure() {
    return failure;
  }

  private void complain() {
    if (!failure.isEmpty()) {
      throw new NotDelivered(failure, new IllegalStateException(failure));
    }
  }

  private void go() {
    List<Parcel> batch = new ArrayList<>(LARGEST_BATCH);
    try {
      while (!closing || !waiting.isEmpty()) {
        Parcel first = waiting.poll(COLLECT_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.clear();
          batch.add(first);
          waiting.drainTo(batch, LARGEST_BATCH - 1);
          deliver(batch);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = "interrupted";
    } catch (NotDelivered e) {
      failure = String.valueOf(e.getMessage());
      waiting.addAll(batch.subList(0, Math.min(batch.size(), waiting.remainingCapacity())));
    }
  }

  private void deliver(List<Parcel> batch) {
    Map<Integer, Door.Refusal> refusals = door.hand(batch);
    for (int i = 0; i < batch.size(); i++) {
      Door.Refusal refusal = refusals.get(i);
      ledger.answered(
          batch.get(i),
          refusal == null ? "" : refusal.reason(),
          refusal == null ? "" : refusal.detail());
    }
  }
}
