package playhouse.serving.platform.operations;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import playhouse.serving.platform.store.AuditChain;
import playhouse.serving.platform.store.Idempotency;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.serving.platform.traces.Traces;

/**
 * Everything that is done by the clock. When it is due stands in the database: one process does it,
 * and it is done after a restart if it fell due meanwhile.
 */
public final class Timers implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(500);

  /** What was being done by a process that died is done by another a little later. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(3);

  private static final int MISSED = 4;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final int THREADS = 4;

  /** Whoever has still something to do then has always something to do. */
  private static final int MOST_ROUNDS = 200;

  private final ServicesDatabase database;
  private final Traces traces;
  private final List<Timed> tasks = new ArrayList<>();
  private @Nullable Scheduler scheduler;
  private boolean closed;

  /**
   * With what the chassis itself has to do. They run once the database is there.
   *
   * @param clock by which things are old; when a task is due goes by the real one
   */
  public Timers(ServicesDatabase database, Clock clock, Traces traces) {
    this.database = database;
    this.traces = traces;
    every(Duration.ofSeconds(1), "platform.link-audit", AuditChain::link);
    every(
        Duration.ofMinutes(1),
        "platform.forget-keys",
        tx -> Idempotency.forget(tx, clock.instant()));
  }

  /** Something that is done again and again; how much was done is its answer. */
  private record Timed(Duration pause, String name, IntSupplier work) {}

  private RecurringTask<?> task(Timed timed) {
    return Tasks.recurring(timed.name(), FixedDelay.of(timed.pause()))
        .execute((instance, context) -> traces.run(timed.name(), timed.work()));
  }

  /** Has that done, in a transaction, again and again, so long after it was done last. */
  public void every(Duration pause, String name, ToIntFunction<Handle> work) {
    work(pause, name, () -> database.write(work::applyAsInt));
  }

  /** Has that done again and again, outside of any transaction. */
  public void work(Duration pause, String name, IntSupplier work) {
    tasks.add(new Timed(pause, name, work));
  }

  /**
   * Does all that is due now, in place of what {@link #start} begins; how much that was.
   *
   * @throws IllegalStateException if it does not end
   */
  public synchronized int doAll() {
    int done = 0;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      int now = tasks.stream().mapToInt(task -> traces.run(task.name(), task.work())).sum();
      if (now == 0) {
        return done;
      }
      done += now;
    }
    throw new IllegalStateException("there is always more to do");
  }

  /** Begins. */
  public synchronized void start() {
    if (closed) {
      return;
    }
    Scheduler begun =
        Scheduler.create(database.dataSource())
            .tableName("platform.scheduled_tasks")
            .startTasks(tasks.stream().map(this::task).toList())
            // What speaks with the world may hold its thread: one for each task.
            .threads(Math.max(THREADS, tasks.size()))
            .pollingInterval(LOOK)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(MISSED)
            .shutdownMaxWait(STOP_LIMIT)
            .build();
    begun.start();
    scheduler = begun;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (scheduler != null) {
      scheduler.stop();
    }
  }
}
