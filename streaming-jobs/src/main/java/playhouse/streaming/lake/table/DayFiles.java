package playhouse.streaming.lake.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.io.DataWriter;
import org.jspecify.annotations.Nullable;

/** The data files of one table that are being written now, one for each day. */
public final class DayFiles {

  private static final int ROWS_BETWEEN_LOOKS = 1000;
  private static final long TARGET_BYTES = 128L << 20;

  private final LaneTable table;
  private final Map<Integer, Open> open = new HashMap<>();
  private final List<DataFile> done = new ArrayList<>();
  private @Nullable Open last;

  /** A file that takes rows. */
  private static final class Open {
    private final int day;
    private final DataWriter<RowData> writer;
    private int rows;

    private Open(int day, DataWriter<RowData> writer) {
      this.day = day;
      this.writer = writer;
    }
  }

  /** Of the given table; nothing is open yet. */
  public DayFiles(LaneTable table) {
    this.table = table;
  }

  /** Writes a row into the file of its day, counted from 1970. */
  public void write(int day, RowData row) {
    Open file = last;
    if (file == null || file.day != day) {
      file = open.computeIfAbsent(day, begun -> new Open(begun, table.begin(begun)));
      last = file;
    }
    file.writer.write(row);
    if (++file.rows % ROWS_BETWEEN_LOOKS == 0 && file.writer.length() >= TARGET_BYTES) {
      close(file);
    }
  }

  /** How many files are open. */
  public int openCount() {
    return open.size();
  }

  /** Closes what is open and hands over all files finished since the last call. */
  public List<DataFile> finish() {
    List.copyOf(open.values()).forEach(this::close);
    List<DataFile> files = List.copyOf(done);
    done.clear();
    return files;
  }

  private void close(Open file) {
    try {
      file.writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing a file of " + table.table().name(), e);
    }
    done.add(file.writer.toDataFile());
    open.remove(file.day);
    last = null;
  }
}
