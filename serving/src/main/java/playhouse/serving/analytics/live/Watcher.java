package playhouse.serving.analytics.live;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import playhouse.contracts.facts.LiveKpi;

/**
 * One reader of live values: what waits for it is bounded, and one that falls behind is let go; it
 * can come again with the last id it saw.
 */
final class Watcher implements Consumer<LiveKpis.Change> {
  private final Predicate<LiveKpi> wanted;
  private final Duration heartbeat;
  private final BlockingQueue<LiveKpis.Change> waiting;
  private volatile boolean over;

  Watcher(Predicate<LiveKpi> wanted, Duration heartbeat, int mostWaiting) {
    this.wanted = wanted;
    this.heartbeat = heartbeat;
    this.waiting = new ArrayBlockingQueue<>(mostWaiting);
  }

  /** Never waits, since all other readers wait with it. */
  @Override
  public void accept(LiveKpis.Change change) {
    if (wanted.test(change.kpi()) && !waiting.offer(change)) {
      over = true;
    }
  }

  /** Whether it fell behind or was ended. */
  boolean isOver() {
    return over;
  }

  void end() {
    over = true;
  }

  /** Writes what is known, then every change, until the reader goes or falls behind. */
  void tell(List<LiveKpis.Change> known, OutputStream out)
      throws IOException, InterruptedException {
    write(out, "retry: 2000\n\n");
    for (LiveKpis.Change change : known) {
      if (over) {
        return;
      }
      if (wanted.test(change.kpi())) {
        out.write(change.event());
      }
    }
    write(out, ": all that is known\n\n");
    out.flush();
    while (!over) {
      LiveKpis.Change change = waiting.poll(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
      if (change == null) {
        write(out, ": still here\n\n");
      } else {
        out.write(change.event());
      }
      if (waiting.isEmpty()) {
        out.flush();
      }
    }
    write(out, ": no more from here\n\n");
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
