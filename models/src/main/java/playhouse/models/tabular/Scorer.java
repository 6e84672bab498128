package playhouse.models.tabular;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import playhouse.models.calibrate.Bands;
import playhouse.models.calibrate.Calibration;
import playhouse.models.files.Doubles;

/** A {@link Propensity} as it is stored and serves: plain Java, one row at a time. */
public final class Scorer {
  private final List<String> columns;
  private final Logistic line;
  private final Forest forest;

  /** The same trees in XGBoost's form, for reasons. */
  private final byte[] boosted;

  private final Calibration calibration;
  private final Bands bands;
  private final double share;

  Scorer(
      List<String> columns,
      Logistic line,
      Forest forest,
      byte[] boosted,
      Calibration calibration,
      Bands bands,
      double share) {
    this.columns = List.copyOf(columns);
    this.line = line;
    this.forest = forest;
    this.boosted = boosted.clone();
    this.calibration = calibration;
    this.bands = bands;
    this.share = share;
  }

  /** Names of a row's numbers, in order. */
  public List<String> columns() {
    return columns;
  }

  /** The probability of a row; NaN is a number that is missing. */
  public double of(float[] row) {
    return calibration.of(share * forest.score(row) + (1 - share) * line.score(row));
  }

  /** How sure a probability is. */
  public Bands.Interval around(double probability) {
    return bands.around(probability);
  }

  /** What speaks most for and against a row, as {@link Propensity#reasons} says; milliseconds. */
  public List<Reason> reasons(float[] row, int most) {
    try (Trees trees = Trees.read(boosted)) {
      float[] added = trees.reasons(Matrix.of(List.of(row), columns.size()))[0];
      return Reason.strongest(columns, added, line.added(row), share, most);
    }
  }

  public void write(DataOutput out) throws IOException {
    out.writeInt(columns.size());
    for (String column : columns) {
      out.writeUTF(column);
    }
    line.write(out);
    forest.write(out);
    out.writeInt(boosted.length);
    out.write(boosted);
    calibration.write(out);
    bands.write(out);
    out.writeDouble(share);
  }

  public static Scorer read(DataInput in) throws IOException {
    List<String> columns = new ArrayList<>();
    for (int left = Doubles.count(in); left > 0; left--) {
      columns.add(in.readUTF());
    }
    Logistic line = Logistic.read(in);
    Forest forest = Forest.read(in);
    byte[] boosted = new byte[Doubles.count(in)];
    in.readFully(boosted);
    return new Scorer(
        columns, line, forest, boosted, Calibration.read(in), Bands.read(in), in.readDouble());
  }
}
