package playhouse.batch;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import playhouse.batch.factory.TrainPersonJob;
import playhouse.batch.ranking.TrainRankerJob;
import playhouse.batch.training.TrainingJobs;
import playhouse.models.factory.Question;
import playhouse.models.factory.Questions;
import playhouse.models.ranking.OutcomeModel;
import playhouse.models.recommend.ModelFolder;

/** The models that {@code retrain} learns, and the job that does it. */
final class Retraining {
  /** By name. */
  static final List<String> MODELS =
      Stream.concat(
              Questions.all().stream().map(Question::name),
              Stream.of(ModelFolder.NAME, OutcomeModel.NAME))
          .toList();

  private Retraining() {}

  /** What learns a model as it is asked for; empty if there is no such model. */
  static Optional<Job> of(String model, Arguments asked) {
    if (model.equals(ModelFolder.NAME)) {
      return Optional.of(TrainingJobs.recommender(asked.asOf(), asked.seed()));
    }
    if (model.equals(OutcomeModel.NAME)) {
      return Optional.of(new TrainRankerJob(asked.asOf(), true));
    }
    return Questions.find(model)
        .map(
            question ->
                new TrainPersonJob(
                    question, asked.asOf(), true, asked.seed().orElse(TrainPersonJob.SEED)));
  }
}
