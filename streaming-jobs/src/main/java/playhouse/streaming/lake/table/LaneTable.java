package playhouse.streaming.lake.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.ContentFileParser;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.sink.FlinkFileWriterFactory;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.util.JsonUtil;

/** A lane's table, open for making data files of one day each. */
public final class LaneTable {

  private final Lane lane;
  private final Table table;
  private final Schema schema;
  private final FlinkFileWriterFactory writers;
  private final OutputFileFactory names;

  private LaneTable(Lane lane, Table table, int writer) {
    this.lane = lane;
    this.table = table;
    schema = table.schema();
    writers =
        new FlinkFileWriterFactory.Builder(table)
            .dataSchema(schema)
            .dataFlinkType(FlinkSchemaUtil.convert(schema))
            .dataFileFormat(FileFormat.PARQUET)
            .build();
    names =
        OutputFileFactory.builderFor(table, writer, System.currentTimeMillis())
            .format(FileFormat.PARQUET)
            .build();
  }

  /**
   * Opens the lane's table.
   *
   * @param writer number of this writer among its peers, for file names
   */
  public static LaneTable open(Catalog catalog, Lane lane, int writer) {
    return new LaneTable(lane, catalog.loadTable(lane.table()), writer);
  }

  /** The lane it belongs to. */
  public Lane lane() {
    return lane;
  }

  /** The Iceberg table. */
  public Table table() {
    return table;
  }

  /** What the files hold that it writes: the table's columns as it was opened. */
  public Schema schema() {
    return schema;
  }

  /** Begins a data file for a day, counted from 1970. */
  public DataWriter<RowData> begin(int day) {
    PartitionSpec spec = table.spec();
    PartitionData partition = new PartitionData(spec.partitionType());
    partition.set(0, day);
    return HadoopDefaults.hiddenWhile(
        () -> writers.newDataWriter(names.newOutputFile(spec, partition), spec, partition));
  }

  /** Day of a data file of this table, counted from 1970. */
  public static int day(DataFile file) {
    return file.partition().get(0, Integer.class);
  }

  /** A data file as text, for messages and state. */
  public String toJson(DataFile file) {
    return ContentFileParser.toJson(file, table.spec());
  }

  /** The data file that {@link #toJson} wrote. */
  public DataFile fromJson(String json) {
    try {
      return (DataFile) ContentFileParser.fromJson(JsonUtil.mapper().readTree(json), table.specs());
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }
}
