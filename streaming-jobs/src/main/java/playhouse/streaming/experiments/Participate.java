package playhouse.streaming.experiments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.DedupKey;
import playhouse.contracts.Wire;
import playhouse.contracts.experiment.Amount;
import playhouse.contracts.experiment.Window;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.ExperimentExposed;
import playhouse.streaming.live.Arrival;
import playhouse.streaming.live.SeenKeys;

/**
 * Holds what a person did, hour by hour, and what part they have in experiments. Once the window of
 * a part is closed its numbers go into the sums, whole; what arrives later puts them right. So a
 * person is counted once, with an outcome that time does not change, which is what intervals that
 * hold at all times ask for.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open first
final class Participate extends KeyedProcessFunction<Tuple2<Long, Long>, Arrival, Change> {
  private static final long serialVersionUID = 1;
  private static final String ALL = "all";
  private static final double[] NOTHING = {};

  /** As far back as a window of four weeks with its two weeks before reaches, and two more. */
  private static final long KEPT_HOURS = Duration.ofDays(56).toHours();

  private static final int MOST_PARTS = 1_000;
  private static final int LONGEST_NAME = 200;

  private transient MapState<Long, double[]> hours;
  private transient MapState<String, Part> parts;
  private transient ValueState<int[]> seen;
  private transient ValueState<Long> swept;
  private transient Counter undecodable;

  @Override
  public void open(OpenContext context) {
    var runtime = getRuntimeContext();
    var doubles = PrimitiveArrayTypeInfo.DOUBLE_PRIMITIVE_ARRAY_TYPE_INFO;
    hours = runtime.getMapState(new MapStateDescriptor<>("hours", Types.LONG, doubles));
    parts =
        runtime.getMapState(
            new MapStateDescriptor<>("parts", Types.STRING, TypeInformation.of(Part.class)));
    seen =
        runtime.getState(
            new ValueStateDescriptor<>(
                "seen", PrimitiveArrayTypeInfo.INT_PRIMITIVE_ARRAY_TYPE_INFO));
    swept = runtime.getState(new ValueStateDescriptor<>("swept", Types.LONG));
    undecodable = runtime.getMetricGroup().counter("undecodableEvents");
  }

  @Override
  public void processElement(Arrival arrival, Context context, Collector<Change> out)
      throws Exception {
    Done done;
    try {
      done = Done.of(arrival);
    } catch (Wire.Undecodable e) {
      // The lake writer keeps the bytes and says why.
      undecodable.inc();
      return;
    }
    Envelope envelope = done.envelope();
    long now = context.timerService().currentProcessingTime();
    long hour = Window.hourOf(envelope.getOccurred().toEpochMilli());
    boolean counts = done.exposed() != null || done.parts().length > 0;
    if (envelope.getPerson() == null
        || !counts
        || hour < Window.hourOf(now) - KEPT_HOURS
        || !isNew(envelope)) {
      return;
    }
    sweep(now);
    if (done.exposed() != null) {
      meet(done.exposed(), envelope.getOccurred().toEpochMilli(), context, out);
    } else {
      add(hour, done.parts());
      amend(hour, now, out);
    }
  }

  @Override
  public void onTimer(long millis, OnTimerContext context, Collector<Change> out) throws Exception {
    for (Map.Entry<String, Part> entry : entries()) {
      if (entry.getValue().window().endMillis() <= millis) {
        count(entry.getKey(), entry.getValue(), out);
      }
    }
  }

  /** The earliest variant is theirs, however the facts arrive. */
  private void meet(ExperimentExposed exposed, long millis, Context context, Collector<Change> out)
      throws Exception {
    String name = exposed.getExperiment();
    Part before = parts.get(name);
    if (name.length() > LONGEST_NAME || (before == null && entries().size() >= MOST_PARTS)) {
      return;
    }
    boolean other = before != null && !before.variant().equals(exposed.getVariant());
    if (before != null && before.metMillis() <= millis) {
      Part seen = before.seen(millis);
      if (other && !before.crossed()) {
        seen = discount(name, seen, out).crossing();
        tell(name, seen, 0, 1, 0, NOTHING, out);
      }
      parts.put(name, seen);
      return;
    }
    boolean crossed = other || (before != null && before.crossed());
    if (before != null) {
      Part gone = discount(name, before, out);
      tell(name, gone, -1, gone.crossed() ? -1 : 0, 0, NOTHING, out);
    }
    List<String> slices = new ArrayList<>(List.of(ALL));
    slices.addAll(exposed.getSlices());
    Part part =
        new Part(
            exposed.getVariant(),
            millis,
            before == null ? millis : before.lastMillis(),
            exposed.getWindowHours(),
            String.join("|", slices),
            crossed,
            NOTHING);
    parts.put(name, part);
    tell(name, part, 1, crossed ? 1 : 0, 0, NOTHING, out);
    context.timerService().registerProcessingTimeTimer(part.window().endMillis());
  }

  private void add(long hour, Amount.Part[] more) throws Exception {
    double[] amounts = hours.get(hour);
    if (amounts == null || amounts.length < Amount.values().length) {
      double[] longer = Amount.none();
      if (amounts != null) {
        System.arraycopy(amounts, 0, longer, 0, amounts.length);
      }
      amounts = longer;
    }
    for (Amount.Part part : more) {
      Amount.add(amounts, part);
    }
    hours.put(hour, amounts);
  }

  /** Of a window of which some hours are forgotten already the sums stay as they are. */
  private void amend(long hour, long now, Collector<Change> out) throws Exception {
    long forgotten = Window.hourOf(now) - KEPT_HOURS;
    for (Map.Entry<String, Part> entry : entries()) {
      Part part = entry.getValue();
      boolean whole = part.window().fromHour() - Window.BEFORE_HOURS >= forgotten;
      if (whole && part.counted().length > 0 && part.window().concerns(hour)) {
        count(entry.getKey(), discount(entry.getKey(), part, out), out);
      }
    }
  }

  private void count(String name, Part part, Collector<Change> out) throws Exception {
    if (part.crossed() || part.counted().length > 0) {
      return;
    }
    double[] counted = part.window().counted(hours.entries());
    parts.put(name, part.counting(counted));
    tell(name, part, 0, 0, 1, counted, out);
  }

  private static Part discount(String name, Part part, Collector<Change> out) {
    if (part.counted().length > 0) {
      tell(name, part, 0, 0, -1, part.counted(), out);
    }
    return part.counting(NOTHING);
  }

  private static void tell(
      String name,
      Part part,
      int exposed,
      int crossed,
      int closed,
      double[] counted,
      Collector<Change> out) {
    for (String slice : part.slices().split("\\|", -1)) {
      String key = name + "|" + part.variant() + "|" + slice;
      out.collect(new Change(key, exposed, crossed, closed, counted));
    }
  }

  private List<Map.Entry<String, Part>> entries() throws Exception {
    List<Map.Entry<String, Part>> all = new ArrayList<>();
    for (Map.Entry<String, Part> entry : parts.entries()) {
      all.add(Map.entry(entry.getKey(), entry.getValue()));
    }
    return all;
  }

  /** Once a day what no window reaches any more is forgotten; sums keep what they have. */
  private void sweep(long now) throws Exception {
    long hour = Window.hourOf(now);
    @Nullable Long last = swept.value();
    if (last != null && hour - last < Duration.ofDays(1).toHours()) {
      return;
    }
    swept.update(hour);
    List<Long> old = new ArrayList<>();
    for (Long one : hours.keys()) {
      if (one < hour - KEPT_HOURS) {
        old.add(one);
      }
    }
    for (Long one : old) {
      hours.remove(one);
    }
    for (Map.Entry<String, Part> entry : entries()) {
      if (Window.hourOf(entry.getValue().lastMillis()) < hour - KEPT_HOURS) {
        parts.remove(entry.getKey());
      }
    }
  }

  private boolean isNew(Envelope envelope) throws Exception {
    int key = (int) DedupKey.of(envelope.getSource(), envelope.getId()).getMostSignificantBits();
    int[] ring = seen.value();
    if (ring == null) {
      ring = SeenKeys.none();
    } else if (SeenKeys.contains(ring, key)) {
      return false;
    }
    seen.update(SeenKeys.add(ring, key));
    return true;
  }
}
