package playhouse.streaming.kpi;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import playhouse.streaming.kpi.core.LiveTable;
import playhouse.warehouse.Grain;
import playhouse.warehouse.LocalDay;

/**
 * Lets days come into the tables that say what a day is, and leave them: at any time these hold the
 * days of each zone whose values are told. Beside them it tells each period that is new: its zone,
 * its grain and its number.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open first
final class CalendarFunction
    extends KeyedProcessFunction<Integer, Long, Tuple3<String, String, Integer>> {
  private static final long serialVersionUID = 1;

  /** Names of the tables. */
  static Set<String> tables() {
    return TABLES.keySet();
  }

  /** How long after its end a day stays; its values are left as they are a little earlier. */
  static final Duration STAYS = Duration.ofHours(36);

  /** Columns of each table that live definitions read, in order. */
  private static final Map<String, List<String>> TABLES =
      new TreeMap<>(
          Map.of(
              "core.periods",
              List.of("zone", "grain", "period_no", "quarter_no", "day_no"),
              "core.days",
              List.of("zone", "day_no", "from_quarter_no", "until_quarter_no"),
              "core.utc_days",
              List.of("zone", "day_no", "from_quarter_no", "until_quarter_no", "utc_quarter_no"),
              "core.trailing_days",
              List.of("day_no", "member_day_no", "age_days")));

  private final ArrayList<String> zones;
  private final HashMap<String, OutputTag<Row>> outputs;
  private transient MapState<String, Integer> listed;

  CalendarFunction(List<String> zones, Map<String, OutputTag<Row>> outputs) {
    this.zones = new ArrayList<>(zones);
    this.outputs = new HashMap<>(outputs);
  }

  @Override
  public void open(OpenContext context) {
    listed =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("listed", Types.STRING, Types.INT));
  }

  @Override
  public void processElement(
      Long tick, Context context, Collector<Tuple3<String, String, Integer>> out) throws Exception {
    Instant now = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
    for (String table : TABLES.keySet()) {
      for (String id : table.equals("core.trailing_days") ? zones.subList(0, 1) : zones) {
        LocalDate today = LocalDate.ofInstant(now, ZoneId.of(id));
        LocalDate first =
            table.equals("core.utc_days")
                ? today.minusDays(LiveTable.LONGEST_TERM.toDays())
                : LocalDate.ofInstant(now.minus(STAYS), ZoneId.of(id));
        turn(table, id, first, today.plusDays(1), context, out);
      }
    }
  }

  /** Each table's days follow one another, so that the first and the last say which it holds. */
  private void turn(
      String table,
      String zone,
      LocalDate first,
      LocalDate last,
      Context context,
      Collector<Tuple3<String, String, Integer>> out)
      throws Exception {
    String from = table + "|" + zone + "|from";
    String until = table + "|" + zone + "|until";
    int firstNo = (int) first.toEpochDay();
    int lastNo = (int) last.toEpochDay();
    int heldFrom = listed.contains(from) ? listed.get(from) : firstNo;
    int heldUntil = listed.contains(until) ? listed.get(until) : firstNo - 1;
    for (int no = heldFrom; no < Math.min(firstNo, heldUntil + 1); no++) {
      emit(table, day(zone, no), RowKind.DELETE, context);
    }
    for (int no = Math.max(heldUntil + 1, firstNo); no <= lastNo; no++) {
      emit(table, day(zone, no), RowKind.INSERT, context);
      if (table.equals("core.periods")) {
        newPeriods(day(zone, no), out);
      }
    }
    listed.put(from, firstNo);
    listed.put(until, Math.max(lastNo, heldUntil));
  }

  private static LocalDay day(String zone, int dayNo) {
    return new LocalDay(ZoneId.of(zone), LocalDate.ofEpochDay(dayNo));
  }

  private static void newPeriods(LocalDay day, Collector<Tuple3<String, String, Integer>> out) {
    day.rows("core.periods").stream()
        .filter(CalendarFunction::live)
        .filter(row -> Objects.equals(row.get("period_no"), row.get("quarter_no")))
        .forEach(
            row ->
                out.collect(
                    Tuple3.of(
                        day.zone().getId(),
                        (String) row.get("grain"),
                        (Integer) row.get("period_no"))));
  }

  private void emit(String table, LocalDay day, RowKind kind, Context context) {
    for (Map<String, Object> values : day.rows(table)) {
      if (live(values)) {
        List<String> columns = columns(table);
        Row row = new Row(kind, columns.size());
        for (int i = 0; i < columns.size(); i++) {
          row.setField(i, values.get(columns.get(i)));
        }
        context.output(outputs.get(table), row);
      }
    }
  }

  /** Columns of one of the tables. */
  static List<String> columns(String table) {
    return Objects.requireNonNull(TABLES.get(table), table);
  }

  /** Hours and days are told live; of trailing days only the day itself. */
  private static boolean live(Map<String, Object> row) {
    Object grain = row.get("grain");
    Object age = row.get("age_days");
    return (grain == null || grain.equals(Grain.HOUR.word()) || grain.equals(Grain.DAY.word()))
        && (age == null || age.equals(0));
  }
}
