package playhouse.serving.personalisation.limits;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.serving.platform.store.TableFollower;

/**
 * What people do not want to be shown, in memory: what this process was told at once, what others
 * were within a second.
 */
public final class BlockedTitles implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(400);

  private final Map<UUID, Set<String>> people = new ConcurrentHashMap<>();
  private final TableFollower follower;

  /** By the table in that database. */
  public BlockedTitles(ServicesDatabase database) {
    follower =
        new TableFollower(
            "blocked titles",
            database,
            PAUSE,
            (handle, since) ->
                BlockStore.since(handle, since)
                    .forEach(block -> set(block.person(), block.title(), block.blocked())));
  }

  /** What a person has blocked. */
  public Set<String> of(UUID person) {
    return people.getOrDefault(person, Set.of());
  }

  /** Whether all that was blocked is known. */
  public boolean caughtUp() {
    return follower.caughtUp();
  }

  @Override
  public void close() {
    follower.close();
  }

  void set(UUID person, String title, boolean blocked) {
    if (blocked) {
      people.computeIfAbsent(person, who -> ConcurrentHashMap.newKeySet()).add(title);
    } else {
      people.computeIfPresent(
          person,
          (who, titles) -> {
            titles.remove(title);
            return titles.isEmpty() ? null : titles;
          });
    }
  }
}
