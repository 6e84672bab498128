package playhouse.audience.recount;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A fact of one type, and who told it when; in the order of time, then of ids. */
record Told<T>(Instant at, String id, @Nullable UUID person, T fact)
    implements Comparable<Told<?>> {

  @Override
  public int compareTo(Told<?> other) {
    int order = at.compareTo(other.at);
    return order != 0 ? order : id.compareTo(other.id);
  }
}
