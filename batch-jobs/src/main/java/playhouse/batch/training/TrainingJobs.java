package playhouse.batch.training;

import java.util.List;
import playhouse.batch.Job;

/** The jobs that learn, in the order in which they build on each other. */
public final class TrainingJobs {
  private TrainingJobs() {}

  public static List<Job> all() {
    return List.of(new TrainingSetJob(), new TrainRecommenderJob());
  }
}
