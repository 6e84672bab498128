package playhouse.models.sequence;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Where a training stands between two rounds: enough to go on as if it had never stopped. */
final class Checkpoint {
  private static final int FORMAT = 0x50534331;

  private final Dimensions dimensions;
  private final List<float[]> arrays;
  private final int steps;
  private final int epoch;
  private final int bestEpoch;
  private final double best;

  Checkpoint(
      Dimensions dimensions,
      List<float[]> arrays,
      int steps,
      int epoch,
      int bestEpoch,
      double best) {
    this.dimensions = dimensions;
    this.arrays = List.copyOf(arrays);
    this.steps = steps;
    this.epoch = epoch;
    this.bestEpoch = bestEpoch;
    this.best = best;
  }

  /** Before anything is learnt. */
  static Checkpoint first(Dimensions is, long seed) {
    List<Slot> slots = Slot.of(is);
    int size = slots.get(slots.size() - 1).end();
    float[] weights = new float[size];
    Random random = new Random(seed);
    for (Slot slot : slots) {
      for (int at = slot.offset(); at < slot.end(); at++) {
        weights[at] =
            slot.start() == Slot.ONES ? 1 : (float) (slot.start() * random.nextGaussian());
      }
    }
    return new Checkpoint(
        is, List.of(weights, new float[size], new float[size], weights), 0, 0, 0, -1);
  }

  Dimensions dimensions() {
    return dimensions;
  }

  float[] weights() {
    return arrays.get(0);
  }

  float[] means() {
    return arrays.get(1);
  }

  float[] squares() {
    return arrays.get(2);
  }

  /** The weights of the round that validated best. */
  float[] bestWeights() {
    return arrays.get(3);
  }

  int steps() {
    return steps;
  }

  int epoch() {
    return epoch;
  }

  int bestEpoch() {
    return bestEpoch;
  }

  double best() {
    return best;
  }

  /**
   * Writes it in one piece: a reader finds this one or the one before.
   *
   * @param of what the training is: another recipe or other people do not go on from here
   */
  void write(Path file, String of) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(FORMAT);
      out.writeUTF(of);
      out.writeInt(steps);
      out.writeInt(epoch);
      out.writeInt(bestEpoch);
      out.writeDouble(best);
      for (float[] array : arrays) {
        out.write(SequenceFile.bytes(array));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SequenceFile.put(file, bytes.toByteArray());
  }

  /** The one in a file; nothing if there is none, or it is damaged or another training's. */
  static Optional<Checkpoint> read(Path file, String of, Dimensions is) {
    Optional<byte[]> content = SequenceFile.take(file);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    List<Slot> slots = Slot.of(is);
    int size = slots.get(slots.size() - 1).end();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content.get()))) {
      if (in.readInt() != FORMAT || !in.readUTF().equals(of)) {
        return Optional.empty();
      }
      int steps = in.readInt();
      int epoch = in.readInt();
      int bestEpoch = in.readInt();
      double best = in.readDouble();
      List<float[]> arrays = new ArrayList<>();
      for (int array = 0; array < 4; array++) {
        arrays.add(SequenceFile.floats(in.readNBytes(4 * size)));
      }
      return Optional.of(new Checkpoint(is, arrays, steps, epoch, bestEpoch, best));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
