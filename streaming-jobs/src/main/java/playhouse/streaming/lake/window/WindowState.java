package playhouse.streaming.lake.window;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** How windows are written into a checkpoint: where each starts, and which files hold the ids. */
final class WindowState {

  private static final byte START = 1;
  private static final byte DELTA = 2;

  private WindowState() {}

  /** Takes a lane's start. */
  interface StartSink {
    void take(int lane, int start);
  }

  static List<byte[]> write(Window[] windows, List<Deltas.Delta> files) throws IOException {
    List<byte[]> entries = new ArrayList<>();
    for (int lane = 0; lane < windows.length; lane++) {
      if (windows[lane].started()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(START);
        out.writeInt(lane);
        out.writeInt(windows[lane].start());
        entries.add(bytes.toByteArray());
      }
    }
    for (Deltas.Delta delta : files) {
      entries.add(delta(delta));
    }
    return entries;
  }

  private static byte[] delta(Deltas.Delta delta) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(DELTA);
    out.writeUTF(delta.name());
    out.writeLong(delta.ids());
    out.writeInt(delta.lastHours().size());
    for (Map.Entry<Integer, Integer> last : delta.lastHours().entrySet()) {
      out.writeInt(last.getKey());
      out.writeInt(last.getValue());
    }
    return bytes.toByteArray();
  }

  static void read(byte[] entry, StartSink starts, Consumer<Deltas.Delta> files, boolean mergeable)
      throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(entry));
    byte kind = in.readByte();
    switch (kind) {
      case START -> starts.take(in.readInt(), in.readInt());
      case DELTA -> {
        String name = in.readUTF();
        long ids = in.readLong();
        Map<Integer, Integer> lastHours = new TreeMap<>();
        int lanes = in.readInt();
        for (int i = 0; i < lanes; i++) {
          int lane = in.readInt();
          lastHours.put(lane, in.readInt());
        }
        files.accept(new Deltas.Delta(name, ids, lastHours, mergeable));
      }
      default -> throw new IOException("unknown entry of kind " + kind + " in the windows' state");
    }
  }
}
