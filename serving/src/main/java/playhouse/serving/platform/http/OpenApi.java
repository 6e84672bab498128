package playhouse.serving.platform.http;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;

/**
 * The API's description (OpenAPI 3.1), made from the routes themselves. What records cannot say of
 * the older ones stands in {@code openapi.json}.
 */
public final class OpenApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PART = Pattern.compile("\\{([^}]+)}");
  private static final String PROBLEM = "#/components/schemas/Problem";

  private final ObjectNode document;
  private final SchemaBuilder schemas;

  private OpenApi() {
    document = written();
    SchemaGeneratorConfigBuilder config =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(new JacksonModule())
            .with(
                new JakartaValidationModule(
                    JakartaValidationOption.NOT_NULLABLE_FIELD_IS_REQUIRED,
                    JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS));
    config.forTypesInGeneral().withCustomDefinitionProvider(OpenApi::money);
    schemas = new SchemaGenerator(config.build()).buildMultipleSchemaDefinitions();
  }

  private static @Nullable CustomDefinition money(
      ResolvedType type, SchemaGenerationContext context) {
    if (!type.isInstanceOf(Money.class)) {
      return null;
    }
    ObjectNode money = JSON.createObjectNode().put("type", "object");
    ObjectNode fields = money.putObject("properties");
    fields.putObject("amount").put("type", "string").put("pattern", "-?[0-9]+(\\.[0-9]+)?");
    fields.putObject("currency").put("type", "string").put("description", "ISO 4217.");
    return new CustomDefinition(money);
  }

  /** Of all these. */
  public static byte[] of(List<Routes> all) {
    OpenApi api = new OpenApi();
    all.forEach(
        routes -> routes.endpoints().forEach(endpoint -> api.add(routes.system(), endpoint)));
    return api.bytes();
  }

  private void add(String system, Endpoint endpoint) {
    ObjectNode operation =
        document
            .withObject("paths")
            .withObjectProperty(endpoint.path())
            .withObjectProperty(endpoint.method().name().toLowerCase(Locale.ROOT));
    operation.put("operationId", endpoint.operationId());
    operation.withArray("tags").add(system);
    if (!operation.has("summary")) {
      operation.put("summary", endpoint.summary());
    }
    who(endpoint, operation);
    if (!operation.has("parameters")) {
      parameters(endpoint, operation.putArray("parameters"));
    }
    endpoint.takes().ifPresent(body -> body(body, operation));
    if (!endpoint.form().isEmpty()) {
      form(endpoint.form(), operation);
    }
    answers(endpoint, operation.withObjectProperty("responses"));
  }

  private static void who(Endpoint endpoint, ObjectNode operation) {
    ArrayNode security = operation.putArray("security");
    if (!endpoint.open()) {
      security.addObject().putArray("token");
      ArrayNode roles = operation.putArray("x-roles");
      endpoint.roles().stream().sorted().map(Role::text).forEach(roles::add);
    }
  }

  private static void parameters(Endpoint endpoint, ArrayNode parameters) {
    Matcher parts = PART.matcher(endpoint.path());
    while (parts.find()) {
      ObjectNode parameter = parameters.addObject();
      parameter.put("name", parts.group(1)).put("in", "path").put("required", true);
      parameter.putObject("schema").put("type", "string");
    }
    for (Endpoint.Query query : endpoint.queries()) {
      ObjectNode parameter = parameters.addObject();
      parameter.put("name", query.name()).put("in", "query").put("required", query.required());
      parameter.put("description", query.description());
      parameter.putObject("schema").put("type", "string");
    }
    if (endpoint.work() instanceof Endpoint.Work.Write) {
      ObjectNode key = parameters.addObject();
      key.put("name", "Idempotency-Key").put("in", "header").put("required", false);
      key.put("description", "Sent again with the same key, it is answered the same, for 30 days.");
      key.putObject("schema").put("type", "string").put("maxLength", 255);
    }
  }

  private void body(Endpoint.Body body, ObjectNode operation) {
    ObjectNode request = operation.putObject("requestBody").put("required", true);
    ObjectNode content = request.putObject("content").putObject("application/json");
    content.set("schema", schemas.createSchemaReference(body.type()));
    try {
      content.set("example", JSON.readTree(body.example()));
    } catch (IOException e) {
      throw new UncheckedIOException("the example of " + operation, e);
    }
  }

  private static void form(List<String> fields, ObjectNode operation) {
    ObjectNode schema =
        operation
            .putObject("requestBody")
            .putObject("content")
            .putObject("application/x-www-form-urlencoded")
            .putObject("schema");
    ObjectNode properties = schema.put("type", "object").putObject("properties");
    fields.forEach(field -> properties.putObject(field).put("type", "string"));
  }

  private void answers(Endpoint endpoint, ObjectNode responses) {
    String status = Integer.toString(endpoint.status());
    if (!responses.has(status)) {
      ObjectNode good = responses.putObject(status);
      good.put("description", endpoint.status() == 201 ? "It was made." : "As asked for.");
      endpoint
          .gives()
          .ifPresent(
              type ->
                  good.putObject("content")
                      .putObject("application/json")
                      .set("schema", schemas.createSchemaReference(type)));
    }
    if (!endpoint.open()) {
      problem(responses, "401", "Nobody we know asks.");
      problem(responses, "403", "Who asks may not.");
    }
    if (endpoint.takes().isPresent()) {
      problem(responses, "400", "The body is not what it must be; the field is named.");
      problem(responses, "409", "It does not go together with what is so already.");
    }
    problem(responses, "429", "Too often.");
  }

  private static void problem(ObjectNode responses, String status, String description) {
    if (!responses.has(status)) {
      responses
          .putObject(status)
          .put("description", description)
          .putObject("content")
          .putObject("application/problem+json")
          .putObject("schema")
          .put("$ref", PROBLEM);
    }
  }

  private byte[] bytes() {
    ObjectNode components = document.withObjectProperty("components");
    ObjectNode known = components.withObjectProperty("schemas");
    known.setAll(schemas.collectDefinitions("components/schemas"));
    ObjectNode token = components.putObject("securitySchemes").putObject("token");
    token.put("type", "http").put("scheme", "bearer");
    try {
      return JSON.writeValueAsBytes(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode written() {
    try (InputStream in = OpenApi.class.getResourceAsStream("/openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("openapi.json is missing from the class path");
      }
      JsonNode document = JSON.readTree(in);
      return (ObjectNode) document;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
