package playhouse.batch.lineage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.openlineage.client.OpenLineage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * That a job began, ended or failed.
 *
 * @param runId of the night's run, as in {@code ops.job_runs}
 * @param inputs snapshots read, by table
 * @param outputs newest snapshots written, by table
 * @param failure why it failed
 */
public record LineageEvent(
    Instant time,
    OpenLineage.RunEvent.EventType type,
    String runId,
    String job,
    Map<String, Long> inputs,
    Map<String, Long> outputs,
    Optional<String> failure) {
  private static final String JOBS = "playhouse";
  private static final String TABLES = "lake";
  private static final OpenLineage EVENTS = new OpenLineage(URI.create("urn:playhouse:batch"));
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  /** Of this job in this run: the same for its beginning and its end. */
  UUID run() {
    return UUID.nameUUIDFromBytes((runId + "/" + job).getBytes(StandardCharsets.UTF_8));
  }

  /** As OpenLineage 2-0-2 wants it. */
  String json() {
    try {
      return JSON.writeValueAsString(event());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write JSON", e);
    }
  }

  private OpenLineage.RunEvent event() {
    return EVENTS
        .newRunEventBuilder()
        .eventTime(time.atZone(ZoneOffset.UTC))
        .eventType(type)
        .run(EVENTS.newRun(run(), runFacets()))
        .job(EVENTS.newJob(JOBS, job, EVENTS.newJobFacetsBuilder().jobType(batch()).build()))
        .inputs(
            inputs.entrySet().stream()
                .map(e -> EVENTS.newInputDataset(TABLES, e.getKey(), at(e.getValue()), null))
                .toList())
        .outputs(
            outputs.entrySet().stream()
                .map(e -> EVENTS.newOutputDataset(TABLES, e.getKey(), at(e.getValue()), null))
                .toList())
        .build();
  }

  private OpenLineage.RunFacets runFacets() {
    OpenLineage.RunFacetsBuilder facets = EVENTS.newRunFacetsBuilder();
    failure.ifPresent(
        why -> facets.errorMessage(EVENTS.newErrorMessageRunFacet(why, "JAVA", null)));
    return facets.build();
  }

  private static OpenLineage.JobTypeJobFacet batch() {
    return EVENTS.newJobTypeJobFacet("BATCH", "SPARK", "JOB");
  }

  private static OpenLineage.DatasetFacets at(long snapshot) {
    return EVENTS
        .newDatasetFacetsBuilder()
        .version(EVENTS.newDatasetVersionDatasetFacet(Long.toString(snapshot)))
        .build();
  }
}
