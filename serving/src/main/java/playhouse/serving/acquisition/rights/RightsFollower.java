package playhouse.serving.acquisition.rights;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Keeps the index as the database is: looks for changes five times a second in every process, and
 * at once after one of this process' own. Numbers of changes are in the order in which the changes
 * are seen, so none is passed over.
 */
public final class RightsFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RightsFollower.class);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int AT_ONCE = 5_000;

  private final ServicesDatabase database;
  private final RightsIndex index;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "rights");
            thread.setDaemon(true);
            return thread;
          });
  private volatile long seen = -1;
  private volatile long lookedNanos = System.nanoTime();

  /** From there to that; begins once the database is there. */
  public RightsFollower(ServicesDatabase database, RightsIndex index) {
    this.database = database;
    this.index = index;
    database.whenReady(this::begin);
  }

  /** Seconds since it was last as the database was. */
  public double age() {
    return (System.nanoTime() - lookedNanos) / 1e9;
  }

  /** The newest change that is in the index. */
  public long seen() {
    return seen;
  }

  /**
   * Brings in what has changed.
   *
   * @throws Refusal 503 if the database is not there
   */
  public synchronized void look() {
    long began = System.nanoTime();
    long newest = database.read(GrantStore::version);
    if (seen < newest) {
      seen = Math.max(newest, bring());
    }
    index.complete();
    lookedNanos = began;
  }

  /** Brings in all that is newer; the newest change that was met. */
  private long bring() {
    long version = seen;
    long number = Long.MAX_VALUE;
    while (true) {
      long after = version;
      long from = number;
      List<Grant> changed = database.read(handle -> GrantStore.after(handle, after, from, AT_ONCE));
      index.take(changed);
      if (!changed.isEmpty()) {
        version = changed.get(changed.size() - 1).version();
        number = changed.get(changed.size() - 1).number();
      }
      if (changed.size() < AT_ONCE) {
        return version;
      }
    }
  }

  private void begin() {
    if (!looking.isShutdown()) {
      var unused =
          looking.scheduleWithFixedDelay(this::tryLook, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** The same; a database that is not there is looked at again soon. */
  public void tryLook() {
    try {
      look();
    } catch (Refusal e) {
      LOG.debug("rights cannot be looked at now: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("rights cannot be looked at now", e);
    }
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }
}
