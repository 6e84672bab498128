package playhouse.models.sequence;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import playhouse.models.files.BadFile;

/** A learnt model that scores in plain Java: its weights and nothing native. Safe for threads. */
public final class SequenceModel {
  private static final int FORMAT = 0x50534d31;
  private static final int NUMBERS = 6;
  private static final int HEADER = 4 * (1 + NUMBERS);

  private final Dimensions is;
  private final float[] weights;
  private final Attention attention;

  SequenceModel(Dimensions is, float[] weights) {
    this.is = is;
    this.weights = weights.clone();
    this.attention = new Attention(is, this.weights);
  }

  /** How large it is. */
  public Dimensions dimensions() {
    return is;
  }

  /** SHA-256 of what {@link #save} writes: the same weights, the same version. */
  public String version() {
    return HexFormat.of().formatHex(SequenceFile.hash(content()));
  }

  /**
   * Each item's score to come next.
   *
   * @param history item numbers, oldest first; not empty
   */
  public float[] scores(int[] history) {
    if (history.length == 0) {
      throw new IllegalArgumentException("nothing comes next of nothing");
    }
    int from = Math.max(0, history.length - is.length());
    return attention.scores(Arrays.copyOfRange(history, from, history.length));
  }

  float[] weights() {
    return weights.clone();
  }

  /** Writes it to a file: a hash, the format's version, the dimensions, the weights. */
  public void save(Path file) {
    SequenceFile.put(file, content());
  }

  /**
   * Reads one.
   *
   * @throws BadFile if it is missing, damaged or of another format
   */
  public static SequenceModel load(Path file) {
    byte[] content =
        SequenceFile.take(file).orElseThrow(() -> new BadFile(file + " is missing or damaged"));
    ByteBuffer header = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    if (content.length < HEADER || header.getInt() != FORMAT) {
      throw new BadFile(file + " is no sequence model of this format");
    }
    Dimensions is =
        new Dimensions(
            header.getInt(),
            header.getInt(),
            header.getInt(),
            header.getInt(),
            header.getInt(),
            header.getInt());
    float[] weights = SequenceFile.floats(Arrays.copyOfRange(content, HEADER, content.length));
    List<Slot> slots = Slot.of(is);
    if (weights.length != slots.get(slots.size() - 1).end()) {
      throw new BadFile(file + " has not as many weights as its dimensions want");
    }
    return new SequenceModel(is, weights);
  }

  private byte[] content() {
    byte[] numbers = SequenceFile.bytes(weights);
    return ByteBuffer.allocate(HEADER + numbers.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(FORMAT)
        .putInt(is.items())
        .putInt(is.length())
        .putInt(is.width())
        .putInt(is.heads())
        .putInt(is.blocks())
        .putInt(is.hidden())
        .put(numbers)
        .array();
  }
}
