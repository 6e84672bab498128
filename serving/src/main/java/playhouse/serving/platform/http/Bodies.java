package playhouse.serving.platform.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import playhouse.serving.platform.Refusal;

/** Reads bodies of requests strictly: what is not in the contract is refused, by name. */
final class Bodies {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private static final JsonMapper LENIENT =
      MAPPER
          .rebuild()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .withCoercionConfig(
              LogicalType.Textual,
              texts ->
                  texts
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private static final Validator VALIDATOR =
      Validation.byDefaultProvider()
          .configure()
          // The usual one wants an expression language, which no message of ours needs.
          .messageInterpolator(new ParameterMessageInterpolator())
          .buildValidatorFactory()
          .getValidator();

  private Bodies() {}

  static <T> T read(byte[] body, Class<T> type) {
    return read(body, type, MAPPER);
  }

  /** The same of a protocol of others, which may say more than we know. */
  static <T> T readKnown(byte[] body, Class<T> type) {
    return read(body, type, LENIENT);
  }

  private static <T> T read(byte[] body, Class<T> type, JsonMapper mapper) {
    T value;
    try {
      value = mapper.readValue(body, type);
    } catch (UnrecognizedPropertyException e) {
      throw Refusal.bad(field(e), "is not known here");
    } catch (JsonMappingException e) {
      throw Refusal.bad(field(e), "is not what it must be");
    } catch (JsonProcessingException e) {
      throw Refusal.bad("body", "is not JSON");
    } catch (IOException e) {
      throw Refusal.bad("body", "cannot be read");
    }
    if (value == null) {
      throw Refusal.bad("body", "must be a JSON object");
    }
    VALIDATOR.validate(value).stream()
        .min(Comparator.comparing(violation -> violation.getPropertyPath().toString()))
        .ifPresent(Bodies::refuse);
    return value;
  }

  private static void refuse(ConstraintViolation<?> violation) {
    throw Refusal.bad(violation.getPropertyPath().toString(), violation.getMessage());
  }

  private static String field(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(part -> part.getFieldName() == null ? "" + part.getIndex() : part.getFieldName())
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "body" : path;
  }
}
