package playhouse.streaming.live;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import playhouse.contracts.behaviour.Attention;
import playhouse.contracts.behaviour.FormerTitles;
import playhouse.contracts.behaviour.Liveliness;
import playhouse.contracts.behaviour.Mark;

/** How a person's state lies in a checkpoint; in memory it stays the immutable object it is. */
public final class LivelinessSerializer extends TypeSerializerSingleton<Liveliness> {
  private static final long serialVersionUID = 1;
  private static final byte LAYOUT = 2;
  private static final int WATCHED = 1;
  private static final int OPINION = 2;

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
      write(title, out);
    }
    ByteBuffer buffer = person.former().bytes();
    byte[] former = new byte[buffer.remaining()];
    buffer.get(former);
    out.writeInt(former.length);
    out.write(former);
  }

  private static void write(Attention title, DataOutputView out) throws IOException {
    out.writeUTF(title.title());
    out.writeLong(title.occurredMicros());
    out.writeFloat(title.interest());
    boolean watched = title.watched() != 0;
    boolean opinion = title.opinion() >= 0;
    out.writeByte((watched ? WATCHED : 0) | (opinion ? OPINION : 0));
    if (watched) {
      out.writeLong(title.watched());
    }
    if (opinion) {
      out.writeFloat(title.opinion());
      out.writeLong(title.opinionMicros());
    }
  }

  @Override
  public Liveliness deserialize(DataInputView in) throws IOException {
    byte layout = in.readByte();
    if (layout != LAYOUT) {
      throw new IOException("live features of layout " + layout + " are not of this program");
    }
    long version = in.readLong();
    long occurredMicros = in.readLong();
    long plays = in.readLong();
    long playedMillis = in.readLong();
    long interactions = in.readLong();
    List<Attention> recent = titles(in);
    byte[] former = new byte[in.readInt()];
    in.readFully(former);
    return new Liveliness(
        version,
        occurredMicros,
        recent,
        plays,
        playedMillis,
        interactions,
        FormerTitles.of(ByteBuffer.wrap(former)));
  }

  private static List<Attention> titles(DataInputView in) throws IOException {
    int size = in.readInt();
    List<Attention> titles = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      titles.add(title(in));
    }
    return titles;
  }

  private static Attention title(DataInputView in) throws IOException {
    String title = in.readUTF();
    long occurredMicros = in.readLong();
    float interest = in.readFloat();
    byte parts = in.readByte();
    long watched = (parts & WATCHED) != 0 ? in.readLong() : 0;
    boolean opinion = (parts & OPINION) != 0;
    return new Attention(
        title,
        occurredMicros,
        watched,
        interest,
        opinion ? in.readFloat() : Mark.NO_OPINION,
        opinion ? in.readLong() : Long.MIN_VALUE);
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
