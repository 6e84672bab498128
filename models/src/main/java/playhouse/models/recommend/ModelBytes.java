package playhouse.models.recommend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The bytes of {@code model.bin}, little-endian throughout:
 *
 * <pre>
 * 8 bytes   "PLHRECO1": what it is, and the format's version in the last digit
 * scoring   5 doubles: decay, ridge, indifference, likeness, popularity;
 *           4 ints: window, dense titles, weights, neighbours; 1 long: seed
 * shelf     int n, n catalogue names; int home;
 *           int m, m titles, m ints: their catalogues, m floats: their popularity
 * next      links: int k, m + 1 ints: where rows start, k ints: columns, k floats: weights
 * alike     links
 * </pre>
 *
 * A name is an int, its length in bytes, and UTF-8.
 */
final class ModelBytes {
  private static final byte[] MAGIC = "PLHRECO1".getBytes(UTF_8);

  private ModelBytes() {}

  static byte[] encode(RecommenderModel model) {
    ByteBuffer bytes = ByteBuffer.allocate(size(model)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC);
    put(bytes, model.parameters());
    put(bytes, model.shelf());
    put(bytes, model.next());
    put(bytes, model.alike());
    return bytes.array();
  }

  /**
   * Reads a model back.
   *
   * @throws ModelUnreadable if the bytes are not a whole model of this format
   */
  static RecommenderModel decode(byte[] content, String version) {
    ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    try {
      byte[] magic = new byte[MAGIC.length];
      bytes.get(magic);
      if (!Arrays.equals(magic, MAGIC)) {
        throw new ModelUnreadable("not a recommender of format 1");
      }
      Parameters parameters = parameters(bytes);
      Shelf shelf = shelf(bytes);
      Links next = links(bytes, shelf.size());
      Links alike = links(bytes, shelf.size());
      if (bytes.hasRemaining()) {
        throw new ModelUnreadable(bytes.remaining() + " bytes too many");
      }
      return new RecommenderModel(version, shelf, next, alike, parameters);
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      throw new ModelUnreadable("cut short or damaged", e);
    }
  }

  private static int size(RecommenderModel model) {
    Shelf shelf = model.shelf();
    long size = MAGIC.length + 5L * 8 + 4 * 4 + 8 + 4 + 4 + 4;
    for (String name : shelf.catalogues) {
      size += 4 + name.getBytes(UTF_8).length;
    }
    for (String name : shelf.titles) {
      size += 4 + name.getBytes(UTF_8).length + 8;
    }
    for (Links links : new Links[] {model.next(), model.alike()}) {
      size += 4 + 4L * links.starts.length + 8L * links.columns.length;
    }
    return Math.toIntExact(size);
  }

  private static void put(ByteBuffer bytes, Parameters parameters) {
    bytes
        .putDouble(parameters.decay())
        .putDouble(parameters.ridge())
        .putDouble(parameters.indifference())
        .putDouble(parameters.likeness())
        .putDouble(parameters.popularity())
        .putInt(parameters.window())
        .putInt(parameters.denseTitles())
        .putInt(parameters.weights())
        .putInt(parameters.neighbours())
        .putLong(parameters.seed());
  }

  private static Parameters parameters(ByteBuffer bytes) {
    double decay = bytes.getDouble();
    double ridge = bytes.getDouble();
    double indifference = bytes.getDouble();
    double likeness = bytes.getDouble();
    double popularity = bytes.getDouble();
    int window = bytes.getInt();
    int denseTitles = bytes.getInt();
    int weights = bytes.getInt();
    int neighbours = bytes.getInt();
    return new Parameters(
        decay,
        ridge,
        window,
        indifference,
        denseTitles,
        weights,
        neighbours,
        likeness,
        popularity,
        bytes.getLong());
  }

  private static void put(ByteBuffer bytes, Shelf shelf) {
    put(bytes, shelf.catalogues);
    bytes.putInt(shelf.home);
    put(bytes, shelf.titles);
    put(bytes, shelf.catalogueOf);
    put(bytes, shelf.popularity);
  }

  private static Shelf shelf(ByteBuffer bytes) {
    String[] catalogues = names(bytes);
    int home = bytes.getInt();
    String[] titles = names(bytes);
    int[] catalogueOf = ints(bytes, titles.length);
    return new Shelf(titles, catalogues, catalogueOf, floats(bytes, titles.length), home);
  }

  private static void put(ByteBuffer bytes, Links links) {
    bytes.putInt(links.columns.length);
    put(bytes, links.starts);
    put(bytes, links.columns);
    put(bytes, links.weights);
  }

  private static Links links(ByteBuffer bytes, int rows) {
    int size = bytes.getInt();
    int[] starts = ints(bytes, rows + 1);
    int[] columns = ints(bytes, size);
    return new Links(starts, columns, floats(bytes, size));
  }

  private static void put(ByteBuffer bytes, String[] names) {
    bytes.putInt(names.length);
    for (String name : names) {
      byte[] text = name.getBytes(UTF_8);
      bytes.putInt(text.length).put(text);
    }
  }

  private static String[] names(ByteBuffer bytes) {
    String[] names = new String[room(bytes, bytes.getInt())];
    for (int i = 0; i < names.length; i++) {
      byte[] text = new byte[room(bytes, bytes.getInt())];
      bytes.get(text);
      names[i] = new String(text, UTF_8);
    }
    return names;
  }

  private static void put(ByteBuffer bytes, int[] values) {
    bytes.asIntBuffer().put(values);
    bytes.position(bytes.position() + 4 * values.length);
  }

  private static int[] ints(ByteBuffer bytes, int count) {
    int[] values = new int[room(bytes, count)];
    bytes.asIntBuffer().get(values);
    bytes.position(bytes.position() + 4 * count);
    return values;
  }

  private static void put(ByteBuffer bytes, float[] values) {
    bytes.asFloatBuffer().put(values);
    bytes.position(bytes.position() + 4 * values.length);
  }

  private static float[] floats(ByteBuffer bytes, int count) {
    float[] values = new float[room(bytes, count)];
    bytes.asFloatBuffer().get(values);
    bytes.position(bytes.position() + 4 * count);
    return values;
  }

  /** A damaged count must not make us ask for more memory than there are bytes left. */
  private static int room(ByteBuffer bytes, int count) {
    if (count < 0 || count > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    return count;
  }
}
