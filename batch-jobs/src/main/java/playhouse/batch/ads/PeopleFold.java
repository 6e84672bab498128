package playhouse.batch.ads;

import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.ads.PeopleSketch;

/** People, null where nobody is known, as one sketch. */
final class PeopleFold extends Aggregator<String, byte[], byte[]> {
  private static final long serialVersionUID = 1;

  @Override
  public byte[] zero() {
    return PeopleSketch.none();
  }

  @Override
  public byte[] reduce(byte[] sketch, @Nullable String person) {
    return person == null ? sketch : PeopleSketch.with(sketch, person);
  }

  @Override
  public byte[] merge(byte[] one, byte[] other) {
    return PeopleSketch.joined(one, other);
  }

  @Override
  public byte[] finish(byte[] sketch) {
    return sketch;
  }

  @Override
  public Encoder<byte[]> bufferEncoder() {
    return Encoders.BINARY();
  }

  @Override
  public Encoder<byte[]> outputEncoder() {
    return Encoders.BINARY();
  }
}
