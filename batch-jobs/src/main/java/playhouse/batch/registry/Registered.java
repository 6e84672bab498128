package playhouse.batch.registry;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import playhouse.models.factory.StoredModel;

/**
 * A row of {@code ops.models}.
 *
 * @param name model, such as churn
 * @param version follows from the content
 * @param created when it was stored
 * @param location folder of the artifact, as a URI
 * @param sha256 of the artifact
 * @param snapshots of the tables that it learnt from
 * @param parameters what shaped it
 * @param metrics how it did
 * @param provenance how it came about; empty of recommenders that were stored before it was kept
 */
public record Registered(
    String name,
    String version,
    Instant created,
    String location,
    String sha256,
    long seed,
    Map<String, Long> snapshots,
    Map<String, String> parameters,
    Map<String, Double> metrics,
    Optional<Provenance> provenance) {

  /** Metric that is 1 if the gate let the model pass, and 0 if not. */
  public static final String GATE = "gate";

  /** True if the gate saw it and said no. */
  public boolean refused() {
    return metrics.getOrDefault(GATE, 1.0) == 0;
  }

  /**
   * The artifact's bytes.
   *
   * @throws IllegalStateException if they are gone or not what was registered
   */
  public byte[] bytes() {
    return StoredModel.read(Path.of(URI.create(location)), sha256);
  }

  /**
   * How a model came about.
   *
   * @param asOf what the lake was read as of
   * @param code that learnt
   * @param card as Markdown
   */
  public record Provenance(Instant asOf, String code, String card) {}
}
