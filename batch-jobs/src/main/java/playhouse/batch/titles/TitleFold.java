package playhouse.batch.titles;

import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Aggregator;

/** What is told of a title on a day, as {@link TitleDays} has it, counted by {@link TitleTally}. */
final class TitleFold extends Aggregator<Row, TitleTally, Row> {
  static final int WHAT = 0;
  static final int N = 1;
  static final int VIEWER = 2;
  static final int SCORE = 3;
  static final int VIEW = 4;
  private static final long serialVersionUID = 1;

  @Override
  public TitleTally zero() {
    return new TitleTally();
  }

  @Override
  public TitleTally reduce(TitleTally tally, Row told) {
    tally.add(told);
    return tally;
  }

  @Override
  public TitleTally merge(TitleTally one, TitleTally other) {
    one.add(other);
    return one;
  }

  @Override
  public Row finish(TitleTally tally) {
    return tally.row();
  }

  @Override
  public Encoder<TitleTally> bufferEncoder() {
    return Encoders.kryo(TitleTally.class);
  }

  @Override
  public Encoder<Row> outputEncoder() {
    return Encoders.row(TitleTally.COLUMNS);
  }
}
