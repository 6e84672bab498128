package playhouse.streaming.kpi;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;
import playhouse.testbed.kpi.KpiSample;
import playhouse.warehouse.LakeTable;

/**
 * The sample as tables of Flink: at rest, or as changes of which some are taken back later.
 *
 * @param streaming true if rows come one after another and answers are changed by them
 */
record SampleTables(StreamTableEnvironment tables, boolean streaming) {
  static SampleTables atRest(StreamExecutionEnvironment env) {
    return of(env, false);
  }

  static SampleTables changing(StreamExecutionEnvironment env) {
    return of(env, true);
  }

  private static SampleTables of(StreamExecutionEnvironment env, boolean streaming) {
    env.setRuntimeMode(streaming ? RuntimeExecutionMode.STREAMING : RuntimeExecutionMode.BATCH);
    StreamTableEnvironment tables = StreamTableEnvironment.create(env);
    tables.executeSql("CREATE DATABASE core");
    SampleTables all = new SampleTables(tables, streaming);
    KpiSample sample = new KpiSample();
    for (LakeTable table : KpiSample.tables()) {
      all.add(env, table, sample.rows(table));
    }
    return all;
  }

  TableResult sql(String select) {
    return tables.executeSql(select);
  }

  private void add(
      StreamExecutionEnvironment env, LakeTable table, List<List<@Nullable Object>> rows) {
    String[] names = table.columns().stream().map(LakeTable.Column::name).toArray(String[]::new);
    TypeInformation<?>[] types =
        table.columns().stream()
            .map(column -> ColumnTypes.information(column.type()))
            .toArray(TypeInformation<?>[]::new);
    DataStream<Row> stream =
        env.fromData(streaming ? withChanges(rows) : inserted(rows), Types.ROW_NAMED(names, types));
    Schema.Builder schema = Schema.newBuilder();
    table.columns().forEach(column -> schema.column(column.name(), ColumnTypes.of(column.type())));
    tables.createTemporaryView(
        table.name(),
        streaming
            ? tables.fromChangelogStream(stream, schema.build(), ChangelogMode.all())
            : tables.fromDataStream(stream, schema.build()));
  }

  private static List<Row> inserted(List<List<@Nullable Object>> rows) {
    return rows.stream().map(row -> row(RowKind.INSERT, row)).toList();
  }

  /** Every third row comes twice at first, and one of the two is taken back in the end. */
  private static List<Row> withChanges(List<List<@Nullable Object>> rows) {
    List<Row> changes = new ArrayList<>(inserted(rows));
    List<Row> takenBack = new ArrayList<>();
    for (int i = 0; i < rows.size(); i += 3) {
      changes.add(row(RowKind.INSERT, rows.get(i)));
      takenBack.add(row(RowKind.DELETE, rows.get(i)));
    }
    changes.addAll(takenBack);
    return changes;
  }

  private static Row row(RowKind kind, List<@Nullable Object> values) {
    Row row = new Row(kind, values.size());
    for (int i = 0; i < values.size(); i++) {
      row.setField(i, value(values.get(i)));
    }
    return row;
  }

  private static @Nullable Object value(@Nullable Object value) {
    if (value instanceof Instant instant) {
      return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
    return value instanceof List<?> list ? list.toArray(String[]::new) : value;
  }

  /** What is left of an answer once all its changes are applied. */
  static List<List<@Nullable Object>> rows(TableResult result) throws Exception {
    Map<List<@Nullable Object>, Integer> left = new LinkedHashMap<>();
    try (CloseableIterator<Row> changes = result.collect()) {
      while (changes.hasNext()) {
        Row change = changes.next();
        boolean added =
            change.getKind() == RowKind.INSERT || change.getKind() == RowKind.UPDATE_AFTER;
        left.merge(values(change), added ? 1 : -1, Integer::sum);
      }
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    left.forEach((row, times) -> rows.addAll(Collections.nCopies(times, row)));
    return rows;
  }

  private static List<@Nullable Object> values(Row row) {
    return new ArrayList<>(IntStream.range(0, row.getArity()).mapToObj(row::getField).toList());
  }
}
