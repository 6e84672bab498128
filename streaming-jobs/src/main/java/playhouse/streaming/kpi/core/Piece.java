package playhouse.streaming.kpi.core;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a fact for the rows that it takes part in.
 *
 * @param micros when it occurred, microseconds since 1970
 * @param kind what it does, in the words of its table
 * @param values what its table needs of it
 */
public record Piece(long micros, String kind, List<@Nullable Object> values) {

  Instant occurred() {
    return Clock.instant(micros);
  }

  String text(int i) {
    return (String) Objects.requireNonNull(values.get(i));
  }

  long number(int i) {
    return (Long) Objects.requireNonNull(values.get(i));
  }

  boolean flag(int i) {
    return (Boolean) Objects.requireNonNull(values.get(i));
  }

  @Nullable Object any(int i) {
    return values.get(i);
  }
}
