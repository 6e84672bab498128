package playhouse.serving.personalisation.experiments.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.Metadata;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Pseudonyms;
import playhouse.serving.personalisation.experiments.Flags;

/**
 * The house's flags behind OpenFeature's SDK, in process. The targeting key is a person, as a UUID
 * or as {@code dataset:id}; of the context those attributes count that are texts.
 */
public final class HouseProvider implements FeatureProvider {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Flags flags;

  /** Answers from those. */
  public HouseProvider(Flags flags) {
    this.flags = flags;
  }

  @Override
  public Metadata getMetadata() {
    return () -> "playhouse";
  }

  @Override
  public ProviderEvaluation<Boolean> getBooleanEvaluation(
      String key, Boolean otherwise, EvaluationContext context) {
    return told(key, otherwise, context, JsonNode::isBoolean, JsonNode::booleanValue);
  }

  @Override
  public ProviderEvaluation<String> getStringEvaluation(
      String key, String otherwise, EvaluationContext context) {
    return told(key, otherwise, context, JsonNode::isTextual, JsonNode::textValue);
  }

  @Override
  public ProviderEvaluation<Integer> getIntegerEvaluation(
      String key, Integer otherwise, EvaluationContext context) {
    return told(key, otherwise, context, JsonNode::canConvertToExactIntegral, JsonNode::intValue);
  }

  @Override
  public ProviderEvaluation<Double> getDoubleEvaluation(
      String key, Double otherwise, EvaluationContext context) {
    return told(key, otherwise, context, JsonNode::isNumber, JsonNode::doubleValue);
  }

  @Override
  public ProviderEvaluation<Value> getObjectEvaluation(
      String key, Value otherwise, EvaluationContext context) {
    return told(
        key,
        otherwise,
        context,
        json -> true,
        json -> Value.objectToValue(MAPPER.convertValue(json, Object.class)));
  }

  private <T> ProviderEvaluation<T> told(
      String key,
      T otherwise,
      @Nullable EvaluationContext context,
      Predicate<JsonNode> fits,
      Function<JsonNode, T> read) {
    String target = context == null ? null : context.getTargetingKey();
    if (context == null || target == null || target.isEmpty()) {
      return wrong(otherwise, ErrorCode.TARGETING_KEY_MISSING, "the targeting key is a person");
    }
    return Pseudonyms.parse(target)
        .map(
            person ->
                flags
                    .of(key, person, attributes(context))
                    .map(one -> typed(one, otherwise, fits, read))
                    .orElseGet(
                        () -> wrong(otherwise, ErrorCode.FLAG_NOT_FOUND, "there is no such flag")))
        .orElseGet(
            () -> wrong(otherwise, ErrorCode.INVALID_CONTEXT, "the targeting key is a person"));
  }

  private static <T> ProviderEvaluation<T> typed(
      Flags.Told told, T otherwise, Predicate<JsonNode> fits, Function<JsonNode, T> read) {
    if (!fits.test(told.value())) {
      return wrong(otherwise, ErrorCode.TYPE_MISMATCH, "the flag says something else");
    }
    return ProviderEvaluation.<T>builder()
        .value(read.apply(told.value()))
        .variant(told.variant())
        .reason(told.reason().name())
        .build();
  }

  private static <T> ProviderEvaluation<T> wrong(T otherwise, ErrorCode code, String why) {
    return ProviderEvaluation.<T>builder()
        .value(otherwise)
        .reason("ERROR")
        .errorCode(code)
        .errorMessage(why)
        .build();
  }

  private static Map<String, String> attributes(EvaluationContext context) {
    Map<String, String> attributes = new HashMap<>();
    for (String name : Flags.ATTRIBUTES) {
      Optional.ofNullable(context.getValue(name))
          .filter(Value::isString)
          .ifPresent(value -> attributes.put(name, value.asString()));
    }
    return attributes;
  }
}
