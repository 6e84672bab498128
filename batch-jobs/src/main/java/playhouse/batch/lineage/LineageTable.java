package playhouse.batch.lineage;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import playhouse.batch.RecordTable;

/** The table {@code ops.lineage}. */
record LineageTable(Table table) {
  static final String NAME = "ops.lineage";

  void add(List<LineageEvent> events) {
    new RecordTable(table).add(events.stream().map(this::row).toList());
  }

  private Record row(LineageEvent event) {
    Record row = GenericRecord.create(table.schema());
    row.setField("event_time", event.time().atOffset(ZoneOffset.UTC));
    row.setField("event_type", event.type().name());
    row.setField("run_id", event.runId());
    row.setField("job", event.job());
    row.setField("lineage_run", event.run().toString());
    row.setField("inputs", datasets("inputs", event.inputs()));
    row.setField("outputs", datasets("outputs", event.outputs()));
    row.setField("json", event.json());
    return row;
  }

  private List<Record> datasets(String column, Map<String, Long> snapshots) {
    Types.StructType type =
        table.schema().findType(column).asListType().elementType().asStructType();
    return snapshots.entrySet().stream()
        .<Record>map(
            each -> {
              Record dataset = GenericRecord.create(type);
              dataset.setField("name", each.getKey());
              dataset.setField("snapshot", each.getValue());
              return dataset;
            })
        .toList();
  }
}
