package playhouse.batch.training;

import static org.apache.spark.sql.functions.col;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import playhouse.batch.Lake;
import playhouse.batch.StateTopic;
import playhouse.contracts.Setting;
import playhouse.contracts.Topics;
import playhouse.contracts.facts.ModelPointer;
import playhouse.models.recommend.Metrics;
import playhouse.models.recommend.ModelCard;
import playhouse.models.recommend.Parameters;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The stored models: their folders, the table {@code ops.models}, and the pointer to the one that
 * serves.
 */
record ModelRegistry(Lake lake) {
  private static final String TABLE = "ops.models";

  /** The folder of all versions of a model. */
  Path versions(String model) {
    URI root = URI.create(lake.settings().get(Setting.MODELS));
    if (!"file".equals(root.getScheme())) {
      throw new IllegalArgumentException(
          Setting.MODELS.key() + " must be a file: URI, not " + root);
    }
    return Path.of(root).resolve(model);
  }

  /** Writes a version down, once. */
  void add(ModelCard card, String runId) {
    boolean known =
        !lake.table(TABLE)
            .where(col("name").equalTo(card.name()).and(col("version").equalTo(card.version())))
            .isEmpty();
    if (!known) {
      var schema = lake.table(TABLE).schema();
      Lake.append(lake.spark().createDataFrame(List.of(row(card, runId)), schema), TABLE);
    }
  }

  /** Lets a version serve from now on. */
  void promote(ModelCard card) {
    try (StateTopic models = StateTopic.open(lake.settings(), Topics.MODELS)) {
      models.tell(
          card.name(),
          ModelPointer.newBuilder()
              .setModel(card.name())
              .setVersion(card.version())
              .setLocation(location(card))
              .setSha256(card.sha256())
              .build());
    }
  }

  private String location(ModelCard card) {
    return versions(card.name()).resolve(card.version()).toUri().toString();
  }

  private Row row(ModelCard card, String runId) {
    return RowFactory.create(
        card.name(),
        card.version(),
        card.created(),
        location(card),
        card.sha256(),
        card.parameters().seed(),
        CollectionConverters.asScala(card.snapshots()),
        CollectionConverters.asScala(parameters(card.parameters())),
        CollectionConverters.asScala(metrics(card)),
        runId);
  }

  private static Map<String, String> parameters(Parameters parameters) {
    Map<String, String> named = new HashMap<>();
    named.put("decay", Double.toString(parameters.decay()));
    named.put("ridge", Double.toString(parameters.ridge()));
    named.put("window", Integer.toString(parameters.window()));
    named.put("indifference", Double.toString(parameters.indifference()));
    named.put("dense_titles", Integer.toString(parameters.denseTitles()));
    named.put("weights", Integer.toString(parameters.weights()));
    named.put("neighbours", Integer.toString(parameters.neighbours()));
    named.put("likeness", Double.toString(parameters.likeness()));
    named.put("popularity", Double.toString(parameters.popularity()));
    return named;
  }

  private static Map<String, Double> metrics(ModelCard card) {
    Map<String, Double> named = new HashMap<>();
    put(named, "", card.validation().all());
    card.validation()
        .byCatalogue()
        .forEach((catalogue, metrics) -> put(named, "[" + catalogue + "]", metrics));
    return named;
  }

  private static void put(Map<String, Double> named, String suffix, Metrics metrics) {
    named.put("people" + suffix, (double) metrics.people());
    named.put("ndcg10" + suffix, metrics.ndcg10());
    named.put("hit_rate10" + suffix, metrics.hitRate10());
    named.put("reciprocal_rank" + suffix, metrics.reciprocalRank());
    named.put("coverage10" + suffix, metrics.coverage10());
  }
}
