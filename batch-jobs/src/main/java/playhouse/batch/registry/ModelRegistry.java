package playhouse.batch.registry;

import static org.apache.spark.sql.functions.col;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import playhouse.batch.FactPost;
import playhouse.batch.Lake;
import playhouse.batch.Request;
import playhouse.batch.StateTopic;
import playhouse.contracts.Setting;
import playhouse.contracts.Topics;
import playhouse.contracts.facts.ModelPointer;
import playhouse.models.factory.Gate;
import playhouse.models.factory.StoredModel;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The stored models: the table {@code ops.models}, the stages of their versions, and the pointer to
 * the one that serves.
 */
public record ModelRegistry(Lake lake) {
  private static final String TABLE = "ops.models";

  /** The folder of all versions of a model. */
  public Path versions(String model) {
    URI root = URI.create(lake.settings().get(Setting.MODELS));
    if (!"file".equals(root.getScheme())) {
      throw new IllegalArgumentException(
          Setting.MODELS.key() + " must be a file: URI, not " + root);
    }
    return Path.of(root).resolve(model);
  }

  /** Where a version is, as a URI. */
  public String location(String model, String version) {
    return versions(model).resolve(version).toUri().toString();
  }

  /**
   * Stores a version, writes it down, and lets it serve if the gate let it pass.
   *
   * @param bytes the artifact
   * @param past true if it was learnt as of the past, and does not serve whatever the gate says
   * @return whether it serves
   */
  public boolean register(
      Registered model, byte[] bytes, Gate.Verdict verdict, boolean past, Request request) {
    String card = model.provenance().map(Registered.Provenance::card).orElse("");
    StoredModel.store(versions(model.name()).resolve(model.version()), bytes, card);
    String said = String.join("; ", verdict.reasons());
    add(model, said, request.runId());
    boolean serves = verdict.passed() && !past;
    if (serves) {
      promote(model, said, request.now(), request.runId());
    }
    return serves;
  }

  /** Writes a version down, once; one that is new is a candidate. */
  public void add(Registered model, String reason, String runId) {
    if (find(model.name(), model.version()).isEmpty()) {
      var schema = lake.table(TABLE).schema();
      Lake.append(lake.spark().createDataFrame(List.of(row(model, runId)), schema), TABLE);
      Mlflow.of(lake.settings()).ifPresent(mlflow -> mlflow.tell(model));
    }
    stages().candidate(model.name(), model.version(), reason, model.created(), runId);
  }

  /** All versions of a model, newest first. */
  public List<Registered> all(String name) {
    return lake.table(TABLE).where(col("name").equalTo(name)).collectAsList().stream()
        .map(ModelRegistry::registered)
        .sorted(
            Comparator.comparing(Registered::created).reversed().thenComparing(Registered::version))
        .toList();
  }

  public Optional<Registered> find(String name, String version) {
    return all(name).stream().filter(model -> model.version().equals(version)).findFirst();
  }

  /** The version that serves. */
  public Optional<Registered> champion(String name) {
    return stages().champion(name).flatMap(version -> find(name, version));
  }

  /** Lets a version serve from now on. The table is written first: the pointer follows it. */
  public void promote(Registered model, String reason, Instant now, String runId) {
    boolean changed = stages().promote(model.name(), model.version(), reason, now, runId);
    point(model);
    if (changed) {
      FactPost.send(
          lake.settings(), List.of(ModelFacts.promoted(model.name(), model.version(), now)));
    }
  }

  /** Tells serving, again if need be, which version is to serve. */
  public void point(Registered model) {
    try (StateTopic models = StateTopic.open(lake.settings(), Topics.MODELS)) {
      models.tell(
          model.name(),
          ModelPointer.newBuilder()
              .setModel(model.name())
              .setVersion(model.version())
              .setLocation(model.location())
              .setSha256(model.sha256())
              .build());
    }
  }

  /** The champion before the present one. */
  Optional<Registered> before(String name) {
    return stages().before(name).flatMap(version -> find(name, version));
  }

  /** The stage of each version. */
  Map<String, String> stages(String name) {
    return stages().now(name);
  }

  private Stages stages() {
    return new Stages(lake);
  }

  private static Row row(Registered model, String runId) {
    Optional<Registered.Provenance> provenance = model.provenance();
    return RowFactory.create(
        model.name(),
        model.version(),
        model.created(),
        model.location(),
        model.sha256(),
        model.seed(),
        CollectionConverters.asScala(model.snapshots()),
        CollectionConverters.asScala(model.parameters()),
        CollectionConverters.asScala(model.metrics()),
        runId,
        provenance.map(Registered.Provenance::asOf).orElse(null),
        provenance.map(Registered.Provenance::code).orElse(null),
        provenance.map(Registered.Provenance::card).orElse(null));
  }

  private static Registered registered(Row row) {
    Instant asOf = row.getAs("as_of");
    return new Registered(
        row.getAs("name"),
        row.getAs("version"),
        row.getAs("created_at"),
        row.getAs("location"),
        row.getAs("sha256"),
        row.<Long>getAs("seed"),
        new HashMap<>(row.<String, Long>getJavaMap(row.fieldIndex("snapshots"))),
        new HashMap<>(row.<String, String>getJavaMap(row.fieldIndex("parameters"))),
        new HashMap<>(row.<String, Double>getJavaMap(row.fieldIndex("metrics"))),
        Optional.ofNullable(asOf)
            .map(at -> new Registered.Provenance(at, row.getAs("code"), row.getAs("card"))));
  }
}
