package playhouse.audience.house;

import playhouse.audience.world.World;
import playhouse.contracts.facts.ModelEvaluated;

/** Every Monday the models are judged on what was held back. */
final class Evaluations {

  private static final long HOUR = 3_600_000;
  private static final String[] MODELS = {"editorial", "trends"};

  private Evaluations() {}

  static void tell(Desk desk, int day) {
    if (Math.floorMod(day + 3, 7) != 0) {
      return;
    }
    for (String model : MODELS) {
      long at = day * World.DAY + 5 * HOUR + desk.chance().below(1_000_000);
      desk.note(at, evaluated(model, "ndcg_at_10", desk.chance().between(180_000L, 420_000L)));
      desk.note(at + 1, evaluated(model, "recall_at_10", desk.chance().between(50_000L, 90_000L)));
    }
  }

  private static ModelEvaluated evaluated(String model, String metric, long millionths) {
    return ModelEvaluated.newBuilder()
        .setModel(model)
        .setVersion("1")
        .setMetric(metric)
        .setValuePpm(millionths)
        .build();
  }
}
