package playhouse.streaming.lake.commit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import playhouse.streaming.lake.Place;

/**
 * What one checkpoint adds to the lake.
 *
 * @param checkpoint its id
 * @param files new data files as text, by lane
 * @param offsets how far every Kafka partition is in the lake once the files are
 */
public record Epoch(long checkpoint, Map<Integer, List<String>> files, Map<Place, Long> offsets) {

  /** For the state. */
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeLong(checkpoint);
      out.writeInt(files.size());
      for (Map.Entry<Integer, List<String>> lane : files.entrySet()) {
        out.writeInt(lane.getKey());
        out.writeInt(lane.getValue().size());
        for (String file : lane.getValue()) {
          byte[] text = file.getBytes(StandardCharsets.UTF_8);
          out.writeInt(text.length);
          out.write(text);
        }
      }
      out.writeInt(offsets.size());
      for (Map.Entry<Place, Long> offset : offsets.entrySet()) {
        out.writeInt(offset.getKey().lane());
        out.writeInt(offset.getKey().partition());
        out.writeLong(offset.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  /** What {@link #toBytes} wrote. */
  public static Epoch fromBytes(byte[] bytes) {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      long checkpoint = in.readLong();
      Map<Integer, List<String>> files = new HashMap<>();
      int lanes = in.readInt();
      for (int i = 0; i < lanes; i++) {
        int lane = in.readInt();
        int count = in.readInt();
        List<String> texts = new ArrayList<>(count);
        for (int j = 0; j < count; j++) {
          texts.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
        }
        files.put(lane, texts);
      }
      Map<Place, Long> offsets = new HashMap<>();
      int places = in.readInt();
      for (int i = 0; i < places; i++) {
        Place place = new Place(in.readInt(), in.readInt());
        offsets.put(place, in.readLong());
      }
      return new Epoch(checkpoint, files, offsets);
    } catch (IOException e) {
      throw new UncheckedIOException("the state names files in an unknown way", e);
    }
  }
}
