package playhouse.streaming.lake;

import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.typeutils.TupleTypeInfo;

/** A record as it came from Kafka: its value, and where it stood; refilled for each record. */
@SuppressWarnings({"unchecked", "overrides"}) // The way tuples declare copy().
public final class KafkaRow extends Tuple2<byte[], long[]> {
  private static final long serialVersionUID = 1;

  /** How Flink carries it, where it must. */
  public static final TypeInformation<KafkaRow> TYPE =
      new TupleTypeInfo<>(
          KafkaRow.class,
          PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO,
          PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO);

  private static final int LANE = 0;
  private static final int PARTITION = 1;
  private static final int OFFSET = 2;
  private static final int TIMESTAMP = 3;

  /** Empty, to be filled. */
  public KafkaRow() {
    super(new byte[0], new long[4]);
  }

  void fill(byte[] value, int lane, int partition, long offset, long timestampMillis) {
    f0 = value;
    f1[LANE] = lane;
    f1[PARTITION] = partition;
    f1[OFFSET] = offset;
    f1[TIMESTAMP] = timestampMillis;
  }

  byte[] value() {
    return f0;
  }

  int lane() {
    return (int) f1[LANE];
  }

  int partition() {
    return (int) f1[PARTITION];
  }

  long offset() {
    return f1[OFFSET];
  }

  long timestampMillis() {
    return f1[TIMESTAMP];
  }
}
