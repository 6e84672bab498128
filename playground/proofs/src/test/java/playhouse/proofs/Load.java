package playhouse.proofs;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import playhouse.local.process.Await;

/**
 * A producer that sends batches until it is told to stop, each again and again until it is taken.
 */
final class Load implements AutoCloseable {

  private static final int BATCH = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final RunningStack stack;
  private final String source;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicLong accepted = new AtomicLong();
  private final Thread thread;

  private Load(RunningStack stack, String source) {
    this.stack = stack;
    this.source = source;
    this.thread = new Thread(this::send, "load");
  }

  static Load start(RunningStack stack, String source) {
    Load load = new Load(stack, source);
    load.thread.start();
    return load;
  }

  /** Events that the collector answered for. */
  long accepted() {
    return accepted.get();
  }

  /** Waits until that many more were accepted. */
  void awaitMore(long events) {
    long goal = accepted.get() + events;
    if (!Await.until(PATIENCE, () -> accepted.get() >= goal)) {
      throw new AssertionError("the collector took only " + accepted.get() + " of " + goal);
    }
  }

  @Override
  public void close() {
    stopped.set(true);
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send() {
    for (int batch = 0; !stopped.get(); batch++) {
      byte[] body = CloudEvents.lines(batch(batch));
      if (!Await.until(PATIENCE, () -> taken(body))) {
        return;
      }
      accepted.addAndGet(BATCH);
    }
  }

  private List<String> batch(int number) {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      String id = number + "-" + i;
      UUID person = new UUID(number % 50, i);
      events.add(CloudEvents.rating(source, id, person, "kill:" + i, Instant.now()));
    }
    return events;
  }

  /** An unknown outcome is not a success: the same batch goes again. */
  private boolean taken(byte[] body) {
    try {
      HttpResponse<String> answer = stack.post("demo", CloudEvents.LINES, body);
      return answer.statusCode() < 300
          && RunningStack.json(answer.body()).get("accepted").asInt() == BATCH;
    } catch (UncheckedIOException e) {
      return false;
    }
  }
}
