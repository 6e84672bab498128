package playhouse.streaming.kpi;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.types.Row;
import org.apache.flink.util.OutputTag;
import playhouse.streaming.kpi.core.LiveTable;
import playhouse.streaming.kpi.core.LiveTables;
import playhouse.warehouse.LakeTable;

/** The core tables of the definitions as relations of Flink that change while facts arrive. */
record LiveRelations(StreamTableEnvironment tables) {
  private static final List<LakeTable> LAKE = LakeTable.all();

  /** Types of columns that no table in the lake has. */
  private static final Map<String, String> OWN_TYPES =
      Map.of("net_micros", "BIGINT", "day_no", "INT", "reporting", "STRING");

  /** What is made of other relations; each is made once and read by many. */
  private static final Map<String, String> DERIVED =
      new TreeMap<>(
          Map.of(
              "core.activity",
              """
              SELECT p.person AS person, p.quarter_no AS quarter_no
              FROM core.plays p WHERE p.qualified = TRUE AND p.person IS NOT NULL
              UNION
              SELECT i.person AS person, i.quarter_no AS quarter_no
              FROM core.interactions i WHERE i.active = TRUE AND i.person IS NOT NULL
              """,
              "core.impressions",
              """
              SELECT i.placement AS placement, i.clicked AS clicked, i.viewable AS viewable,
                i.valid AS valid, i.quarter_no AS quarter_no,
                REPORTED(i.currency, i.revenue_micros, r.rate_nanos) AS reporting_micros
              FROM live.impressions i
              LEFT JOIN live.rates r
                ON i.currency = r.currency AND i.day_no = r.day_no AND r.reporting = '${reporting}'
              """,
              "core.payments",
              """
              SELECT x.kind AS kind, x.purpose AS purpose, x.quarter_no AS quarter_no,
                x.term_days AS term_days, x.term_quarter_no AS term_quarter_no,
                x.reporting_micros AS reporting_micros,
                MOD(x.reporting_micros, CAST(x.term_days AS BIGINT)) AS daily_remainder_micros,
                (x.reporting_micros - MOD(x.reporting_micros, CAST(x.term_days AS BIGINT)))
                  / CAST(x.term_days AS BIGINT) AS daily_micros
              FROM (
                SELECT p.kind AS kind, p.purpose AS purpose, p.quarter_no AS quarter_no,
                  p.term_days AS term_days, p.term_quarter_no AS term_quarter_no,
                  REPORTED(p.currency, p.net_micros, r.rate_nanos) AS reporting_micros
                FROM live.payments p
                LEFT JOIN live.rates r
                  ON p.currency = r.currency AND p.day_no = r.day_no
                    AND r.reporting = '${reporting}'
              ) x
              """));

  /** Movement of recurring revenue needs all history, and is not told live. */
  private static final String NOTHING =
      """
      SELECT CAST(NULL AS STRING) AS kind, CAST(NULL AS INT) AS quarter_no,
        CAST(NULL AS BIGINT) AS before_micros, CAST(NULL AS BIGINT) AS after_micros
      FROM live.rates WHERE day_no < 0
      """;

  /** The texts of the relations that are made of others. */
  static Collection<String> texts() {
    return DERIVED.values();
  }

  /** Where the changes of each table of facts go. */
  static Map<String, OutputTag<Row>> factOutputs() {
    Map<String, OutputTag<Row>> outputs = new TreeMap<>();
    LiveTables.ALL.forEach(
        table -> outputs.put(table.name(), output(table.name(), table.columns())));
    return outputs;
  }

  /** Where the changes of each table of days go. */
  static Map<String, OutputTag<Row>> dayOutputs() {
    Map<String, OutputTag<Row>> outputs = new TreeMap<>();
    CalendarFunction.tables()
        .forEach(name -> outputs.put(name, output(name, CalendarFunction.columns(name))));
    return outputs;
  }

  /** Makes the tables out of what the operators say of them. */
  void add(
      SingleOutputStreamOperator<?> cases, SingleOutputStreamOperator<?> days, String reporting) {
    tables.executeSql("CREATE DATABASE core");
    tables.executeSql("CREATE DATABASE live");
    tables.createTemporarySystemFunction("REPORTED", new Reported(reporting));
    factOutputs()
        .forEach(
            (name, output) -> add(name, LiveTable.of(name).columns(), cases.getSideOutput(output)));
    dayOutputs()
        .forEach(
            (name, output) ->
                add(name, CalendarFunction.columns(name), days.getSideOutput(output)));
    DERIVED.forEach((name, sql) -> derive(name, sql.replace("${reporting}", reporting)));
    derive("core.mrr_changes", NOTHING);
  }

  private void add(String name, List<String> columns, DataStream<Row> changes) {
    Schema.Builder schema = Schema.newBuilder();
    columns.forEach(column -> schema.column(column, ColumnTypes.of(sparkType(name, column))));
    tables.createTemporaryView(
        name, tables.fromChangelogStream(changes, schema.build(), ChangelogMode.all()));
  }

  private void derive(String name, String sql) {
    Table table = tables.sqlQuery(sql);
    Schema.Builder schema = Schema.newBuilder();
    table
        .getResolvedSchema()
        .getColumns()
        .forEach(column -> schema.column(column.getName(), column.getDataType()));
    tables.createTemporaryView(
        name,
        tables.fromChangelogStream(
            tables.toChangelogStream(table), schema.build(), ChangelogMode.all()));
  }

  private static OutputTag<Row> output(String name, List<String> columns) {
    TypeInformation<?>[] types =
        columns.stream()
            .map(column -> ColumnTypes.information(sparkType(name, column)))
            .toArray(TypeInformation<?>[]::new);
    return new OutputTag<>(name, Types.ROW_NAMED(columns.toArray(String[]::new), types));
  }

  private static String sparkType(String table, String column) {
    String own = OWN_TYPES.get(column);
    if (own != null) {
      return own;
    }
    String inTheLake = table.replace("live.", "core.");
    return LAKE.stream()
        .filter(known -> known.name().equals(inTheLake))
        .flatMap(known -> known.columns().stream())
        .filter(known -> known.name().equals(column))
        .findFirst()
        .map(LakeTable.Column::type)
        .orElseThrow(() -> new IllegalStateException(table + " has no column " + column));
  }
}
