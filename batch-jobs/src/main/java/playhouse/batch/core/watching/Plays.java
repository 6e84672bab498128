package playhouse.batch.core.watching;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import playhouse.batch.core.Facts;
import playhouse.contracts.behaviour.Play;
import playhouse.contracts.behaviour.PlayAssembly;
import playhouse.warehouse.Buckets;

/**
 * The table {@code core.plays}: playback events put together by {@link PlayAssembly}. A play
 * belongs to the UTC day of its start and takes in events up to one day away from it.
 */
final class Plays {
  private static final int TYPE = 1;
  private static final int ID = 2;
  private static final int OCCURRED = 3;
  private static final int FROM = 4;
  private static final int TO = 5;
  private static final int MILLIS = 6;
  private static final int STARTUP = 7;
  private static final int WORD = 8;
  private static final int START = 9;
  private static final String FATAL = "fatal";
  private static final StructType STRETCH =
      new StructType().add("from_millis", DataTypes.LongType).add("to_millis", DataTypes.LongType);

  private Plays() {}

  static Dataset<Row> from(Dataset<Row> playback) {
    Dataset<Row> slim = slim(playback);
    StructType start = (StructType) slim.schema().fields()[START].dataType();
    return slim.groupBy("play")
        .as(Encoders.STRING(), Encoders.row(slim.schema()))
        .flatMapGroups(
            (FlatMapGroupsFunction<String, Row, Row>) (play, events) -> assembled(events),
            Encoders.row(assembled(start)))
        .select(col("*"), col("start.*"))
        .withColumn("day", Facts.day("started"))
        .withColumn("minute_no", Facts.minuteNo("started"))
        .withColumn("quarter_no", Facts.quarterNo("started"));
  }

  /** What assembling needs of an event, and nothing more: these rows are shuffled. */
  private static Dataset<Row> slim(Dataset<Row> playback) {
    return Facts.counting(playback)
        .select(
            first("play", "start", "heartbeat", "stall", "seek", "stop", "error").as("play"),
            col("type"),
            when(col("playback_start").isNotNull(), col("id")).as("id"),
            expr("unix_micros(occurred)").as("occurred"),
            col("playback_heartbeat.from_millis").as("from_millis"),
            col("playback_heartbeat.to_millis").as("to_millis"),
            coalesce(
                    col("playback_heartbeat.played_millis"),
                    col("playback_stall.stalled_millis"),
                    col("playback_start.runtime_millis"))
                .as("millis"),
            first("startup_millis", "heartbeat", "stop").as("startup_millis"),
            coalesce(
                    col("playback_stall.cause"),
                    col("playback_stop.reason"),
                    when(col("playback_error.fatal"), FATAL))
                .as("word"),
            when(col("playback_start").isNotNull(), start()).as("start"));
  }

  private static Column start() {
    return struct(
        col("playback_start.play"),
        col("playback_start.title"),
        col("playback_start.position_millis"),
        col("person"),
        col("device"),
        col("household"),
        col("playback_start.surface"),
        col("playback_start.served"),
        col("playback_start.autoplay"),
        col("playback_start.muted"),
        col("playback_start.cdn"),
        col("country"),
        col("platform"),
        col("app_version"),
        col("backfill"));
  }

  private static Column first(String field, String... facts) {
    Column[] columns = new Column[facts.length];
    for (int i = 0; i < facts.length; i++) {
      columns[i] = col("playback_" + facts[i] + "." + field);
    }
    return coalesce(columns);
  }

  private static StructType assembled(StructType start) {
    return new StructType()
        .add("start", start)
        .add("started", DataTypes.TimestampType)
        .add("ended", DataTypes.TimestampType)
        .add("runtime_millis", DataTypes.LongType)
        .add("distinct_millis", DataTypes.LongType)
        .add("stretches", DataTypes.createArrayType(STRETCH))
        .add("played_millis", DataTypes.LongType)
        .add("startup_millis", DataTypes.LongType)
        .add("startup_edge_millis", DataTypes.LongType)
        .add("stalled_millis", DataTypes.LongType)
        .add("stalls", DataTypes.LongType)
        .add("errors", DataTypes.LongType)
        .add("failed_start", DataTypes.BooleanType)
        .add("ended_by_error", DataTypes.BooleanType)
        .add("qualified", DataTypes.BooleanType)
        .add("completion", DataTypes.createDecimalType(13, Play.COMPLETION_SCALE))
        .add("stop_reason", DataTypes.StringType);
  }

  private static Iterator<Row> assembled(Iterator<Row> events) {
    List<Row> all = new ArrayList<>();
    Optional<Instant> started = Optional.empty();
    while (events.hasNext()) {
      Row event = events.next();
      all.add(event);
      if (!event.isNullAt(START) && started.filter(occurred(event)::isAfter).isEmpty()) {
        started = Optional.of(occurred(event));
      }
    }
    if (started.isEmpty()) {
      return Collections.emptyIterator();
    }
    PlayAssembly<Row> assembly = new PlayAssembly<>();
    LocalDate day = day(started.get());
    all.stream()
        .filter(event -> Math.abs(day(occurred(event)).toEpochDay() - day.toEpochDay()) <= 1)
        .forEach(event -> add(assembly, event));
    return assembly.play().map(play -> row(play, stretches(assembly.seen()))).stream().iterator();
  }

  private static void add(PlayAssembly<Row> play, Row event) {
    Instant occurred = occurred(event);
    switch (event.getString(TYPE)) {
      case "playback.start" ->
          play.start(occurred, event.getString(ID), event.getLong(MILLIS), event.getStruct(START));
      case "playback.heartbeat" ->
          play.heartbeat(
              occurred,
              event.getLong(FROM),
              event.getLong(TO),
              event.getLong(MILLIS),
              startup(event));
      case "playback.stall" -> play.stall(occurred, event.getString(WORD), event.getLong(MILLIS));
      case "playback.stop" -> play.stop(occurred, event.getString(WORD), startup(event));
      case "playback.error" -> play.error(occurred, FATAL.equals(event.getString(WORD)));
      default -> play.seen(occurred);
    }
  }

  private static Row[] stretches(long[] ends) {
    Row[] rows = new Row[ends.length / 2];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = RowFactory.create(ends[2 * i], ends[2 * i + 1]);
    }
    return rows;
  }

  private static Row row(Play<Row> play, Row[] stretches) {
    OptionalLong startup = play.startupMillis();
    return RowFactory.create(
        play.start(),
        play.started(),
        play.ended(),
        play.runtimeMillis(),
        play.distinctMillis(),
        stretches,
        play.playedMillis(),
        startup.isPresent() ? startup.getAsLong() : null,
        startup.isPresent() ? Buckets.edge(startup.getAsLong()) : null,
        play.stalledMillis(),
        play.stalls(),
        play.errors(),
        play.failedStart(),
        play.endedByError(),
        play.qualified(),
        play.completion().orElse(null),
        play.stopReason().orElse(null));
  }

  private static OptionalLong startup(Row event) {
    return event.isNullAt(STARTUP) ? OptionalLong.empty() : OptionalLong.of(event.getLong(STARTUP));
  }

  private static Instant occurred(Row event) {
    long micros = event.getLong(OCCURRED);
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
