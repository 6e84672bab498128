package playhouse.batch.training;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import playhouse.batch.registry.ModelRegistry;
import playhouse.batch.registry.Registered;
import playhouse.models.factory.Code;
import playhouse.models.factory.Gate;
import playhouse.models.recommend.Histories;
import playhouse.models.recommend.Holdout;
import playhouse.models.recommend.ModelCard;
import playhouse.models.recommend.ModelFolder;
import playhouse.models.recommend.ModelUnreadable;
import playhouse.models.recommend.Parameters;
import playhouse.models.recommend.RecommenderGate;
import playhouse.models.recommend.RecommenderGate.Standing;
import playhouse.models.recommend.RecommenderModel;
import playhouse.models.recommend.Trainer;
import playhouse.models.recommend.Training;
import playhouse.models.recommend.Validation;

/**
 * A recommender that was learnt from all titles, and judged by its recipe's answers when each
 * person's last title was kept from it.
 *
 * @param examined people of whose last title neither it nor its rival had known
 */
record LearntRecommender(
    Histories histories,
    RecommenderModel model,
    Validation validation,
    Gate.Verdict verdict,
    int examined) {

  /**
   * Learns and judges.
   *
   * @param champion the one that serves; one that cannot be read any more is none
   */
  static LearntRecommender of(
      Histories histories, Parameters parameters, Optional<Registered> champion) {
    RecommenderModel withheld = Trainer.train(histories.withoutLast(), parameters);
    Optional<Served> served = champion.flatMap(Served::read);
    Holdout holdout =
        Holdout.since(
            histories,
            served.map(there -> there.card().created()).orElse(Instant.MIN),
            parameters.seed());
    RecommenderGate.Rival rival =
        served
            .map(there -> there.rival(holdout, parameters))
            .orElseGet(
                () ->
                    new RecommenderGate.Rival(
                        "what most people took", holdout.gainsOfPopularity(), Standing.FIRST));
    Gate.Verdict verdict =
        RecommenderGate.standard()
            .judge(holdout, holdout.gains(withheld), rival, holdout.millis(withheld));
    return new LearntRecommender(
        histories,
        Trainer.train(histories, parameters),
        Validation.of(histories, withheld),
        verdict,
        holdout.people().length);
  }

  /** Puts the artifact into the folder of all versions. */
  ModelCard store(ModelRegistry registry, Instant now, Map<String, Long> snapshots) {
    Training training =
        new Training(now, snapshots, histories.people(), histories.rows(), validation);
    return ModelFolder.store(registry.versions(ModelFolder.NAME), model, training);
  }

  /** As the registry keeps it. */
  Registered row(ModelCard card, ModelRegistry registry, Instant asOf) {
    RecommenderCard text = new RecommenderCard(card, verdict, examined, asOf, Code.version());
    return RecommenderRow.of(
        card,
        registry,
        verdict.passed(),
        new Registered.Provenance(asOf, text.code(), text.markdown()));
  }

  /** The version that serves. */
  private record Served(RecommenderModel model, ModelCard card) {

    static Optional<Served> read(Registered registered) {
      Path folder = Path.of(URI.create(registered.location()));
      try {
        return Optional.of(new Served(RecommenderModel.load(folder), ModelFolder.card(folder)));
      } catch (ModelUnreadable e) {
        return Optional.empty();
      }
    }

    /** How many titles fit the memory, and which people are asked, make no other recipe. */
    RecommenderGate.Rival rival(Holdout holdout, Parameters parameters) {
      boolean same =
          card.parameters()
              .withSeed(0)
              .withDenseTitles(0)
              .equals(parameters.withSeed(0).withDenseTitles(0));
      return new RecommenderGate.Rival(
          "the champion", holdout.gains(model), same ? Standing.RENEWED : Standing.ANOTHER);
    }
  }
}
