package playhouse.serving.billing.fraud.learning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import playhouse.serving.billing.fraud.seen.Feature;
import playhouse.serving.platform.Json;

/** Models in the database. */
public final class ModelStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BIAS = "bias";

  private ModelStore() {}

  /** One with what is known of it. */
  record Kept(Model model, Map<String, Double> metrics, boolean active, String who, Instant at) {}

  /** The one that scores: what we believe, until one that was learnt is made to. */
  public static Model active(Handle handle) {
    return all(handle, "where active").stream().findFirst().map(Kept::model).orElse(Model.PRIOR);
  }

  /** One of them; what we believe if it is not there. */
  public static Model of(Handle handle, long version) {
    return find(handle, version).orElse(Model.PRIOR);
  }

  /** Whether there is one. */
  public static boolean has(Handle handle, long version) {
    return find(handle, version).isPresent();
  }

  private static Optional<Model> find(Handle handle, long version) {
    return all(handle, "where version = " + version).stream().findFirst().map(Kept::model);
  }

  static List<Kept> newest(Handle handle) {
    return all(handle, "");
  }

  private static List<Kept> all(Handle handle, String where) {
    return handle
        .createQuery(
            "select version, weights::text, metrics::text, active, who, at from billing.fraud_model "
                + where
                + " order by version desc limit 50")
        .map((row, context) -> kept(row))
        .list();
  }

  static Kept add(Handle tx, Training.Learnt learnt, String who, Instant now) {
    Map<String, Double> weights = new TreeMap<>();
    weights.put(BIAS, learnt.model().bias());
    learnt.model().weights().forEach((feature, weight) -> weights.put(feature.text(), weight));
    Training.Metrics m = learnt.metrics();
    return tx.createQuery(
            """
            insert into billing.fraud_model (weights, metrics, active, who, at)
            values (:weights::jsonb, :metrics::jsonb, false, :who, :now)
            returning version, weights::text, metrics::text, active, who, at""")
        .bind("weights", Json.text(weights))
        .bind(
            "metrics",
            Json.text(
                Map.of(
                    "learntFrom",
                    (double) m.learntFrom(),
                    "triedOn",
                    (double) m.triedOn(),
                    "loss",
                    m.loss(),
                    "priorLoss",
                    m.priorLoss())))
        .bind("who", who)
        .bind("now", now)
        .map((row, context) -> kept(row))
        .one();
  }

  /** Has one score from now on; 0 is what we believe. */
  static void activate(Handle tx, long version) {
    tx.execute("update billing.fraud_model set active = false where active");
    tx.createUpdate("update billing.fraud_model set active = true where version = :version")
        .bind("version", version)
        .execute();
  }

  private static Kept kept(ResultSet row) throws SQLException {
    Map<String, Double> named = numbers(row.getString("weights"));
    Map<Feature, Double> weights = new EnumMap<>(Feature.class);
    named.forEach((name, weight) -> Feature.of(name).ifPresent(f -> weights.put(f, weight)));
    return new Kept(
        new Model(row.getLong("version"), named.getOrDefault(BIAS, 0.0), weights),
        numbers(row.getString("metrics")),
        row.getBoolean("active"),
        row.getString("who"),
        row.getTimestamp("at").toInstant());
  }

  private static Map<String, Double> numbers(String json) {
    try {
      return JSON.readValue(json, new TypeReference<TreeMap<String, Double>>() {});
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("numbers that are not as we wrote them", e);
    }
  }
}
