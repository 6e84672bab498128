package playhouse.streaming.experiments;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import playhouse.contracts.Wire;
import playhouse.streaming.live.Upsert;

/** Adds changes up and tells the sums, at most so often. */
@SuppressWarnings("NullAway.Init") // Flink calls open first
final class AddUp extends KeyedProcessFunction<String, Change, Upsert> {
  private static final long serialVersionUID = 1;

  /** As many people as can come in half a second become one telling. */
  private static final long APART_MILLIS = 500;

  private transient ValueState<double[]> sums;
  private transient ValueState<long[]> buckets;
  private transient ValueState<Boolean> due;

  @Override
  public void open(OpenContext context) {
    var runtime = getRuntimeContext();
    sums =
        runtime.getState(
            new ValueStateDescriptor<>(
                "sums", PrimitiveArrayTypeInfo.DOUBLE_PRIMITIVE_ARRAY_TYPE_INFO));
    buckets =
        runtime.getState(
            new ValueStateDescriptor<>(
                "buckets", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO));
    due = runtime.getState(new ValueStateDescriptor<>("due", Types.BOOLEAN));
  }

  @Override
  public void processElement(Change change, Context context, Collector<Upsert> out)
      throws Exception {
    double[] now = sums.value() == null ? Sums.none() : sums.value();
    long[] counts = buckets.value() == null ? Sums.noBuckets() : buckets.value();
    Sums.take(now, counts, change);
    sums.update(now);
    buckets.update(counts);
    if (due.value() == null) {
      due.update(true);
      long millis = context.timerService().currentProcessingTime();
      context.timerService().registerProcessingTimeTimer(millis + APART_MILLIS);
    }
  }

  @Override
  public void onTimer(long millis, OnTimerContext context, Collector<Upsert> out) throws Exception {
    due.clear();
    String key = context.getCurrentKey();
    out.collect(
        new Upsert(
            key.getBytes(StandardCharsets.UTF_8),
            Wire.encode(Sums.statistics(key, sums.value(), buckets.value()))));
  }
}
