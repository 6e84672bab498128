package playhouse.models.text;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallzhv15q.BgeSmallZhV15QuantizedEmbeddingModel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import playhouse.models.linear.SparseRows;

/**
 * A small neural encoder of sentences, bundled with the program: one for English, one for Chinese.
 */
public final class SentenceEncoder {
  /** Longer texts are cut: an encoder's time grows with length, and the beginning tells most. */
  private static final int MOST_CHARACTERS = 300;

  private final EmbeddingModel model;

  private SentenceEncoder(EmbeddingModel model) {
    this.model = model;
  }

  /** The one for the language that most of the texts are in; it knows no third. */
  static SentenceEncoder of(List<String> texts) {
    return new SentenceEncoder(
        isChinese(texts)
            ? new BgeSmallZhV15QuantizedEmbeddingModel()
            : new AllMiniLmL6V2QuantizedEmbeddingModel());
  }

  /** The one for English; its vectors have 384 numbers. Loading it takes a second or two. */
  public static SentenceEncoder english() {
    return new SentenceEncoder(new AllMiniLmL6V2QuantizedEmbeddingModel());
  }

  /** The one for Chinese; its vectors have 512 numbers, not comparable with the other's. */
  public static SentenceEncoder chinese() {
    return new SentenceEncoder(new BgeSmallZhV15QuantizedEmbeddingModel());
  }

  /** Whether most of their letters are Chinese. */
  public static boolean isChinese(List<String> texts) {
    long han = 0;
    long letters = 0;
    for (String text : texts) {
      han += text.codePoints().filter(Character::isIdeographic).count();
      letters += text.codePoints().filter(Character::isLetter).count();
    }
    return han * 2 > letters;
  }

  /** A row of length 1 for each text. */
  SparseRows rows(List<String> texts) {
    float[][] vectors = texts.parallelStream().map(this::vector).toArray(float[][]::new);
    int width = vectors.length == 0 ? 0 : vectors[0].length;
    SparseRows.Builder rows = new SparseRows.Builder(width);
    for (float[] vector : vectors) {
      for (int at = 0; at < width; at++) {
        rows.add(at, vector[at]);
      }
      rows.end();
    }
    return rows.build();
  }

  /** What a text means, as a vector of length 1; one or two milliseconds. */
  public float[] vector(String text) {
    String cut = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
    String said = cut.isBlank() ? "." : cut.toLowerCase(Locale.ROOT);
    float[] vector = model.embed(said).content().vector();
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    float length = (float) Math.sqrt(Math.max(squares, 1e-12));
    float[] unit = Arrays.copyOf(vector, vector.length);
    for (int at = 0; at < unit.length; at++) {
      unit[at] /= length;
    }
    return unit;
  }
}
