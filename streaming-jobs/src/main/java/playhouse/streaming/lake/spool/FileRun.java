package playhouse.streaming.lake.spool;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** A run in a file beside the checkpoints: where each group is, then the rows. */
final class FileRun implements Run {

  private static final int FORMAT = 0x1A7E_0001;
  private static final int INDEX_ENTRY_BYTES = 4 + 4 + 4 + 8;

  private final Path path;
  private final Map<Group, Extent> index;

  private record Extent(int rows, long position) {}

  private FileRun(Path path, Map<Group, Extent> index) {
    this.path = path;
    this.index = index;
  }

  Path path() {
    return path;
  }

  /** Writes the rows and returns when they are on the disk. */
  static FileRun write(Path path, MemoryRun run) {
    Map<Group, List<SpooledRow>> rows = run.rows();
    TreeMap<Group, Extent> index = new TreeMap<>();
    long position = 8 + (long) INDEX_ENTRY_BYTES * rows.size();
    for (Map.Entry<Group, List<SpooledRow>> entry : rows.entrySet()) {
      index.put(entry.getKey(), new Extent(entry.getValue().size(), position));
      for (SpooledRow row : entry.getValue()) {
        position += 4 + row.bytes().length;
      }
    }
    try (FSDataOutputStream file =
            path.getFileSystem().create(path, FileSystem.WriteMode.OVERWRITE);
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(file, 1 << 16))) {
      writeIndex(out, index);
      for (List<SpooledRow> group : rows.values()) {
        for (SpooledRow row : group) {
          out.writeInt(row.bytes().length);
          out.write(row.bytes());
        }
      }
      out.flush();
      file.sync();
    } catch (IOException e) {
      throw new UncheckedIOException("writing late rows to " + path, e);
    }
    return new FileRun(path, index);
  }

  private static void writeIndex(DataOutputStream out, Map<Group, Extent> index)
      throws IOException {
    out.writeInt(FORMAT);
    out.writeInt(index.size());
    for (Map.Entry<Group, Extent> entry : index.entrySet()) {
      out.writeInt(entry.getKey().lane());
      out.writeInt(entry.getKey().day());
      out.writeInt(entry.getValue().rows());
      out.writeLong(entry.getValue().position());
    }
  }

  /** Opens a file that {@link #write} made. */
  static FileRun open(Path path) {
    TreeMap<Group, Extent> index = new TreeMap<>();
    try (DataInputStream in = stream(path, 0)) {
      if (in.readInt() != FORMAT) {
        throw new IOException("no file of late rows");
      }
      int groups = in.readInt();
      for (int i = 0; i < groups; i++) {
        Group group = new Group(in.readInt(), in.readInt());
        index.put(group, new Extent(in.readInt(), in.readLong()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading late rows from " + path, e);
    }
    return new FileRun(path, index);
  }

  @Override
  public Collection<Group> groups() {
    return index.keySet();
  }

  @Override
  public void read(Group group, RowSink sink) {
    Extent extent = index.get(group);
    if (extent == null) {
      return;
    }
    try (DataInputStream in = stream(path, extent.position())) {
      for (int i = 0; i < extent.rows(); i++) {
        byte[] row = new byte[in.readInt()];
        in.readFully(row);
        sink.take(new SpooledRow(row));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading late rows from " + path, e);
    }
  }

  private static DataInputStream stream(Path path, long position) throws IOException {
    FSDataInputStream in = path.getFileSystem().open(path);
    in.seek(position);
    return new DataInputStream(new BufferedInputStream(in, 1 << 16));
  }
}
