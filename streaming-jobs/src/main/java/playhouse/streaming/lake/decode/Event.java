package playhouse.streaming.lake.decode;

import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;
import playhouse.streaming.lake.table.TableShape;

/** One event as a table's row, with what deduplication needs to know; refilled for each event. */
public final class Event {

  private static final long MICROS_PER_SECOND = 1_000_000;

  private final GenericRowData row;
  private final int loadedColumn;
  private final int keyColumn;
  private final byte[] key = new byte[16];
  private long occurredMicros;
  private long receivedMicros;
  private long keyHigh;
  private long keyLow;
  private long loadedMillis;
  private org.apache.flink.table.data.TimestampData loaded = ValueReaders.instant(0);

  Event(Schema table) {
    row = new GenericRowData(table.columns().size());
    loadedColumn = column(table, TableShape.LOADED);
    keyColumn = column(table, TableShape.DEDUP_KEY);
    row.setField(keyColumn, key);
  }

  static int column(Schema table, String name) {
    NestedField field = table.findField(name);
    return table.columns().indexOf(field);
  }

  /** The row; valid until the next event is decoded. */
  public RowData row() {
    return row;
  }

  /** Upper 64 bits of the deduplication key. */
  public long keyHigh() {
    return keyHigh;
  }

  /** Lower 64 bits of the deduplication key. */
  public long keyLow() {
    return keyLow;
  }

  /** When it was received, in microseconds since 1970. */
  public long receivedMicros() {
    return receivedMicros;
  }

  /** Hour in which it occurred, since 1970. */
  public int hour() {
    return (int) Math.floorDiv(occurredMicros, 3600 * MICROS_PER_SECOND);
  }

  /** Day on which it occurred, since 1970, UTC. */
  public int day() {
    return (int) Math.floorDiv(occurredMicros, 86400 * MICROS_PER_SECOND);
  }

  long occurredMicros() {
    return occurredMicros;
  }

  void setField(int column, @org.jspecify.annotations.Nullable Object value) {
    row.setField(column, value);
  }

  void times(long occurred, long received) {
    occurredMicros = occurred;
    receivedMicros = received;
  }

  /** Stamps the row with the moment it is taken in. */
  public void loaded(long millis) {
    if (millis != loadedMillis) {
      loadedMillis = millis;
      loaded = ValueReaders.instant(millis * 1000);
    }
    row.setField(loadedColumn, loaded);
  }

  /** Sets the deduplication key. */
  public void key(long high, long low) {
    keyHigh = high;
    keyLow = low;
    for (int i = 0; i < 8; i++) {
      key[i] = (byte) (high >>> (56 - 8 * i));
      key[8 + i] = (byte) (low >>> (56 - 8 * i));
    }
  }
}
