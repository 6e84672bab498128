package playhouse.streaming.lake.window;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * A file of ids beside the checkpoints: first how many of which section, then the ids in that
 * order.
 */
final class DeltaFile {

  private static final int FORMAT = 0x1D5_0001;

  private DeltaFile() {}

  /** Takes an id of a section. */
  interface IdSink {
    void take(Section section, long high, long low);
  }

  /** Writes the ids and returns when they are on the disk. */
  static void write(Path path, Map<Section, IdList> ids) throws IOException {
    FileSystem files = path.getFileSystem();
    try (FSDataOutputStream file = files.create(path, FileSystem.WriteMode.OVERWRITE);
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(file, 1 << 16))) {
      out.writeInt(FORMAT);
      out.writeInt(ids.size());
      for (Map.Entry<Section, IdList> entry : ids.entrySet()) {
        out.writeInt(entry.getKey().lane());
        out.writeInt(entry.getKey().partition());
        out.writeInt(entry.getKey().hour());
        out.writeInt(entry.getValue().size());
      }
      for (IdList list : ids.values()) {
        for (int i = 0; i < list.size(); i++) {
          out.writeLong(list.high(i));
          out.writeLong(list.low(i));
        }
      }
      out.flush();
      file.sync();
    }
  }

  /** Reads the ids of the sections that are wanted; false if the file is gone. */
  static boolean read(Path path, Predicate<Section> wanted, IdSink sink) throws IOException {
    try (DataInputStream in =
        new DataInputStream(
            new java.io.BufferedInputStream(path.getFileSystem().open(path), 1 << 16))) {
      for (Map.Entry<Section, Integer> entry : index(path, in).entrySet()) {
        int count = entry.getValue();
        if (!wanted.test(entry.getKey())) {
          in.skipNBytes(16L * count);
          continue;
        }
        for (int i = 0; i < count; i++) {
          sink.take(entry.getKey(), in.readLong(), in.readLong());
        }
      }
      return true;
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  private static Map<Section, Integer> index(Path path, DataInputStream in) throws IOException {
    int format = in.readInt();
    if (format != FORMAT) {
      throw new IOException(path + " is no file of ids: " + Integer.toHexString(format));
    }
    Map<Section, Integer> index = new LinkedHashMap<>();
    int sections = in.readInt();
    for (int i = 0; i < sections; i++) {
      index.put(new Section(in.readInt(), in.readInt(), in.readInt()), in.readInt());
    }
    return index;
  }
}
