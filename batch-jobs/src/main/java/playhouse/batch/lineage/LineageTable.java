package playhouse.batch.lineage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types;
import playhouse.batch.RecordTable;
import playhouse.contracts.lineage.LineageEvent;

/** The table {@code ops.lineage}. */
record LineageTable(Table table) {
  static final String NAME = "ops.lineage";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Adds what one of our runs told. */
  void add(String runId, List<LineageEvent> events) {
    new RecordTable(table).add(events.stream().map(event -> row(runId, event.json())).toList());
  }

  /**
   * Adds what others have told, except what is there; answers how much that was.
   *
   * @param events as JSON; the run's own id stands for that of a night
   */
  long addNew(List<String> events) {
    Set<List<Object>> known = new HashSet<>();
    for (Record row :
        new RecordTable(table).rows(Expressions.alwaysTrue(), "lineage_run", "event_type")) {
      known.add(List.of(row.getField("lineage_run"), row.getField("event_type")));
    }
    List<Record> rows = new ArrayList<>();
    for (String json : events) {
      Record row = row(read(json).at("/run/runId").asText(), json);
      if (known.add(List.of(row.getField("lineage_run"), row.getField("event_type")))) {
        rows.add(row);
      }
    }
    if (!rows.isEmpty()) {
      new RecordTable(table).add(rows);
    }
    return rows.size();
  }

  private Record row(String runId, String json) {
    JsonNode event = read(json);
    Record row = GenericRecord.create(table.schema());
    row.setField("event_time", OffsetDateTime.parse(event.path("eventTime").asText()));
    row.setField("event_type", event.path("eventType").asText());
    row.setField("run_id", runId);
    row.setField("job", event.path("job").path("name").asText());
    row.setField("lineage_run", event.path("run").path("runId").asText());
    row.setField("inputs", datasets("inputs", event));
    row.setField("outputs", datasets("outputs", event));
    row.setField("json", json);
    return row;
  }

  /** The tables among them: those have a snapshot. */
  private List<Record> datasets(String side, JsonNode event) {
    Types.StructType type = table.schema().findType(side).asListType().elementType().asStructType();
    List<Record> datasets = new ArrayList<>();
    for (JsonNode each : event.path(side)) {
      JsonNode snapshot = each.at("/facets/version/datasetVersion");
      if (!snapshot.isMissingNode()) {
        Record dataset = GenericRecord.create(type);
        dataset.setField("name", each.path("name").asText());
        dataset.setField("snapshot", snapshot.asLong());
        datasets.add(dataset);
      }
    }
    return datasets;
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no event of lineage: " + json, e);
    }
  }
}
