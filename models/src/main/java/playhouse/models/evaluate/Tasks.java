package playhouse.models.evaluate;

import java.util.List;

/** All tasks that there are. */
final class Tasks {
  static final List<Task> ALL =
      List.of(new PropensityTask("churn"), new PropensityTask("conversion"));

  private Tasks() {}
}
