package playhouse.streaming.kpi;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.source.IcebergSource;
import playhouse.contracts.FactType;
import playhouse.contracts.Family;
import playhouse.streaming.kpi.core.Clock;
import playhouse.streaming.kpi.core.LiveTable;
import playhouse.streaming.kpi.core.LiveTables;
import playhouse.streaming.lake.table.LakeSettings;
import playhouse.streaming.lake.table.RawTables;

/**
 * What the lake holds of the facts of long ago that still matter: a job that begins with nothing
 * reads it once, beside what Kafka still has; a fact that stands in both is one.
 */
record LakeFacts(LakeSettings lake, Instant now) {
  /** What a piece is made of, beside the body. */
  private static final List<String> ENVELOPE =
      List.of("id", "source", "person", "occurred", "exclusion", "type");

  private static final List<FactType> TYPES =
      LiveTables.ALL.stream()
          .filter(LiveTable::history)
          .flatMap(table -> table.types().stream())
          .distinct()
          .flatMap(type -> FactType.of(type).stream())
          .toList();

  /** The pieces of all of them; the stream ends. */
  DataStream<Tuple5<String, Long, Long, String, byte[]>> read(StreamExecutionEnvironment env) {
    Catalog catalog = lake.open();
    try (Closeable open = catalog instanceof Closeable closeable ? closeable : () -> {}) {
      RawTables.prepare(catalog);
      return families()
          .map(family -> read(env, family, catalog.loadTable(table(family)).schema()))
          .reduce((one, other) -> one.union(other))
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException("closing the catalog", e);
    }
  }

  private DataStream<Tuple5<String, Long, Long, String, byte[]>> read(
      StreamExecutionEnvironment env, Family family, Schema table) {
    Schema columns =
        table.select(
            Stream.concat(ENVELOPE.stream(), types(family).map(type -> type.field().name()))
                .toList());
    RowType type = FlinkSchemaUtil.convert(columns);
    StoredFacts stored = new StoredFacts(family, type);
    return env.fromSource(
            IcebergSource.forRowData()
                .tableLoader(LakeLoader.table(lake, table(family)))
                .project(columns)
                .filters(List.of(wanted(family)))
                .build(),
            WatermarkStrategy.noWatermarks(),
            "facts, " + table(family),
            InternalTypeInfo.of(type))
        .uid("live-kpis.lake." + family.topic())
        .<Tuple5<String, Long, Long, String, byte[]>>flatMap(
            (row, out) -> FactReader.tellHistory(stored.fact(row), out), FactReader.TYPE)
        .name("pieces, " + table(family))
        .uid("live-kpis.lake-pieces." + family.topic());
  }

  /** Files in which nothing matters any more are not opened. */
  private Expression wanted(Family family) {
    return LiveTables.ALL.stream()
        .filter(LiveTable::history)
        .map(table -> wanted(table, family))
        .reduce(Expressions.alwaysFalse(), Expressions::or);
  }

  private Expression wanted(LiveTable table, Family family) {
    Set<String> own =
        types(family)
            .map(FactType::name)
            .filter(table.types()::contains)
            .collect(Collectors.toSet());
    return own.isEmpty()
        ? Expressions.alwaysFalse()
        : Expressions.and(
            Expressions.in("type", own),
            Expressions.greaterThanOrEqual("occurred", Clock.micros(now.minus(table.reach()))));
  }

  private static Stream<Family> families() {
    return TYPES.stream().map(FactType::family).distinct().sorted();
  }

  private static Stream<FactType> types(Family family) {
    return TYPES.stream().filter(type -> type.family() == family);
  }

  private static TableIdentifier table(Family family) {
    return TableIdentifier.of("raw", family.topic());
  }
}
