package playhouse.streaming.kpi;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.jspecify.annotations.Nullable;
import playhouse.streaming.kpi.core.Values;
import playhouse.warehouse.Grain;
import playhouse.warehouse.Kpi;
import playhouse.warehouse.Measure;

/**
 * What the definitions answer, as changes: where a row belongs ({@code
 * kpi|zone|grain|period|slice}), 1 if it comes and -1 if it is taken back, and its values in the
 * order of its definition's columns.
 */
final class KpiAnswers {
  /** A definition's columns are all that its select has beside these. */
  static final List<String> PLACE = List.of("zone", "grain", "period_no", "slice");

  static final TypeInformation<Tuple3<String, Integer, byte[]>> TYPE =
      Types.TUPLE(Types.STRING, Types.INT, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  /** Definitions have no bounds here: the tables hold what is told, and nothing else. */
  private static final LocalDate FIRST = LocalDate.EPOCH;

  private static final LocalDate LAST = LocalDate.of(2199, 12, 31);

  private final HashMap<String, List<String>> columns = new HashMap<>();
  private final List<DataStream<Tuple3<String, Integer, byte[]>>> changes = new ArrayList<>();

  /** Of definitions that are told live, over relations that are there. */
  KpiAnswers(StreamTableEnvironment tables, List<Kpi> kpis) {
    kpis.forEach(kpi -> add(kpi, tables));
  }

  /** The definitions that are told live. */
  static List<Kpi> live() {
    return Kpi.all().stream().filter(kpi -> !kpi.live().isEmpty()).toList();
  }

  /** The periods that a definition is told live for. */
  static List<Grain> grains(Kpi kpi) {
    return kpi.grains().stream()
        .filter(grain -> grain == Grain.HOUR || grain == Grain.DAY)
        .toList();
  }

  /** Names of the columns of each definition, by its id. */
  Map<String, List<String>> columns() {
    return columns;
  }

  /** All changes of all answers; in a new period, nothing counted is a count of 0. */
  DataStream<Tuple3<String, Integer, byte[]>> changes(
      DataStream<Tuple3<String, String, Integer>> newPeriods) {
    HashMap<String, List<String>> known = new HashMap<>(columns);
    DataStream<Tuple3<String, Integer, byte[]>> zeros =
        newPeriods
            .<Tuple3<String, Integer, byte[]>>flatMap(
                (now, out) -> zeros(now, known).forEach(out::collect))
            .returns(TYPE)
            .name("nothing yet")
            .uid("live-kpis.zeros")
            .assignTimestampsAndWatermarks(Timeless.strategy())
            .name("nothing yet, timeless")
            .uid("live-kpis.zeros.timeless");
    DataStream<Tuple3<String, Integer, byte[]>> all = zeros;
    for (DataStream<Tuple3<String, Integer, byte[]>> one : changes) {
      all = all.union(one);
    }
    return all;
  }

  private void add(Kpi kpi, StreamTableEnvironment tables) {
    Table answer =
        tables.sqlQuery(
            kpi.select(grains(kpi), FIRST, LAST, Instant.parse("2199-12-31T00:00:00Z")));
    ArrayList<String> names = new ArrayList<>(answer.getResolvedSchema().getColumnNames());
    ArrayList<String> own = new ArrayList<>(names);
    own.removeAll(PLACE);
    columns.put(kpi.id(), own);
    String id = kpi.id();
    changes.add(
        tables
            .toChangelogStream(answer)
            .filter(row -> row.getField("slice") != null)
            .name(id + " of a slice")
            .map(row -> change(id, own, row))
            .returns(TYPE)
            .name(id));
  }

  private static Tuple3<String, Integer, byte[]> change(String id, List<String> columns, Row row) {
    boolean comes = row.getKind() == RowKind.INSERT || row.getKind() == RowKind.UPDATE_AFTER;
    List<@Nullable Object> values = new ArrayList<>(columns.size());
    columns.forEach(column -> values.add(row.getField(column)));
    return Tuple3.of(
        place(
            id,
            Objects.requireNonNull(row.getField("zone")),
            Objects.requireNonNull(row.getField("grain")),
            Objects.requireNonNull(row.getField("period_no")),
            Objects.requireNonNull(row.getField("slice"))),
        comes ? 1 : -1,
        Values.bytes(values));
  }

  private static String place(Object kpi, Object zone, Object grain, Object period, Object slice) {
    return kpi + "|" + zone + "|" + grain + "|" + period + "|" + slice;
  }

  private static List<Tuple3<String, Integer, byte[]>> zeros(
      Tuple3<String, String, Integer> period, Map<String, List<String>> columns) {
    List<Tuple3<String, Integer, byte[]>> zeros = new ArrayList<>();
    for (Kpi kpi : live()) {
      List<String> counted =
          kpi.measures().stream()
              .filter(Measure.Count.class::isInstance)
              .flatMap(measure -> measure.columns().stream())
              .toList();
      if (!counted.isEmpty() && grains(kpi).contains(Grain.of(period.f1))) {
        @Nullable Object[] values =
            Objects.requireNonNull(columns.get(kpi.id())).stream()
                .map(column -> counted.contains(column) ? Long.valueOf(0) : null)
                .toArray();
        zeros.add(
            Tuple3.of(
                place(kpi.id(), period.f0, period.f1, period.f2, ""),
                1,
                Values.bytes(Arrays.asList(values))));
      }
    }
    return zeros;
  }
}
