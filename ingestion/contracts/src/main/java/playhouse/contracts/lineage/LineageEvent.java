package playhouse.contracts.lineage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.openlineage.client.OpenLineage;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * That a run of a job began, ended or failed.
 *
 * @param run the same for its beginning and its end
 * @param inputs what it read
 * @param outputs what it wrote
 * @param failure why it failed
 */
public record LineageEvent(
    Instant time,
    OpenLineage.RunEvent.EventType type,
    UUID run,
    Job job,
    List<Dataset> inputs,
    List<Dataset> outputs,
    Optional<String> failure) {
  private static final OpenLineage EVENTS = new OpenLineage(URI.create("urn:playhouse"));
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new SimpleModule().addSerializer(new Rfc3339()))
          .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

  /**
   * Whose run it is.
   *
   * @param engine that it runs on
   */
  public record Job(String name, Engine engine) {}

  /** What jobs run on. */
  public enum Engine {
    SPARK("BATCH"),
    FLINK("STREAMING");

    private final String processing;

    Engine(String processing) {
      this.processing = processing;
    }
  }

  /**
   * What is read or written.
   *
   * @param store {@code lake}, or where the broker is, such as {@code kafka://127.0.0.1:9092}
   * @param name of the table with its namespace, or of the topic
   * @param snapshot of a table
   */
  public record Dataset(String store, String name, OptionalLong snapshot) {
    private static final String LAKE = "lake";

    /** A table as of a snapshot. */
    public static Dataset table(String name, long snapshot) {
      return new Dataset(LAKE, name, OptionalLong.of(snapshot));
    }

    /** A topic of the brokers that clients find at an address, the first of which counts. */
    public static Dataset topic(String brokers, String name) {
      return new Dataset("kafka://" + brokers.split(",", -1)[0], name, OptionalLong.empty());
    }
  }

  /** As OpenLineage 2-0-2 wants it. */
  public String json() {
    try {
      return JSON.writeValueAsString(event());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write JSON", e);
    }
  }

  private OpenLineage.RunEvent event() {
    OpenLineage.JobFacets kind =
        EVENTS
            .newJobFacetsBuilder()
            .jobType(EVENTS.newJobTypeJobFacet(job.engine().processing, job.engine().name(), "JOB"))
            .build();
    return EVENTS
        .newRunEventBuilder()
        .eventTime(time.atZone(ZoneOffset.UTC))
        .eventType(type)
        .run(EVENTS.newRun(run, runFacets()))
        .job(EVENTS.newJob("playhouse", job.name(), kind))
        .inputs(
            inputs.stream()
                .map(one -> EVENTS.newInputDataset(one.store(), one.name(), facets(one), null))
                .toList())
        .outputs(
            outputs.stream()
                .map(one -> EVENTS.newOutputDataset(one.store(), one.name(), facets(one), null))
                .toList())
        .build();
  }

  private OpenLineage.RunFacets runFacets() {
    OpenLineage.RunFacetsBuilder facets = EVENTS.newRunFacetsBuilder();
    failure.ifPresent(
        why -> facets.errorMessage(EVENTS.newErrorMessageRunFacet(why, "JAVA", null)));
    return facets.build();
  }

  private static OpenLineage.DatasetFacets facets(Dataset dataset) {
    OpenLineage.DatasetFacetsBuilder facets = EVENTS.newDatasetFacetsBuilder();
    dataset
        .snapshot()
        .ifPresent(id -> facets.version(EVENTS.newDatasetVersionDatasetFacet(Long.toString(id))));
    return facets.build();
  }

  /** Times as the specification wants them, seconds always among them. */
  private static final class Rfc3339 extends StdSerializer<ZonedDateTime> {
    private static final long serialVersionUID = 1;

    Rfc3339() {
      super(ZonedDateTime.class);
    }

    @Override
    public void serialize(ZonedDateTime time, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));
    }
  }
}
