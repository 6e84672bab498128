package playhouse.serving.identity.accounts;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.serving.platform.store.TableFollower;

/**
 * For whom titles are suitable up to an age only: all profiles with a limit, in memory, within a
 * second of a change in whatever process.
 */
public final class AgeLimits implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(400);

  private final Map<UUID, Integer> limits = new ConcurrentHashMap<>();
  private final TableFollower follower;

  /** By the profiles in that database. */
  public AgeLimits(ServicesDatabase database) {
    follower =
        new TableFollower(
            "age limits",
            database,
            PAUSE,
            (handle, since) -> ProfileStore.limits(handle, since).forEach(limit -> take(limit)));
  }

  /** Years of age up to which titles are suitable for that person; empty if there is no limit. */
  public OptionalInt of(UUID person) {
    Integer limit = limits.get(person);
    return limit == null ? OptionalInt.empty() : OptionalInt.of(limit);
  }

  /** Whether all limits are known. */
  public boolean caughtUp() {
    return follower.caughtUp();
  }

  @Override
  public void close() {
    follower.close();
  }

  private void take(ProfileStore.Limit limit) {
    limit
        .mostAge()
        .ifPresentOrElse(
            age -> limits.put(limit.person(), age), () -> limits.remove(limit.person()));
  }
}
