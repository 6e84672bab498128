package playhouse.streaming.kpi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import playhouse.streaming.kpi.core.LiveTable;
import playhouse.streaming.kpi.core.Piece;
import playhouse.streaming.kpi.core.Values;

/**
 * Holds what is known of each case of each live table and tells how its rows change: what was said
 * before is taken back. A fact that comes twice changes nothing; a case long past leaves its table.
 * Beside the rows it tells how far it is: its clock, and when the newest fact that it knows
 * occurred.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open first
final class CaseFunction
    extends KeyedProcessFunction<
        String, Tuple5<String, Long, Long, String, byte[]>, Tuple2<Long, Long>> {
  private static final long serialVersionUID = 1;

  /** Least time between two tellings of a case: a play that goes on changes with every report. */
  private static final long APART_MILLIS = 500;

  /** How often a case is looked through for what is no longer needed. */
  private static final long REVIEW_MILLIS = 86_400_000;

  /** Where the changes of a table's rows go. */
  private final HashMap<String, OutputTag<Row>> outputs;

  private transient MapState<Long, Tuple3<Long, String, byte[]>> known;
  private transient ListState<byte[]> rows;
  private transient ValueState<Long> told;
  private transient ValueState<Long> due;
  private transient ValueState<Long> review;
  private transient long newestMicros = Long.MIN_VALUE;

  CaseFunction(Map<String, OutputTag<Row>> outputs) {
    this.outputs = new HashMap<>(outputs);
  }

  @Override
  public void open(OpenContext context) {
    var runtime = getRuntimeContext();
    known =
        runtime.getMapState(
            new MapStateDescriptor<>(
                "known",
                Types.LONG,
                Types.TUPLE(
                    Types.LONG,
                    Types.STRING,
                    PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)));
    rows =
        runtime.getListState(
            new ListStateDescriptor<>(
                "rows", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    told = runtime.getState(new ValueStateDescriptor<>("told", Types.LONG));
    due = runtime.getState(new ValueStateDescriptor<>("due", Types.LONG));
    review = runtime.getState(new ValueStateDescriptor<>("review", Types.LONG));
    newestMicros = Long.MIN_VALUE;
  }

  @Override
  public void processElement(
      Tuple5<String, Long, Long, String, byte[]> piece,
      Context context,
      Collector<Tuple2<Long, Long>> out)
      throws Exception {
    newestMicros = Math.max(newestMicros, piece.f2);
    if (known.contains(piece.f1)) {
      return;
    }
    known.put(piece.f1, Tuple3.of(piece.f2, piece.f3, piece.f4));
    long now = context.timerService().currentProcessingTime();
    if (review.value() == null) {
      review(context, now + REVIEW_MILLIS);
    }
    Long last = told.value();
    if (last == null || last + APART_MILLIS <= now) {
      tell(context, now, out);
    } else if (due.value() == null) {
      due.update(last + APART_MILLIS);
      context.timerService().registerProcessingTimeTimer(last + APART_MILLIS);
    }
  }

  @Override
  public void onTimer(long millis, OnTimerContext context, Collector<Tuple2<Long, Long>> out)
      throws Exception {
    Long reviewed = review.value();
    if (reviewed != null && reviewed == millis) {
      forget(context, millis);
      tell(context, millis, out);
    }
    Long awaited = due.value();
    if (awaited != null && awaited == millis) {
      tell(context, millis, out);
    }
  }

  private void forget(Context context, long now) throws Exception {
    for (Long spent : table(context).spent(pieces(), Instant.ofEpochMilli(now))) {
      known.remove(spent);
    }
    if (known.isEmpty()) {
      review.clear();
    } else {
      review(context, now + REVIEW_MILLIS);
    }
  }

  private void review(Context context, long at) throws Exception {
    review.update(at);
    context.timerService().registerProcessingTimeTimer(at);
  }

  private void tell(Context context, long now, Collector<Tuple2<Long, Long>> out) throws Exception {
    due.clear();
    LiveTable table = table(context);
    Map<List<@Nullable Object>, Integer> changes = new HashMap<>();
    for (byte[] before : rows.get()) {
      changes.merge(Values.of(before), -1, Integer::sum);
    }
    List<Piece> pieces = List.copyOf(pieces().values());
    List<byte[]> after = new ArrayList<>();
    if (!pieces.isEmpty()) {
      for (List<@Nullable Object> row : table.rows(pieces, Instant.ofEpochMilli(now))) {
        after.add(Values.bytes(row));
        changes.merge(row, 1, Integer::sum);
      }
    }
    OutputTag<Row> output = outputs.get(table.name());
    if (output != null) {
      emit(changes, output, context);
    }
    rows.update(after);
    if (pieces.isEmpty()) {
      told.clear();
    } else {
      told.update(now);
      out.collect(Tuple2.of(now, newestMicros));
    }
  }

  /** What is taken back goes first. */
  private static void emit(
      Map<List<@Nullable Object>, Integer> changes, OutputTag<Row> output, Context context) {
    changes.forEach((row, times) -> emit(row, -times, RowKind.DELETE, output, context));
    changes.forEach((row, times) -> emit(row, times, RowKind.INSERT, output, context));
  }

  private static void emit(
      List<@Nullable Object> values,
      int times,
      RowKind kind,
      OutputTag<Row> output,
      Context context) {
    for (int i = 0; i < times; i++) {
      Row row = new Row(kind, values.size());
      for (int column = 0; column < values.size(); column++) {
        row.setField(column, values.get(column));
      }
      context.output(output, row);
    }
  }

  private Map<Long, Piece> pieces() throws Exception {
    Map<Long, Piece> pieces = new HashMap<>();
    for (Map.Entry<Long, Tuple3<Long, String, byte[]>> entry : known.entries()) {
      Tuple3<Long, String, byte[]> piece = entry.getValue();
      pieces.put(entry.getKey(), new Piece(piece.f0, piece.f1, Values.of(piece.f2)));
    }
    return pieces;
  }

  private LiveTable table(Context context) {
    String key = context.getCurrentKey();
    return LiveTable.of(key.substring(0, key.indexOf(FactReader.IN)));
  }
}
