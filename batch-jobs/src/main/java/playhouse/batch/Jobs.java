package playhouse.batch;

import java.util.List;
import java.util.Optional;

/** The jobs by name, in the order in which a night runs them. */
public record Jobs(List<Job> inOrder) {

  public static Jobs all() {
    return new Jobs(List.of());
  }

  public Optional<Job> find(String name) {
    return inOrder.stream().filter(job -> job.name().equals(name)).findFirst();
  }
}
