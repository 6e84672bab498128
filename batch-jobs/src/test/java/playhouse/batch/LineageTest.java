package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import playhouse.batch.lineage.StreamLineageJob;
import playhouse.contracts.Topics;
import playhouse.contracts.lineage.LineageEvent;
import playhouse.testbed.Broker;

class LineageTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void a_run_that_ends_well_tells_what_it_read_and_wrote_in_the_lake_and_to_whoever_listens()
      throws IOException {
    List<String> heard = new CopyOnWriteArrayList<>();
    HttpServer server = listening(heard, 201);
    try {
      Lake lake = CareHouse.fresh(Map.of("PLAYHOUSE_LINEAGE_URL", url(server)), Map.of());
      run(lake, new Registering(false));
      long written = lake.snapshot("core.registrations").orElseThrow();

      assertThat(heard).hasSize(2).isEqualTo(kept(lake));
      JsonNode start = valid(heard.get(0), "START");
      JsonNode end = valid(heard.get(1), "COMPLETE");
      assertThat(end.at("/run/runId")).isEqualTo(start.at("/run/runId"));
      assertThat(end.at("/inputs")).hasSize(1);
      assertThat(end.at("/inputs/0/name").asText()).isEqualTo("raw.account");
      assertThat(end.at("/inputs/0/facets/version/datasetVersion").asText()).isEqualTo("7");
      assertThat(end.at("/outputs")).hasSize(1);
      assertThat(end.at("/outputs/0/name").asText()).isEqualTo("core.registrations");
      assertThat(end.at("/outputs/0/facets/version/datasetVersion").asText())
          .isEqualTo(Long.toString(written));
      assertThat(lake.lineagePost().failed()).isZero();
      assertThat(whoWrote(lake, "core.registrations", written))
          .extracting(row -> row.getString(0), row -> row.getString(2), row -> row.getLong(3))
          .containsExactly(org.assertj.core.groups.Tuple.tuple("registering", "raw.account", 7L));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void a_run_that_fails_tells_why_and_nobody_listening_fails_no_run() throws IOException {
    HttpServer server = listening(new CopyOnWriteArrayList<>(), 503);
    try {
      Lake lake = CareHouse.fresh(Map.of("PLAYHOUSE_LINEAGE_URL", url(server)), Map.of());
      assertThatThrownBy(() -> run(lake, new Registering(true))).hasMessage("no light");
      run(lake, new Registering(false));

      JsonNode failed = valid(kept(lake).get(1), "FAIL");
      assertThat(failed.at("/run/facets/errorMessage/message").asText()).contains("no light");
      assertThat(failed.at("/run/facets/errorMessage/programmingLanguage").asText())
          .isEqualTo("JAVA");
      assertThat(lake.table("ops.lineage").where("event_type = 'COMPLETE'").count()).isEqualTo(1);
      assertThat(lake.lineagePost().failed()).isEqualTo(4);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void of_two_runs_at_the_same_time_each_tells_what_it_wrote_itself() {
    Lake lake = CareHouse.fresh(Map.of(), Map.of());
    CyclicBarrier meeting = new CyclicBarrier(2);
    List<Job> jobs =
        List.of(
            new Inserting("one", "core.registrations", meeting),
            new Inserting("other", "core.crashes", meeting));
    Request request = new Request(Optional.empty(), Instant.now(), "night");
    new Abreast(new Jobs(jobs), 2)
        .run(jobs, job -> JobRun.of(job, lake, request, InstantSource.system()));

    assertThat(
            lake.spark()
                .sql(
                    "SELECT job, outputs.name FROM ops.lineage"
                        + " WHERE event_type = 'COMPLETE' ORDER BY job")
                .collectAsList())
        .extracting(row -> row.getString(0), row -> row.getList(1))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("one", List.of("core.registrations")),
            org.assertj.core.groups.Tuple.tuple("other", List.of("core.crashes")));
    assertThat(lake.table("ops.job_runs").count()).isEqualTo(2);
  }

  @Test
  void what_streaming_jobs_have_told_is_taken_to_the_lake_once() {
    Lake lake = CareHouse.fresh(Map.of("PLAYHOUSE_KAFKA", Broker.shared().address()), Map.of());
    UUID run = UUID.randomUUID();
    List<EventType> types = List.of(EventType.START, EventType.FAIL);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", Broker.shared().address()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (EventType type : types) {
        byte[] json = streaming(run, type).json().getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(Topics.LINEAGE, json)).get();
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    StreamLineageJob job = new StreamLineageJob();
    Request request = new Request(Optional.empty(), Instant.now(), "night");
    assertThat(job.run(lake, request).rows()).isGreaterThanOrEqualTo(2);
    assertThat(job.run(lake, request).rows()).isZero();
    List<Row> rows =
        lake.spark()
            .sql(
                "SELECT event_type, job, outputs[0].snapshot, size(inputs) FROM ops.lineage"
                    + " WHERE lineage_run = '%s' ORDER BY event_type".formatted(run))
            .collectAsList();
    assertThat(rows)
        .extracting(row -> row.getString(0), row -> row.getLong(2), row -> row.getInt(3))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("FAIL", 11L, 0),
            org.assertj.core.groups.Tuple.tuple("START", 11L, 0));
  }

  private static LineageEvent streaming(UUID run, EventType type) {
    return new LineageEvent(
        Instant.now(),
        type,
        run,
        new LineageEvent.Job("lake-writer", LineageEvent.Engine.FLINK),
        List.of(LineageEvent.Dataset.topic("127.0.0.1:9092", "playback")),
        List.of(LineageEvent.Dataset.table("raw.playback", 11)),
        Optional.empty());
  }

  /** As the specification requires of every RunEvent. */
  private static JsonNode valid(String json, String type) throws IOException {
    JsonNode event = JSON.readTree(json);
    assertThat(OffsetDateTime.parse(event.at("/eventTime").asText())).isNotNull();
    assertThat(event.at("/eventType").asText()).isEqualTo(type);
    assertThat(URI.create(event.at("/producer").asText()).isAbsolute()).isTrue();
    assertThat(event.at("/schemaURL").asText())
        .isEqualTo("https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent");
    assertThat(UUID.fromString(event.at("/run/runId").asText())).isNotNull();
    assertThat(event.at("/job/namespace").asText()).isEqualTo("playhouse");
    assertThat(event.at("/job/name").asText()).isEqualTo("registering");
    for (String side : List.of("inputs", "outputs")) {
      for (JsonNode dataset : event.get(side)) {
        assertThat(dataset.get("namespace").asText()).isEqualTo("lake");
        assertThat(dataset.at("/facets/version/_producer").asText()).isNotEmpty();
        assertThat(dataset.at("/facets/version/_schemaURL").asText())
            .contains("DatasetVersionDatasetFacet");
      }
    }
    return event;
  }

  private static void run(Lake lake, Job job) {
    Request request = new Request(Optional.empty(), Instant.now(), "night-" + job.hashCode());
    JobRun.of(job, lake, request, InstantSource.system());
  }

  private static List<String> kept(Lake lake) {
    return lake.table("ops.lineage").orderBy("event_time").select("json").collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static List<Row> whoWrote(Lake lake, String table, long snapshot) {
    return lake.spark()
        .sql(
            "SELECT l.job, l.run_id, i.name, i.snapshot FROM ops.lineage l "
                + "LATERAL VIEW explode(l.outputs) o AS o LATERAL VIEW explode(l.inputs) i AS i "
                + "WHERE o.name = '"
                + table
                + "' AND o.snapshot = "
                + snapshot)
        .collectAsList();
  }

  private static HttpServer listening(List<String> heard, int answer) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/lineage",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          heard.add(new String(body, StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String url(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/lineage";
  }

  /** Writes one row of a day, and ends when another has too. */
  private record Inserting(String name, String table, CyclicBarrier meeting) implements Job {
    @Override
    public String purpose() {
      return "Writes a row.";
    }

    @Override
    public Outcome run(Lake lake, Request request) {
      lake.spark().sql("INSERT INTO %s (day) VALUES (DATE '2026-11-16')".formatted(table));
      try {
        meeting.await(60, TimeUnit.SECONDS);
      } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
        throw new IllegalStateException("nobody came", e);
      }
      return Outcome.of(Map.of(), 1, "");
    }
  }

  /** Writes one row, and says that it read a table and followed a definition. */
  private record Registering(boolean failing) implements Job {
    @Override
    public String name() {
      return "registering";
    }

    @Override
    public String purpose() {
      return "Writes a registration.";
    }

    @Override
    public Outcome run(Lake lake, Request request) {
      if (failing) {
        throw new IllegalStateException("no light");
      }
      lake.spark()
          .sql("INSERT INTO core.registrations (day, person) VALUES (DATE '2026-11-16', 'ann')");
      return Outcome.of(Map.of("raw.account", 7L, "K1.3 UTC", 1L), 1, "");
    }
  }
}
