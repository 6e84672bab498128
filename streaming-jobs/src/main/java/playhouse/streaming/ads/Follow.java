package playhouse.streaming.ads;

import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import playhouse.contracts.ads.AdCase;
import playhouse.contracts.ads.AdChange;
import playhouse.contracts.ads.AdPiece;

/**
 * Follows one ad, slot or break: what it counted for is taken back and what it counts for now is
 * told, so that facts in any order, late and repeated, come to the same.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open first
final class Follow extends KeyedProcessFunction<String, AdPiece, AdChange> {
  private static final long serialVersionUID = 1;

  private transient ValueState<AdCase> known;
  private transient Counter tooLate;

  @Override
  public void open(OpenContext context) {
    ValueStateDescriptor<AdCase> state =
        new ValueStateDescriptor<>("known", TypeInformation.of(AdCase.class));
    state.enableTimeToLive(Kept.ads());
    known = getRuntimeContext().getState(state);
    tooLate = getRuntimeContext().getMetricGroup().counter("tooLate");
  }

  @Override
  public void processElement(AdPiece piece, Context context, Collector<AdChange> out)
      throws Exception {
    AdCase before = known.value() == null ? AdCase.none() : known.value();
    AdCase now = before.with(piece);
    if (now.equals(before)) {
      return;
    }
    long opened = now.isOpen() ? now.openedMicros() : piece.occurredMicros();
    if (!Kept.counts(opened, context.timerService().currentProcessingTime())) {
      tooLate.inc();
      return;
    }
    known.update(now);
    Optional<AdChange> counted = before.counts();
    Optional<AdChange> counts = now.counts();
    if (counted.isPresent() && counts.isPresent() && same(counted.get(), counts.get())) {
      out.collect(between(counted.get(), counts.get()));
    } else {
      counted.ifPresent(change -> out.collect(change.undone()));
      counts.ifPresent(out::collect);
    }
  }

  private static boolean same(AdChange one, AdChange other) {
    return one.key().equals(other.key());
  }

  private static AdChange between(AdChange before, AdChange now) {
    long[] more = now.counts().clone();
    for (int i = 0; i < more.length; i++) {
      more[i] -= before.counts()[i];
    }
    return new AdChange(now.key(), more, now.person(), now.latestMicros());
  }
}
