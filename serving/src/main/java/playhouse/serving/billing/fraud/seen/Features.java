package playhouse.serving.billing.fraud.seen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import playhouse.serving.platform.Json;

/** Everything that a payment is judged by. */
public record Features(Map<Feature, Double> values) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is not said is zero. */
  public Features {
    EnumMap<Feature, Double> all = new EnumMap<>(Feature.class);
    for (Feature feature : Feature.values()) {
      all.put(feature, values.getOrDefault(feature, 0.0));
    }
    values = Map.copyOf(all);
  }

  /** One of them. */
  public double get(Feature feature) {
    return values.getOrDefault(feature, 0.0);
  }

  /** The same with another. */
  public Features with(Feature feature, double value) {
    Map<Feature, Double> all = new EnumMap<>(Feature.class);
    all.putAll(values);
    all.put(feature, value);
    return new Features(all);
  }

  /** By their names, as rules see them. */
  public Map<String, Double> named() {
    Map<String, Double> named = new TreeMap<>();
    values.forEach((feature, value) -> named.put(feature.text(), value));
    return named;
  }

  /** The same as {@link #json} wrote it. */
  public static Features parse(String json) {
    try {
      return of(JSON.readValue(json, new TypeReference<Map<String, Double>>() {}));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("features that are not as we wrote them", e);
    }
  }

  /** As they are kept. */
  public String json() {
    return Json.text(named());
  }

  /** Those of these names; others are nothing to us any more. */
  public static Features of(Map<String, Double> named) {
    Map<Feature, Double> values = new EnumMap<>(Feature.class);
    named.forEach((name, value) -> Feature.of(name).ifPresent(f -> values.put(f, value)));
    return new Features(values);
  }
}
