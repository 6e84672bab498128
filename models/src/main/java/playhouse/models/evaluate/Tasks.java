package playhouse.models.evaluate;

import java.util.List;

/** All tasks that there are. */
final class Tasks {
  static final List<Task> ALL =
      List.of(
          new NextTitleTask(),
          new PropensityTask("churn"),
          new PropensityTask("conversion"),
          new IntentTask(),
          new TextTask("toxicity"),
          new TextTask("sentiment"),
          new AnomalyTask(),
          new OffPolicyTask());

  private Tasks() {}
}
