package playhouse.batch.training;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import playhouse.batch.Job;

/** The jobs that learn, in the order in which they build on each other. */
public final class TrainingJobs {
  private TrainingJobs() {}

  public static List<Job> all() {
    return List.of(new TrainingSetJob(), recommender());
  }

  private static Job recommender() {
    return new TrainRecommenderJob(Optional.empty(), false, OptionalLong.empty());
  }

  /** Learns the recommender because somebody asks for it. */
  public static Job recommender(Optional<Instant> asOf, OptionalLong seed) {
    return new TrainRecommenderJob(asOf, true, seed);
  }
}
