package playhouse.batch.training;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import playhouse.batch.registry.ModelRegistry;
import playhouse.batch.registry.Registered;
import playhouse.models.recommend.Metrics;
import playhouse.models.recommend.ModelCard;
import playhouse.models.recommend.Parameters;

/** A recommender's card as the registry keeps it. */
final class RecommenderRow {
  private RecommenderRow() {}

  /**
   * A row.
   *
   * @param passed what the gate said
   */
  static Registered of(
      ModelCard card, ModelRegistry registry, boolean passed, Registered.Provenance provenance) {
    Map<String, Double> metrics = metrics(card);
    metrics.put(Registered.GATE, passed ? 1.0 : 0.0);
    return new Registered(
        card.name(),
        card.version(),
        card.created(),
        registry.location(card.name(), card.version()),
        card.sha256(),
        card.parameters().seed(),
        card.snapshots(),
        parameters(card.parameters()),
        metrics,
        Optional.of(provenance));
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
