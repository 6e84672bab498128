package playhouse.streaming.ads;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import playhouse.contracts.Wire;
import playhouse.contracts.ads.AdChange;
import playhouse.contracts.ads.AdRow;
import playhouse.streaming.live.Upsert;

/** Adds changes up to a row and tells it, at most so often. */
@SuppressWarnings("NullAway.Init") // Flink calls open first
final class AddUp extends KeyedProcessFunction<String, AdChange, Upsert> {
  private static final long serialVersionUID = 1;

  /** As many facts as come in half a second become one telling. */
  private static final long APART_MILLIS = 500;

  private transient ValueState<AdRow> row;
  private transient ValueState<Boolean> due;

  @Override
  public void open(OpenContext context) {
    ValueStateDescriptor<AdRow> state =
        new ValueStateDescriptor<>("row", TypeInformation.of(AdRow.class));
    state.enableTimeToLive(Kept.rows());
    row = getRuntimeContext().getState(state);
    due = getRuntimeContext().getState(new ValueStateDescriptor<>("due", Types.BOOLEAN));
  }

  @Override
  public void processElement(AdChange change, Context context, Collector<Upsert> out)
      throws Exception {
    row.update((row.value() == null ? AdRow.none() : row.value()).with(change));
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
    AdRow now = row.value();
    if (now != null) {
      out.collect(
          new Upsert(
              key.getBytes(StandardCharsets.UTF_8),
              Wire.encode(now.report(key, Instant.ofEpochMilli(millis)))));
    }
  }
}
