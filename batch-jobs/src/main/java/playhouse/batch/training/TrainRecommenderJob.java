package playhouse.batch.training;

import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.functions;
import playhouse.batch.Freshness;
import playhouse.batch.Job;
import playhouse.batch.Lake;
import playhouse.batch.Outcome;
import playhouse.batch.Request;
import playhouse.batch.registry.ModelRegistry;
import playhouse.batch.registry.Registered;
import playhouse.models.recommend.Histories;
import playhouse.models.recommend.Metrics;
import playhouse.models.recommend.ModelCard;
import playhouse.models.recommend.ModelFolder;
import playhouse.models.recommend.Parameters;
import playhouse.models.recommend.RecommenderModel;
import playhouse.models.recommend.Trainer;
import playhouse.models.recommend.Training;
import playhouse.models.recommend.Validation;

/** The job {@code train-recommender}: learns from the training set, and lets the result serve. */
record TrainRecommenderJob() implements Job {

  @Override
  public String name() {
    return "train-recommender";
  }

  @Override
  public String purpose() {
    return "Learns the recommender from the training set, judges it, stores it, lets it serve.";
  }

  @Override
  public List<String> needs() {
    return List.of("training-set");
  }

  @Override
  public Outcome run(Lake lake, Request request) {
    Freshness freshness = Freshness.of(lake, this, List.of(TrainingSet.TABLE));
    ModelRegistry registry = new ModelRegistry(lake);
    Optional<ModelCard> stored =
        freshness.upToDate() ? newest(lake, registry, freshness.inputs()) : Optional.empty();
    if (stored.isPresent()) {
      keep(registry, stored.get(), request);
      return Outcome.of(freshness.inputs(), 0, "nothing new; " + inWords(stored.get()));
    }
    Long snapshot = freshness.inputs().get(TrainingSet.TABLE);
    Histories histories =
        snapshot == null
            ? new Histories.Builder().build()
            : TrainingSet.histories(lake.table(TrainingSet.TABLE, snapshot));
    if (histories.rows() == 0) {
      return Outcome.of(freshness.inputs(), 0, "nobody has taken anything yet");
    }
    ModelCard card = train(histories, registry, freshness.inputs(), request);
    registry.add(RecommenderRow.of(card, registry), "learnt", request.runId());
    promote(registry, card, request);
    return Outcome.of(freshness.inputs(), 1, inWords(card));
  }

  /** What was learnt for days asked for is of the past: it is stored, and does not serve. */
  private static void promote(ModelRegistry registry, ModelCard card, Request request) {
    if (request.days().isEmpty()) {
      Registered model = RecommenderRow.of(card, registry);
      registry.promote(model, "the newest data", request.now(), request.runId());
    }
  }

  /** With nothing new to learn, whatever was let serve since does so. */
  private static void keep(ModelRegistry registry, ModelCard card, Request request) {
    registry
        .champion(ModelFolder.NAME)
        .ifPresentOrElse(registry::point, () -> promote(registry, card, request));
  }

  private static ModelCard train(
      Histories histories, ModelRegistry registry, Map<String, Long> inputs, Request request) {
    Parameters parameters = Parameters.defaults().fitting(Runtime.getRuntime().maxMemory());
    Validation validation = Validation.leaveLastOut(histories, parameters);
    RecommenderModel model = Trainer.train(histories, parameters);
    Training training =
        new Training(request.now(), inputs, histories.people(), histories.rows(), validation);
    return ModelFolder.store(registry.versions(ModelFolder.NAME), model, training);
  }

  /** The version that these inputs gave, if it is still where it was stored. */
  private static Optional<ModelCard> newest(
      Lake lake, ModelRegistry registry, Map<String, Long> inputs) {
    return lake
        .table("ops.models")
        .where(functions.col("name").equalTo(ModelFolder.NAME))
        .orderBy(functions.col("created_at").desc())
        .select("version")
        .limit(1)
        .collectAsList()
        .stream()
        .map(row -> registry.versions(ModelFolder.NAME).resolve(row.getString(0)))
        .filter(folder -> Files.exists(folder.resolve("card.json")))
        .map(ModelFolder::card)
        .filter(card -> card.snapshots().equals(inputs))
        .findFirst();
  }

  private static String inWords(ModelCard card) {
    StringBuilder words =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "version %s: %d people, %d rows, %d titles",
                card.version(),
                card.people(),
                card.rows(),
                card.titles()));
    card.validation()
        .byCatalogue()
        .forEach((name, metrics) -> words.append("; ").append(inWords(name, metrics)));
    return words.toString();
  }

  private static String inWords(String catalogue, Metrics metrics) {
    return String.format(
        Locale.ROOT,
        "%s NDCG@10 %.4f, HR@10 %.4f, coverage %.3f of %d people's last titles",
        catalogue.isEmpty() ? "own" : catalogue,
        metrics.ndcg10(),
        metrics.hitRate10(),
        metrics.coverage10(),
        metrics.people());
  }
}
