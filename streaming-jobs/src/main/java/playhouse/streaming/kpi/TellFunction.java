package playhouse.streaming.kpi;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.LiveKpi;
import playhouse.streaming.kpi.core.Clock;
import playhouse.streaming.kpi.core.Values;
import playhouse.warehouse.Amount;
import playhouse.warehouse.Kpi;
import playhouse.warehouse.Measure;
import playhouse.warehouse.Totals;

/**
 * Adds up the changes of each slice of each KPI, divides last, and tells the measures that changed:
 * key and value of a record of the topic, the value empty where there is nothing to be told any
 * more. A slice is told a few times a second at most.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open first
final class TellFunction
    extends KeyedBroadcastProcessFunction<
        String, Tuple3<String, Integer, byte[]>, Tuple2<Long, Long>, Tuple2<byte[], byte[]>> {
  private static final long serialVersionUID = 1;

  /** What is not read: how far the tables are travels in memory only. */
  static final MapStateDescriptor<Integer, Long> PROGRESS =
      new MapStateDescriptor<>("progress", Types.INT, Types.LONG);

  /** How long changes of a slice are gathered. */
  private static final long GATHER_MILLIS = 200;

  /** How long a change waits, then, for the slowest query, and how often it looks. */
  private static final long PATIENCE_MILLIS = 10_000;

  private static final long LOOK_MILLIS = 50;

  /** When a period's values are final here: just before its days leave the tables. */
  private static final Duration CLOSED = CalendarFunction.STAYS.minusHours(1);

  /** When they leave the topic. */
  private static final Duration FORGOTTEN = Duration.ofDays(3);

  private static final long MINUTE_MILLIS = 60_000;

  /** Where each value goes that changed in a minute: when the minute ended, and the value. */
  static final OutputTag<Tuple2<Long, byte[]>> MINUTES =
      new OutputTag<>(
          "minutes",
          Types.TUPLE(Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));

  private final HashMap<String, List<String>> columns;

  private transient Map<String, Kpi> kpis;
  private transient TreeMap<Long, Long> progress;
  private transient SliceSums sums;
  private transient MapState<String, String> told;
  private transient MapState<String, byte[]> changed;
  private transient ValueState<Long> minute;
  private transient ValueState<Long> due;
  private transient ValueState<Long> since;
  private transient ValueState<Long> ends;

  /**
   * Of these definitions.
   *
   * @param columns of each definition, in the order of its values
   */
  TellFunction(Map<String, List<String>> columns) {
    this.columns = new HashMap<>(columns);
  }

  @Override
  public void open(OpenContext context) {
    kpis = new HashMap<>();
    KpiAnswers.live().forEach(kpi -> kpis.put(kpi.id(), kpi));
    progress = new TreeMap<>();
    var runtime = getRuntimeContext();
    sums = new SliceSums(runtime);
    told = runtime.getMapState(new MapStateDescriptor<>("told", Types.STRING, Types.STRING));
    changed =
        runtime.getMapState(
            new MapStateDescriptor<>(
                "changed", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    minute = runtime.getState(new ValueStateDescriptor<>("minute", Types.LONG));
    due = runtime.getState(new ValueStateDescriptor<>("due", Types.LONG));
    since = runtime.getState(new ValueStateDescriptor<>("since", Types.LONG));
    ends = runtime.getState(new ValueStateDescriptor<>("ends", Types.LONG));
  }

  @Override
  public void processElement(
      Tuple3<String, Integer, byte[]> change,
      ReadOnlyContext context,
      Collector<Tuple2<byte[], byte[]>> out)
      throws Exception {
    Place place = Place.of(change.f0);
    long now = context.timerService().currentProcessingTime();
    if (now >= place.end().plus(CLOSED).toEpochMilli()) {
      return;
    }
    if (ends.value() == null) {
      long at = place.end().plus(FORGOTTEN).toEpochMilli();
      ends.update(at);
      context.timerService().registerProcessingTimeTimer(at);
    }
    sums.add(
        kpi(place).measures(),
        change.f1,
        Objects.requireNonNull(columns.get(place.kpi())),
        Values.of(change.f2));
    if (due.value() == null) {
      // Of a period that is yet to come nothing is told.
      long at = Math.max(now + GATHER_MILLIS, place.start().toEpochMilli());
      since.update(Math.max(now, at - GATHER_MILLIS));
      due.update(at);
      context.timerService().registerProcessingTimeTimer(at);
    }
  }

  @Override
  public void processBroadcastElement(
      Tuple2<Long, Long> at, Context context, Collector<Tuple2<byte[], byte[]>> out) {
    progress.merge(at.f0, at.f1, Math::max);
    // All before the last that is surely reached says nothing more.
    Long reached = progress.floorKey(context.currentWatermark());
    if (reached != null) {
      progress.headMap(reached, false).clear();
    }
  }

  @Override
  public void onTimer(long millis, OnTimerContext context, Collector<Tuple2<byte[], byte[]>> out)
      throws Exception {
    Place place = Place.of(context.getCurrentKey());
    Long awaited = due.value();
    if (awaited != null && awaited == millis) {
      if (awaitsOthers(context, millis)) {
        due.update(millis + LOOK_MILLIS);
        context.timerService().registerProcessingTimeTimer(millis + LOOK_MILLIS);
      } else {
        due.clear();
        since.clear();
        tell(place, context, out);
      }
    }
    Long minuteEnd = minute.value();
    if (minuteEnd != null && minuteEnd == millis) {
      minute.clear();
      for (byte[] told : changed.values()) {
        context.output(MINUTES, Tuple2.of(millis, told));
      }
      changed.clear();
    }
    Long end = ends.value();
    if (end != null && end == millis) {
      for (String key : List.copyOf(toldKeys())) {
        out.collect(Tuple2.of(key.getBytes(StandardCharsets.UTF_8), new byte[0]));
      }
      told.clear();
      sums.clear();
      ends.clear();
    }
  }

  /** What is told is true of one moment: the clock of all queries has struck since the change. */
  private boolean awaitsOthers(OnTimerContext context, long now) throws Exception {
    Long began = since.value();
    long clock = context.currentWatermark();
    return began != null
        && now < began + PATIENCE_MILLIS
        && (clock < began || progress.floorKey(clock) == null);
  }

  private List<String> toldKeys() throws Exception {
    List<String> keys = new ArrayList<>();
    told.keys().forEach(keys::add);
    return keys;
  }

  private void tell(Place place, OnTimerContext context, Collector<Tuple2<byte[], byte[]>> out)
      throws Exception {
    Kpi kpi = kpi(place);
    Totals totals = sums.totals();
    boolean there = sums.any();
    for (Measure measure : kpi.measures()) {
      if (kpi.live().contains(measure.name())) {
        Optional<Amount> amount = there ? measure.of(totals) : Optional.empty();
        tell(place, kpi, measure.name(), amount, context, out);
      }
    }
  }

  private Kpi kpi(Place place) {
    return Objects.requireNonNull(kpis.get(place.kpi()), place.kpi());
  }

  private void tell(
      Place place,
      Kpi kpi,
      String measure,
      Optional<Amount> amount,
      OnTimerContext context,
      Collector<Tuple2<byte[], byte[]>> out)
      throws Exception {
    String key = place.key(measure);
    byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
    if (amount.isEmpty()) {
      if (told.contains(key)) {
        told.remove(key);
        out.collect(Tuple2.of(keyBytes, new byte[0]));
      }
      return;
    }
    String said = amount.get().toString();
    if (said.equals(told.get(key))) {
      return;
    }
    told.put(key, said);
    long now = context.timerService().currentProcessingTime();
    byte[] value = Wire.encode(live(place, kpi, measure, amount.get(), context, now));
    out.collect(Tuple2.of(keyBytes, value));
    changed.put(key, value);
    if (minute.value() == null) {
      long minuteEnd = (now / MINUTE_MILLIS + 1) * MINUTE_MILLIS;
      minute.update(minuteEnd);
      context.timerService().registerProcessingTimeTimer(minuteEnd);
    }
  }

  private LiveKpi live(
      Place place, Kpi kpi, String measure, Amount amount, OnTimerContext context, long now) {
    Map.Entry<Long, Long> reached = progress.floorEntry(context.currentWatermark());
    return LiveKpi.newBuilder()
        .setKpi(place.kpi())
        .setMeasure(measure)
        .setZone(place.zone())
        .setGrain(place.grain())
        .setStarted(place.start())
        .setBy(place.slice())
        .setNumerator(amount.numerator().map(BigDecimal::toPlainString).orElse(null))
        .setDenominator(amount.denominator().map(BigDecimal::toPlainString).orElse(null))
        .setValue(amount.value().orElse(null))
        .setVersion(kpi.version())
        .setLatest(reached == null ? Instant.EPOCH : Clock.instant(reached.getValue()))
        .setComputed(Instant.ofEpochMilli(now))
        .build();
  }
}
