package playhouse.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaHistoryTest {

  private static final String HOW =
      "the contract of %s changed: record the new version with "
          + "`java -cp <test class path> playhouse.contracts.RecordSchemas src/main/resources/schemas`";

  static Stream<Schema> schemas() {
    return RecordSchemas.onTopics().stream();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void theCurrentSchemaIsTheLastRecordedOne(Schema current) {
    List<Schema> versions = SchemaHistory.versions(current.getName());

    assertThat(versions).as("recorded versions of %s", current.getName()).isNotEmpty();
    assertThat(SchemaFormatter.format("json/pretty", versions.get(versions.size() - 1)))
        .as(HOW, current.getName())
        .isEqualTo(SchemaFormatter.format("json/pretty", current));
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void theCurrentSchemaReadsWhateverWasEverWritten(Schema current) {
    for (Schema earlier : SchemaHistory.versions(current.getName())) {
      assertThat(
              SchemaCompatibility.checkReaderWriterCompatibility(current, earlier)
                  .getResult()
                  .getIncompatibilities())
          .as("reading an earlier %s", current.getName())
          .isEmpty();
    }
  }

  @Test
  void anIncompatibleChangeIsNoticed() {
    Schema strict =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"Playback\",\"namespace\":\"playhouse.contracts.facts\","
                    + "\"fields\":[{\"name\":\"added_without_default\",\"type\":\"string\"}]}");

    assertThat(
            SchemaCompatibility.checkReaderWriterCompatibility(
                    strict, SchemaHistory.versions("Playback").get(0))
                .getType())
        .isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everyFieldSaysWhatItMeans(Schema schema) {
    assertThat(undocumented(schema, "")).isEmpty();
  }

  private static List<String> undocumented(Schema schema, String path) {
    return switch (schema.getType()) {
      case RECORD ->
          schema.getFields().stream()
              .flatMap(
                  field -> {
                    String here = path + "/" + field.name();
                    List<String> below = undocumented(field.schema(), here);
                    return field.doc() == null
                        ? Stream.concat(Stream.of(here), below.stream())
                        : below.stream();
                  })
              .toList();
      case UNION ->
          schema.getTypes().stream().flatMap(type -> undocumented(type, path).stream()).toList();
      case ARRAY -> undocumented(schema.getElementType(), path);
      case MAP -> undocumented(schema.getValueType(), path);
      default -> List.of();
    };
  }
}
