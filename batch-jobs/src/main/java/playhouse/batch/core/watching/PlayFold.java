package playhouse.batch.core.watching;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Aggregator;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.behaviour.Play;
import playhouse.contracts.behaviour.PlayAssembly;
import playhouse.contracts.behaviour.PlayDays;
import playhouse.warehouse.Buckets;

/**
 * The events of one play, as {@link Plays} has them, put together by {@link PlayAssembly}; a row
 * without an instant of start if they tell of none.
 */
final class PlayFold extends Aggregator<Row, PlayDays<Object[]>, Row> {
  /** What an error is called that ended the play. */
  static final String FATAL = "fatal";

  /** The kinds of events by number; others only tell that the play went on. */
  static final List<String> KINDS =
      List.of(
          "playback.heartbeat",
          "playback.start",
          "playback.stall",
          "playback.stop",
          "playback.error");

  static final int OTHER = -1;
  private static final int HEARTBEAT = 0;
  private static final int STARTED = 1;
  private static final int STALL = 2;
  private static final int STOP = 3;
  private static final int ERROR = 4;

  private static final int KIND = 0;
  private static final int OCCURRED = 1;
  private static final int FROM = 2;
  private static final int TO = 3;
  private static final int MILLIS = 4;
  private static final int STARTUP = 5;
  private static final int WORD = 6;
  private static final int START = 7;
  private static final StructType STRETCH =
      new StructType().add("from_millis", DataTypes.LongType).add("to_millis", DataTypes.LongType);
  private static final long serialVersionUID = 1;

  private final StructType result;

  /**
   * @param event the columns of an event
   */
  PlayFold(StructType event) {
    StructType start = (StructType) event.fields()[START].dataType();
    result = result(new StructType(Arrays.copyOfRange(start.fields(), 1, start.size())));
  }

  private static StructType result(StructType start) {
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

  @Override
  public PlayDays<Object[]> zero() {
    return new PlayDays<>();
  }

  @Override
  public PlayDays<Object[]> reduce(PlayDays<Object[]> play, Row event) {
    add(play.on(event.getLong(OCCURRED)), event);
    return play;
  }

  @Override
  public PlayDays<Object[]> merge(PlayDays<Object[]> one, PlayDays<Object[]> other) {
    one.add(other);
    return one;
  }

  @Override
  public Row finish(PlayDays<Object[]> days) {
    Optional<PlayAssembly<Object[]>> whole = days.whole();
    return whole
        .flatMap(PlayAssembly::play)
        .map(play -> row(play, stretches(whole.get().seen())))
        .orElseGet(() -> RowFactory.create(new Object[result.size()]));
  }

  @Override
  @SuppressWarnings("unchecked")
  public Encoder<PlayDays<Object[]>> bufferEncoder() {
    return Encoders.kryo((Class<PlayDays<Object[]>>) (Class<?>) PlayDays.class);
  }

  @Override
  public Encoder<Row> outputEncoder() {
    return Encoders.row(result);
  }

  private static void add(PlayAssembly<Object[]> play, Row event) {
    long occurred = event.getLong(OCCURRED);
    switch (event.getInt(KIND)) {
      case HEARTBEAT ->
          play.heartbeat(
              occurred,
              event.getLong(FROM),
              event.getLong(TO),
              event.getLong(MILLIS),
              startup(event));
      case STARTED -> {
        Row start = event.getStruct(START);
        play.start(occurred, start.getString(0), event.getLong(MILLIS), kept(start));
      }
      case STALL -> play.stall(occurred, event.getString(WORD), event.getLong(MILLIS));
      case STOP -> play.stop(occurred, event.getString(WORD), startup(event));
      case ERROR -> play.error(occurred, FATAL.equals(event.getString(WORD)));
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

  private static Row row(Play<Object[]> play, Row[] stretches) {
    OptionalLong startup = play.startupMillis();
    return RowFactory.create(
        RowFactory.create(play.start()),
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

  /** All of a start but the id of its fact. */
  private static @Nullable Object[] kept(Row start) {
    @Nullable Object[] kept = new Object[start.size() - 1];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = start.get(i + 1);
    }
    return kept;
  }
}
