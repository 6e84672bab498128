package playhouse.counterparts.carrying;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The faults that are to come, one after the other, of those that a carrier can have. */
public final class Faults {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Set<Fault> able;
  private final Deque<Fault> next = new ArrayDeque<>();

  /** Of those. */
  public Faults(Set<Fault> able) {
    this.able = Set.copyOf(able);
  }

  /**
   * Has the next go wrong so, one after the other.
   *
   * @throws IllegalArgumentException if there is no such fault
   */
  public void plan(Collection<String> names) {
    List<Fault> planned =
        names.stream()
            .map(
                name ->
                    able.stream()
                        .filter(fault -> fault.text().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(name)))
            .toList();
    synchronized (next) {
      next.addAll(planned);
    }
  }

  /** The one that happens now; taken once. */
  public Optional<Fault> next() {
    synchronized (next) {
      return Optional.ofNullable(next.poll());
    }
  }

  /** Takes {@code {"next": ["drop-after", …]}}: 204, or 400 if there is no such fault. */
  public void control(Context request) throws IOException {
    List<String> names = new ArrayList<>();
    for (JsonNode name : JSON.readTree(request.bodyAsBytes()).path("next")) {
      names.add(name.asText());
    }
    try {
      plan(names);
      request.status(204);
    } catch (IllegalArgumentException e) {
      request.status(400);
    }
  }
}
