package playhouse.serving.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** How bodies are written and read. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .addModule(new SimpleModule().addSerializer(new MoneyJson()))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
          .build();

  private Json() {}

  /** Answers with the value as JSON. */
  public static void answer(Context http, Object value) {
    http.contentType("application/json").result(bytes(value));
  }

  /** The value as JSON. */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a value of ours that JSON cannot hold", e);
    }
  }

  /** The value as JSON text. */
  public static String text(Object value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  /** JSON text as a tree. */
  public static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new IllegalArgumentException("this is no JSON", e);
    }
  }

  /** JSON that we wrote ourselves, as what it was. */
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw new UncheckedIOException("a value of ours that is not as we wrote it", e);
    }
  }

  /** A JSON object all of whose values are texts. */
  public static Map<String, String> texts(String json) {
    return read(json, new TypeReference<>() {});
  }

  /** What we wrote as JSON, as it was. */
  public static <T> T read(String json, TypeReference<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a value of ours that is not as we wrote it", e);
    }
  }

  /** The request's body, which must be a JSON object. */
  public static JsonNode body(Context http) {
    try {
      JsonNode body = MAPPER.readTree(http.bodyAsBytes());
      if (body == null || !body.isObject()) {
        throw Refusal.bad("body", "must be a JSON object");
      }
      return body;
    } catch (IOException e) {
      throw Refusal.bad("body", "is not JSON");
    }
  }

  /** A text field of a body; refused if it is missing, empty or no text. */
  public static String text(JsonNode body, String field) {
    JsonNode value = body.get(field);
    if (value == null || !value.isTextual() || value.textValue().isBlank()) {
      throw Refusal.bad(field, "must be a text that is not empty");
    }
    return value.textValue();
  }
}
