package playhouse.streaming.live;

import java.util.Optional;
import java.util.UUID;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.DedupKey;
import playhouse.contracts.Pseudonyms;
import playhouse.contracts.Validation;
import playhouse.contracts.Wire;
import playhouse.contracts.behaviour.Liveliness;
import playhouse.contracts.facts.Envelope;

/**
 * Holds what is known of each person, takes one fact after another in, and tells what changed: at
 * once for what happens now, gathered for what is history.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open first
final class TakeIn extends KeyedProcessFunction<Tuple2<Long, Long>, Arrival, Upsert> {
  private static final long serialVersionUID = 1;
  private static final String BOT = "bot";

  private final Pace pace;
  private transient ValueState<Liveliness> known;
  private transient ValueState<int[]> seen;
  private transient ValueState<Long> told;
  private transient ValueState<Long> due;
  private transient Counter repeats;
  private transient Counter undecodable;

  TakeIn(Pace pace) {
    this.pace = pace;
  }

  @Override
  public void open(OpenContext context) {
    var runtime = getRuntimeContext();
    known = runtime.getState(new ValueStateDescriptor<>("known", LivelinessSerializer.INSTANCE));
    seen =
        runtime.getState(
            new ValueStateDescriptor<>(
                "seen", PrimitiveArrayTypeInfo.INT_PRIMITIVE_ARRAY_TYPE_INFO));
    told = runtime.getState(new ValueStateDescriptor<>("told", Types.LONG));
    due = runtime.getState(new ValueStateDescriptor<>("due", Types.LONG));
    repeats = runtime.getMetricGroup().counter("repeatedEvents");
    undecodable = runtime.getMetricGroup().counter("undecodableEvents");
  }

  @Override
  public void processElement(Arrival arrival, Context context, Collector<Upsert> out)
      throws Exception {
    Optional<Told> fact = decode(arrival);
    if (fact.isEmpty() || !isNew(fact.get().envelope())) {
      return;
    }
    Liveliness before = known();
    Liveliness after = before.with(fact.get().deed());
    if (after.version() == before.version()) {
      return;
    }
    known.update(after);
    long now = context.timerService().currentProcessingTime();
    long at = pace.tellAt(fact.get().envelope(), now, told.value());
    if (at <= now) {
      tell(arrival.key(), after, now, out);
      forgetTimer(context);
    } else {
      setTimer(context, at);
    }
  }

  @Override
  public void onTimer(long millis, OnTimerContext context, Collector<Upsert> out) throws Exception {
    Long awaited = due.value();
    if (awaited == null || awaited != millis) {
      return;
    }
    due.clear();
    Tuple2<Long, Long> key = context.getCurrentKey();
    tell(new UUID(key.f0, key.f1), known(), millis, out);
  }

  private Optional<Told> decode(Arrival arrival) {
    try {
      return Told.of(arrival.topic(), arrival.fact())
          .filter(fact -> fact.deed().person().equals(arrival.key()))
          // Tests and staff want to see their lists change, too; of bots nothing is known.
          .filter(fact -> !BOT.equals(fact.envelope().getExclusion()))
          // One who writes past the doors must not bring in what a state cannot hold.
          .filter(fact -> fact.deed().title().length() <= Validation.LONGEST_NAME);
    } catch (Wire.Undecodable e) {
      // The lake writer keeps the bytes and says why.
      undecodable.inc();
      return Optional.empty();
    }
  }

  private boolean isNew(Envelope envelope) throws Exception {
    int key = (int) DedupKey.of(envelope.getSource(), envelope.getId()).getMostSignificantBits();
    int[] ring = seen.value();
    if (ring == null) {
      ring = SeenKeys.none();
    } else if (SeenKeys.contains(ring, key)) {
      repeats.inc();
      return false;
    }
    seen.update(SeenKeys.add(ring, key));
    return true;
  }

  private Liveliness known() throws Exception {
    @Nullable Liveliness person = known.value();
    return person == null ? Liveliness.NONE : person;
  }

  private void tell(UUID person, Liveliness now, long millis, Collector<Upsert> out)
      throws Exception {
    out.collect(new Upsert(Pseudonyms.bytes(person), Wire.encode(now.features(person))));
    told.update(millis);
  }

  private void setTimer(Context context, long millis) throws Exception {
    Long awaited = due.value();
    if (awaited != null && awaited <= millis) {
      return;
    }
    forgetTimer(context);
    context.timerService().registerProcessingTimeTimer(millis);
    due.update(millis);
  }

  private void forgetTimer(Context context) throws Exception {
    Long awaited = due.value();
    if (awaited != null) {
      context.timerService().deleteProcessingTimeTimer(awaited);
      due.clear();
    }
  }
}
