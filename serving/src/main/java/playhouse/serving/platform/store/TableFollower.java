package playhouse.serving.platform.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.platform.Refusal;

/**
 * Reads what changed in a table again and again, for memory that answers in the table's stead. Rows
 * say when they changed by the database's clock; a transaction may take some seconds to be seen, so
 * that each reading goes back that far. It ends with the database.
 */
public final class TableFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TableFollower.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  /** No statement takes longer than ten seconds, and no lock is waited for more than five. */
  private static final Duration UNSEEN = Duration.ofSeconds(20);

  private final ServicesDatabase database;
  private final Reader reader;
  private final Duration pause;
  private final Thread thread;
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile boolean caughtUp;
  private volatile boolean closed;

  /** Reads rows into memory. */
  public interface Reader {
    /**
     * Reads what changed.
     *
     * @param since then; empty if all is wanted
     */
    void read(Handle handle, Optional<Instant> since);
  }

  /** Begins as soon as the database is there. */
  public TableFollower(String name, ServicesDatabase database, Duration pause, Reader reader) {
    this.database = database;
    this.reader = reader;
    this.pause = pause;
    thread = new Thread(this::follow, "follow " + name);
    thread.setDaemon(true);
    database.whenReady(
        () -> {
          begun.set(true);
          thread.start();
        });
  }

  /** Whether all that was there at first has been read. */
  public boolean caughtUp() {
    return caughtUp;
  }

  @Override
  public void close() {
    closed = true;
    if (begun.get()) {
      thread.interrupt();
      try {
        thread.join(CLOSE_LIMIT.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void follow() {
    Optional<Instant> since = Optional.empty();
    while (!over()) {
      try {
        Optional<Instant> from = since;
        since = Optional.of(database.read(handle -> readFrom(handle, from)));
        caughtUp = true;
      } catch (Refusal e) {
        LOG.debug("{} waits for the database", thread.getName());
      } catch (RuntimeException e) {
        if (!over()) {
          LOG.warn("{} could not read: {}", thread.getName(), e.toString());
        }
      }
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  private boolean over() {
    return closed || database.closed();
  }

  private Instant readFrom(Handle handle, Optional<Instant> since) {
    Instant now = handle.createQuery("select now()").mapTo(Instant.class).one();
    reader.read(handle, since);
    return now.minus(UNSEEN);
  }
}
