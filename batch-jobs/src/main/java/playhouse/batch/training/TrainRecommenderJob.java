package playhouse.batch.training;

import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.functions;
import playhouse.batch.Freshness;
import playhouse.batch.Job;
import playhouse.batch.Lake;
import playhouse.batch.Outcome;
import playhouse.batch.Request;
import playhouse.batch.registry.ModelRegistry;
import playhouse.batch.registry.Registered;
import playhouse.models.features.Moments;
import playhouse.models.recommend.Histories;
import playhouse.models.recommend.Metrics;
import playhouse.models.recommend.ModelCard;
import playhouse.models.recommend.ModelFolder;
import playhouse.models.recommend.Parameters;

/**
 * The job {@code train-recommender}: learns from the training set, and lets the result serve if the
 * gate says so.
 *
 * @param asOf the moment as of which the training set is read; what is learnt of the past does not
 *     serve
 * @param asked true if somebody asked for it: it is learnt although nothing is new
 * @param seed of the people who are asked, where there are too many; empty for the usual one
 */
record TrainRecommenderJob(Optional<Instant> asOf, boolean asked, OptionalLong seed)
    implements Job {

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
    ModelRegistry registry = new ModelRegistry(lake);
    if (asOf.isPresent()) {
      return learn(
          lake, registry, Map.of(TrainingSet.TABLE, TrainingSet.asOf(lake, asOf.get())), request);
    }
    Freshness freshness = Freshness.of(lake, this, List.of(TrainingSet.TABLE));
    Optional<ModelCard> stored =
        freshness.upToDate() && !asked
            ? newest(lake, registry, freshness.inputs())
            : Optional.empty();
    if (stored.isPresent()) {
      keep(registry, stored.get(), request);
      return Outcome.of(freshness.inputs(), 0, "nothing new; " + inWords(stored.get()));
    }
    return learn(lake, registry, freshness.inputs(), request);
  }

  private Outcome learn(
      Lake lake, ModelRegistry registry, Map<String, Long> inputs, Request request) {
    Long snapshot = inputs.get(TrainingSet.TABLE);
    Histories histories =
        snapshot == null
            ? new Histories.Builder().build()
            : TrainingSet.histories(lake.table(TrainingSet.TABLE, snapshot));
    if (histories.rows() == 0) {
      return nothing(inputs);
    }
    Parameters usual = Parameters.defaults().fitting(Runtime.getRuntime().maxMemory());
    Parameters parameters = seed.isPresent() ? usual.withSeed(seed.getAsLong()) : usual;
    LearntRecommender learnt =
        LearntRecommender.of(
            histories,
            parameters,
            asOf.isPresent() ? Optional.empty() : registry.champion(ModelFolder.NAME));
    ModelCard card = learnt.store(registry, request.now(), inputs);
    Registered model = learnt.row(card, registry, asOf.orElse(request.now()));
    String said = String.join("; ", learnt.verdict().reasons());
    registry.add(model, said, request.runId());
    boolean present = request.days().isEmpty() && asOf.isEmpty();
    boolean serves = present && learnt.verdict().passed();
    if (serves) {
      registry.promote(model, said, request.now(), request.runId());
    }
    return Outcome.of(
        inputs, 1, inWords(card) + (serves ? "; serves: " : "; does not serve: ") + said);
  }

  private Outcome nothing(Map<String, Long> inputs) {
    String said = "nobody has taken anything yet";
    if (asked) {
      throw new Moments.TooLittle(said);
    }
    return Outcome.of(inputs, 0, said);
  }

  /** With nothing new to learn, whatever was let serve since does so. */
  private static void keep(ModelRegistry registry, ModelCard card, Request request) {
    registry
        .champion(ModelFolder.NAME)
        .ifPresentOrElse(
            registry::point,
            () ->
                registry
                    .find(card.name(), card.version())
                    .filter(model -> !model.refused() && request.days().isEmpty())
                    .ifPresent(
                        model ->
                            registry.promote(model, "the newest", request.now(), request.runId())));
  }

  /** The newest version that these inputs gave, if it is still where it was stored. */
  private static Optional<ModelCard> newest(
      Lake lake, ModelRegistry registry, Map<String, Long> inputs) {
    return lake
        .table("ops.models")
        .where(functions.col("name").equalTo(ModelFolder.NAME))
        .orderBy(functions.col("created_at").desc())
        .select("version")
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
                "version %s (sha256 %s): %d people, %d rows, %d titles",
                card.version(),
                card.sha256(),
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
