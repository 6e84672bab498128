package playhouse.streaming.live;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import playhouse.contracts.behaviour.Attention;
import playhouse.contracts.behaviour.Liveliness;

/** How a person's state lies in a checkpoint; in memory it stays the immutable object it is. */
public final class LivelinessSerializer extends TypeSerializerSingleton<Liveliness> {
  private static final long serialVersionUID = 1;
  private static final byte LAYOUT = 1;

  static final LivelinessSerializer INSTANCE = new LivelinessSerializer();

  @Override
  public void serialize(Liveliness person, DataOutputView out) throws IOException {
    out.writeByte(LAYOUT);
    out.writeLong(person.version());
    out.writeLong(person.occurredMicros());
    out.writeLong(person.plays());
    out.writeLong(person.playedMillis());
    out.writeLong(person.interactions());
    out.writeInt(person.recent().size());
    for (Attention title : person.recent()) {
      out.writeUTF(title.title());
      out.writeLong(title.occurredMicros());
      out.writeLong(title.watched());
      out.writeFloat(title.interest());
      out.writeFloat(title.opinion());
      out.writeLong(title.opinionMicros());
    }
  }

  @Override
  public Liveliness deserialize(DataInputView in) throws IOException {
    byte layout = in.readByte();
    if (layout != LAYOUT) {
      throw new IOException("live features of layout " + layout + " are newer than this program");
    }
    long version = in.readLong();
    long occurredMicros = in.readLong();
    long plays = in.readLong();
    long playedMillis = in.readLong();
    long interactions = in.readLong();
    return new Liveliness(version, occurredMicros, titles(in), plays, playedMillis, interactions);
  }

  private static List<Attention> titles(DataInputView in) throws IOException {
    int size = in.readInt();
    List<Attention> titles = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      titles.add(
          new Attention(
              in.readUTF(),
              in.readLong(),
              in.readLong(),
              in.readFloat(),
              in.readFloat(),
              in.readLong()));
    }
    return List.copyOf(titles);
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public Liveliness createInstance() {
    return Liveliness.NONE;
  }

  @Override
  public Liveliness copy(Liveliness from) {
    return from;
  }

  @Override
  public Liveliness copy(Liveliness from, Liveliness reuse) {
    return from;
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public Liveliness deserialize(Liveliness reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public TypeSerializerSnapshot<Liveliness> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Tells Flink that states written by this serializer are read by it. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Liveliness> {
    /** Called by Flink. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
