package playhouse.serving.personalisation.experiments;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import playhouse.contracts.Role;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Etags;
import playhouse.serving.platform.http.Parameters;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;

/**
 * Flags over HTTP. Source: OpenFeature Remote Evaluation Protocol (OFREP) 0.2; refusals are problem
 * documents that bear OFREP's {@code errorCode} and {@code errorDetails} as well.
 */
public final class FlagRoutes implements Routes {
  private static final String AT = "/ofrep/v1/evaluate/flags";
  private static final String TARGETING_KEY = "targetingKey";
  private static final String EXAMPLE =
      "{\"context\":{\"targetingKey\":\"7c0de0f1-0000-4000-8000-000000000001\","
          + "\"platform\":\"tv\",\"country\":\"CN\"}}";

  private final Flags flags;

  /**
   * Of whom.
   *
   * @param context {@code targetingKey}, a person as a UUID or as {@code dataset:id}, and
   *     attributes
   */
  public record Asked(@NotNull Map<String, JsonNode> context) {}

  /** What they get. */
  public record Evaluated(String key, String reason, String variant, JsonNode value) {
    private static Evaluated of(Flags.Told told) {
      return new Evaluated(told.key(), told.reason().name(), told.variant(), told.value());
    }
  }

  /** All flags. */
  public record All(@JsonProperty("flags") List<Evaluated> flags) {}

  /** Of those. */
  FlagRoutes(Flags flags) {
    this.flags = flags;
  }

  @Override
  public String system() {
    return Experiments.SYSTEM;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(AT + "/{key}", "What a flag says to somebody (OFREP).")
            .may(Role.VIEWER, Role.SERVICE)
            .takes(Asked.class, EXAMPLE)
            .gives(Evaluated.class)
            .read(this::one),
        Endpoint.post(AT, "What all flags say to somebody (OFREP).")
            .may(Role.VIEWER, Role.SERVICE)
            .takes(Asked.class, EXAMPLE)
            .gives(All.class)
            .read(this::all));
  }

  private Answer one(Request request) {
    String key = request.path("key");
    try {
      Map<String, JsonNode> context = context(request);
      UUID person = person(request, context);
      return Answer.ok(
          flags
              .of(key, person, attributes(context))
              .map(Evaluated::of)
              .orElseThrow(
                  () -> told(Refusal.missing("there is no flag " + key), "FLAG_NOT_FOUND")));
    } catch (Refusal e) {
      throw e.with("key", key);
    }
  }

  private Answer all(Request request) {
    Map<String, JsonNode> context = context(request);
    UUID person = person(request, context);
    Map<String, String> attributes = attributes(context);
    List<Evaluated> all =
        flags.keys().stream()
            .flatMap(key -> flags.of(key, person, attributes).stream())
            .map(Evaluated::of)
            .toList();
    Answer answer = Answer.ok(new All(all));
    String tag = Etags.tag(answer.body());
    boolean known =
        request
            .header("If-None-Match")
            .map(tags -> Stream.of(tags.split("\\s*,\\s*")).anyMatch(tag::equals))
            .orElse(false);
    return (known ? new Answer(304, Optional.empty(), "") : answer).with("ETag", tag);
  }

  private static Map<String, JsonNode> context(Request request) {
    try {
      return request.body(Asked.class).context();
    } catch (Refusal e) {
      throw told(
          e, String.valueOf(e.getMessage()).contains("JSON") ? "PARSE_ERROR" : "INVALID_CONTEXT");
    }
  }

  private static UUID person(Request request, Map<String, JsonNode> context) {
    JsonNode key = context.get(TARGETING_KEY);
    if (key == null || !key.isTextual() || key.textValue().isBlank()) {
      throw told(
          Refusal.bad("context.targetingKey", "must be given: the person"),
          "TARGETING_KEY_MISSING");
    }
    try {
      return request.person(
          Optional.of(Parameters.person("context.targetingKey", key.textValue())));
    } catch (Refusal e) {
      throw told(e, "INVALID_CONTEXT");
    }
  }

  /** Those that are known, as text; others are passed over, as the protocol has it. */
  private static Map<String, String> attributes(Map<String, JsonNode> context) {
    Map<String, String> attributes = new HashMap<>();
    for (String name : Targets.ATTRIBUTES) {
      JsonNode value = context.get(name);
      if (value != null && value.isValueNode()) {
        attributes.put(name, value.asText());
      }
    }
    return attributes;
  }

  private static Refusal told(Refusal refusal, String code) {
    return refusal
        .with("errorCode", code)
        .with("errorDetails", String.valueOf(refusal.getMessage()));
  }
}
