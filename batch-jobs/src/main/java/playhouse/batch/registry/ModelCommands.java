package playhouse.batch.registry;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import playhouse.batch.Lake;

/**
 * What people ask of the registry: what there is, and that another version serves.
 *
 * @param words after {@code model}: list NAME, promote NAME VERSION, or rollback NAME and perhaps a
 *     version
 * @param force true if a version that the gate refused is wanted all the same
 */
public record ModelCommands(List<String> words, boolean force) {
  public static final String USAGE =
      "model list NAME | promote NAME VERSION [--force] | rollback NAME [VERSION]";

  /**
   * Does it.
   *
   * @return a row for each version that it is about
   * @throws IllegalArgumentException if it cannot be; the message says what to do
   */
  public List<Map<String, Object>> run(Lake lake, Instant now, String runId) {
    ModelRegistry registry = new ModelRegistry(lake);
    String verb = words.isEmpty() ? "" : words.get(0);
    if (words.size() < 2 || words.size() > 3) {
      throw new IllegalArgumentException(USAGE);
    }
    String name = words.get(1);
    Optional<String> version = words.stream().skip(2).findFirst();
    switch (verb) {
      case "list" -> {}
      case "promote" -> promote(registry, name, version, now, runId);
      case "rollback" -> rollback(registry, name, version, now, runId);
      default -> throw new IllegalArgumentException(USAGE);
    }
    Map<String, String> stages = registry.stages(name);
    return registry.all(name).stream().map(model -> row(model, stages)).toList();
  }

  /** A row in a line. */
  public static String line(Map<String, Object> row) {
    return String.format(
        Locale.ROOT,
        "%s  %-9s  %s  %s",
        row.get("version"),
        row.get("stage"),
        row.get("created"),
        row.get("metrics"));
  }

  private void promote(
      ModelRegistry registry, String name, Optional<String> version, Instant now, String runId) {
    Registered model =
        known(
            registry,
            name,
            version.orElseThrow(() -> new IllegalArgumentException("which version? " + USAGE)));
    if (model.refused() && !force) {
      throw new IllegalArgumentException(
          "the gate refused " + name + " " + model.version() + ": see its card; --force overrules");
    }
    registry.promote(model, "asked for", now, runId);
  }

  private static void rollback(
      ModelRegistry registry, String name, Optional<String> version, Instant now, String runId) {
    Registered model =
        version
            .map(wanted -> known(registry, name, wanted))
            .or(() -> registry.before(name))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no version of " + name + " served before: name one, " + USAGE));
    registry.promote(model, "rolled back", now, runId);
  }

  private static Registered known(ModelRegistry registry, String name, String version) {
    return registry
        .find(name, version)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no version "
                        + version
                        + " of "
                        + name
                        + "; there are "
                        + registry.all(name).stream().map(Registered::version).toList()));
  }

  private static Map<String, Object> row(Registered model, Map<String, String> stages) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", model.name());
    row.put("version", model.version());
    row.put("stage", stages.getOrDefault(model.version(), Stages.CANDIDATE));
    row.put("created", model.created().toString());
    row.put("sha256", model.sha256());
    Map<String, Double> overall = new TreeMap<>(model.metrics());
    overall.keySet().removeIf(metric -> metric.contains("["));
    row.put("metrics", overall);
    return row;
  }
}
