package playhouse.models.ranking;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import playhouse.models.files.Doubles;

/**
 * How likely each outcome of showing a title is: the logistic of a weighted sum of what is known of
 * it when it is shown. Its inputs go by their names; one that it does not know counts as in the
 * {@link Formula}.
 */
public final class OutcomeModel {
  /** The model's name in the registry. */
  public static final String NAME = "ranker";

  /** How far down the list it stands, the logarithm of one more than its place from 0. */
  public static final String DEPTH = "depth";

  private static final int FORMAT = 0x5048524b;
  private static final int OUTCOMES = Outcome.values().length;

  private final String version;
  private final double[] usual;
  private final Map<String, double[]> weights;

  /**
   * One of these weights.
   *
   * @param version as it stands in answers
   * @param usual logits of all outcomes where nothing is known
   * @param weights what each input adds to the logits of all outcomes
   */
  public OutcomeModel(String version, double[] usual, Map<String, double[]> weights) {
    this.version = version;
    this.usual = usual;
    this.weights = new TreeMap<>(weights);
  }

  /** The input that says that a list was shown there. */
  static String surface(String surface) {
    return "surface=" + surface;
  }

  /** As it stands in answers. */
  public String version() {
    return version;
  }

  double usual(Outcome outcome) {
    return usual[outcome.place()];
  }

  /** What an input adds to the logit of an outcome. */
  double weight(String input, Outcome outcome) {
    double[] known = weights.get(input);
    if (known != null) {
      return known[outcome.place()];
    }
    boolean circumstance = input.equals(DEPTH) || input.startsWith(surface(""));
    return circumstance ? 0 : Formula.added(input)[outcome.place()];
  }

  /** The same for rows of those inputs, shown there. */
  public Table over(List<String> inputs, String surface) {
    double[][] rows = new double[OUTCOMES][inputs.size()];
    double[] begin = usual.clone();
    for (Outcome outcome : Outcome.values()) {
      begin[outcome.place()] += weight(surface(surface), outcome);
      for (int input = 0; input < inputs.size(); input++) {
        rows[outcome.place()][input] = weight(inputs.get(input), outcome);
      }
    }
    return new Table(begin, rows);
  }

  /** Weights in the order of a row's numbers. */
  public static final class Table {
    private final double[] begin;
    private final double[][] rows;

    private Table(double[] begin, double[][] rows) {
      this.begin = begin;
      this.rows = rows;
    }

    /**
     * How likely an outcome is at the first place of a list.
     *
     * @param numbers of many rows, of which one begins at that place
     */
    public double probability(int outcome, float[] numbers, int from) {
      return logistic(logit(outcome, numbers, from));
    }

    double logit(int outcome, float[] numbers, int from) {
      double[] row = rows[outcome];
      double sum = begin[outcome];
      for (int input = 0; input < row.length; input++) {
        sum += row[input] * numbers[from + input];
      }
      return sum;
    }
  }

  static double logistic(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  /** The same model is the same bytes, whatever it is called. */
  public byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(FORMAT);
      Doubles.write(usual, out);
      out.writeInt(weights.size());
      for (Map.Entry<String, double[]> each : weights.entrySet()) {
        out.writeUTF(each.getKey());
        Doubles.write(each.getValue(), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what was encoded.
   *
   * @throws UncheckedIOException if it is damaged or of another format
   */
  public static OutcomeModel decode(String version, byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != FORMAT) {
        throw new IOException("no stored ranker");
      }
      double[] usual = outcomes(in);
      Map<String, double[]> weights = new TreeMap<>();
      for (int left = Doubles.count(in); left > 0; left--) {
        weights.put(in.readUTF(), outcomes(in));
      }
      return new OutcomeModel(version, usual, weights);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] outcomes(DataInputStream in) throws IOException {
    double[] read = Doubles.read(in);
    if (read.length != OUTCOMES) {
      throw new IOException("a ranker of " + read.length + " outcomes, not " + OUTCOMES);
    }
    for (double number : read) {
      if (!Double.isFinite(number)) {
        throw new IOException("a ranker with a weight that is no number");
      }
    }
    return read;
  }
}
