package playhouse.serving.personalisation.segments;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.serving.platform.store.TableFollower;

/**
 * Who is in which segment, in memory: what this process found at once, what others did within a
 * second.
 */
final class Members implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(400);

  private final Map<String, Set<UUID>> segments = new ConcurrentHashMap<>();
  private final TableFollower follower;

  /** By the table in that database. */
  Members(ServicesDatabase database) {
    follower =
        new TableFollower(
            "members of segments",
            database,
            PAUSE,
            (handle, since) ->
                MemberStore.since(handle, since)
                    .forEach(member -> set(member.segment(), member.person(), member.inside())));
  }

  boolean isIn(String segment, UUID person) {
    return segments.getOrDefault(segment, Set.of()).contains(person);
  }

  int size(String segment) {
    return segments.getOrDefault(segment, Set.of()).size();
  }

  /** Who is in it, as it changes. */
  Set<UUID> of(String segment) {
    return Collections.unmodifiableSet(segments.getOrDefault(segment, Set.of()));
  }

  /** How many memberships there are. */
  int all() {
    return segments.values().stream().mapToInt(Set::size).sum();
  }

  /** Everybody who is in any. */
  Set<UUID> people() {
    Set<UUID> people = new HashSet<>();
    segments.values().forEach(people::addAll);
    return people;
  }

  void set(String segment, UUID person, boolean inside) {
    Set<UUID> members = segments.computeIfAbsent(segment, id -> ConcurrentHashMap.newKeySet());
    if (inside) {
      members.add(person);
    } else {
      members.remove(person);
    }
  }

  /** Whether all that was so at first is known. */
  boolean caughtUp() {
    return follower.caughtUp();
  }

  @Override
  public void close() {
    follower.close();
  }
}
