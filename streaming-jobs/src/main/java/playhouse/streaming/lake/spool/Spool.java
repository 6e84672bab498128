package playhouse.streaming.lake.spool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.Path;
import playhouse.streaming.lake.Place;
import playhouse.streaming.lake.Retired;

/** Where rows wait: in memory while they are few, then in sorted files; all of it can survive. */
final class Spool {

  private static final int MEMORY_BYTES = 32 << 20;

  private final Path folder;
  private final Retired retired;
  private final List<SpooledRow> memory = new ArrayList<>();
  private final Map<Place, Long> firstInMemory = new HashMap<>();
  private final List<Written> written = new ArrayList<>();
  private long memoryBytes;

  /** A run on disk, how many rows it has, and the first offset of each Kafka partition in it. */
  private record Written(FileRun run, long rows, Map<Place, Long> firstOffsets) {}

  /** In the given folder; files no longer needed are handed to {@code retired}. */
  Spool(Path folder, Retired retired) {
    this.folder = folder;
    this.retired = retired;
  }

  /** Takes a row in. */
  void add(SpooledRow row) {
    memory.add(row);
    memoryBytes += row.bytes().length + 32;
    firstInMemory.merge(row.origin(), row.offset(), Math::min);
    if (memoryBytes >= MEMORY_BYTES) {
      spill();
    }
  }

  /** How many rows wait. */
  long rows() {
    return memory.size() + written.stream().mapToLong(Written::rows).sum();
  }

  /** The first offset of each Kafka partition that waits here. */
  Map<Place, Long> firstOffsets() {
    Map<Place, Long> first = new HashMap<>(firstInMemory);
    for (Written run : written) {
      run.firstOffsets().forEach((place, offset) -> first.merge(place, offset, Math::min));
    }
    return first;
  }

  /** Everything that waits. */
  List<Run> runs() {
    List<Run> runs = new ArrayList<>();
    written.forEach(run -> runs.add(run.run()));
    if (!memory.isEmpty()) {
      runs.add(new MemoryRun(memory));
    }
    return runs;
  }

  /** Lets go of everything; the files are needed by checkpoints before the given one. */
  void clear(long checkpoint) {
    written.forEach(run -> retired.add(run.run().path(), checkpoint - 1));
    written.clear();
    clearMemory();
  }

  /** Makes everything durable and says what a restart needs to find it. */
  List<byte[]> snapshot() {
    if (!memory.isEmpty()) {
      spill();
    }
    return written.stream().map(Spool::toBytes).toList();
  }

  /** Takes back what {@link #snapshot} said. */
  void restore(byte[] entry) {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(entry));
    try {
      Path path = new Path(folder, in.readUTF());
      long rows = in.readLong();
      Map<Place, Long> first = new HashMap<>();
      int places = in.readInt();
      for (int i = 0; i < places; i++) {
        Place place = new Place(in.readInt(), in.readInt());
        first.put(place, in.readLong());
      }
      written.add(new Written(FileRun.open(path), rows, first));
    } catch (IOException e) {
      throw new UncheckedIOException("the state names late rows in an unknown way", e);
    }
  }

  /** Lets go of files that a writer before this one left, once {@link #restore} has had its all. */
  void sweep(long restoredCheckpoint) throws IOException {
    Set<String> named =
        written.stream().map(run -> run.run().path().getName()).collect(Collectors.toSet());
    retired.sweep(folder, named, restoredCheckpoint);
  }

  private static byte[] toBytes(Written run) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeUTF(run.run().path().getName());
      out.writeLong(run.rows());
      out.writeInt(run.firstOffsets().size());
      for (Map.Entry<Place, Long> first : run.firstOffsets().entrySet()) {
        out.writeInt(first.getKey().lane());
        out.writeInt(first.getKey().partition());
        out.writeLong(first.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private void spill() {
    Path path = new Path(folder, UUID.randomUUID() + ".late");
    FileRun run = FileRun.write(path, new MemoryRun(memory));
    written.add(new Written(run, memory.size(), Map.copyOf(firstInMemory)));
    clearMemory();
  }

  private void clearMemory() {
    memory.clear();
    firstInMemory.clear();
    memoryBytes = 0;
  }
}
