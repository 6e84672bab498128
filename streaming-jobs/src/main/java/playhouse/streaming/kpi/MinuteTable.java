package playhouse.streaming.kpi;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.sink.IcebergSink;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.LiveKpi;
import playhouse.streaming.lake.table.LakeSettings;
import playhouse.warehouse.LakeTable;

/** The table {@code mart.kpi_minute}: at the end of each minute, every value that changed in it. */
final class MinuteTable {
  static final TableIdentifier NAME = TableIdentifier.of("mart", "kpi_minute");
  private static final int PRECISION = 38;
  private static final int SCALE = 6;

  private MinuteTable() {}

  /** Adds the writing of it; each value once, with the job's checkpoints. */
  static void write(DataStream<Tuple2<Long, byte[]>> minutes, LakeSettings lake) {
    Schema schema = prepared(lake);
    DataStream<RowData> rows =
        minutes
            .map(
                told -> row(told.f0, Wire.decode(LiveKpi.class, told.f1)),
                InternalTypeInfo.of(FlinkSchemaUtil.convert(schema)))
            .name("minutes")
            .uid("live-kpis.minutes");
    IcebergSink.forRowData(rows)
        .tableLoader(LakeLoader.table(lake, NAME))
        .uidSuffix("live-kpis.minute-table")
        .append();
  }

  /** The table's schema; the table is made if the batch has not made it yet. */
  private static Schema prepared(LakeSettings lake) {
    Catalog catalog = lake.open();
    try (Closeable open = catalog instanceof Closeable closeable ? closeable : () -> {}) {
      if (catalog instanceof SupportsNamespaces spaces
          && !spaces.namespaceExists(Namespace.of("mart"))) {
        spaces.createNamespace(Namespace.of("mart"));
      }
      if (!catalog.tableExists(NAME)) {
        create(catalog, schema());
      }
      return catalog.loadTable(NAME).schema();
    } catch (IOException e) {
      throw new UncheckedIOException("closing the catalog", e);
    }
  }

  private static void create(Catalog catalog, Schema schema) {
    try {
      catalog.createTable(NAME, schema, PartitionSpec.builderFor(schema).day("minute").build());
    } catch (AlreadyExistsException e) {
      // The batch was faster, and makes the same.
    }
  }

  private static Schema schema() {
    List<Types.NestedField> fields = new ArrayList<>();
    for (LakeTable.Column column : LakeTable.of(NAME.toString()).orElseThrow().columns()) {
      fields.add(
          Types.NestedField.optional(
              fields.size() + 1, column.name(), type(column.type()), column.comment()));
    }
    return new Schema(fields);
  }

  private static Type type(String type) {
    return switch (type) {
      case "TIMESTAMP" -> Types.TimestampType.withZone();
      case "DOUBLE" -> Types.DoubleType.get();
      case "INT" -> Types.IntegerType.get();
      case "DECIMAL(38, 6)" -> Types.DecimalType.of(PRECISION, SCALE);
      case "STRING" -> Types.StringType.get();
      default -> throw new IllegalStateException(type);
    };
  }

  /** In the order of the table's columns. */
  private static RowData row(long minuteMillis, LiveKpi told) {
    return GenericRowData.of(
        TimestampData.fromEpochMillis(minuteMillis),
        StringData.fromString(told.getKpi()),
        StringData.fromString(told.getMeasure()),
        StringData.fromString(told.getZone()),
        StringData.fromString(told.getGrain()),
        instant(told.getStarted()),
        StringData.fromString(told.getBy()),
        sum(told.getNumerator()),
        sum(told.getDenominator()),
        told.getValue(),
        told.getVersion(),
        instant(told.getLatest()),
        instant(told.getComputed()));
  }

  private static TimestampData instant(Instant instant) {
    return TimestampData.fromInstant(instant);
  }

  private static @Nullable DecimalData sum(@Nullable String text) {
    return text == null
        ? null
        : DecimalData.fromBigDecimal(
            new BigDecimal(text).setScale(SCALE, RoundingMode.HALF_UP), PRECISION, SCALE);
  }
}
