package playhouse.batch.core.watching;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.util.Iterator;
import java.util.stream.LongStream;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import playhouse.batch.core.Facts;
import playhouse.contracts.behaviour.Sessions;
import playhouse.contracts.behaviour.Sessions.Session;

/** The table {@code core.sessions}: events of people, cut by {@link Sessions}. */
final class SessionRows {
  private static final StructType CUT =
      new StructType()
          .add("person", DataTypes.StringType)
          .add("started_micros", DataTypes.LongType)
          .add("ended_micros", DataTypes.LongType)
          .add("events", DataTypes.LongType)
          .add("crashes", DataTypes.LongType);

  private SessionRows() {}

  /** What a session needs of an event. */
  static Dataset<Row> instants(Dataset<Row> events) {
    return Facts.counting(events)
        .where(col("person").isNotNull())
        .select(col("person"), expr("unix_micros(occurred)").as("micros"), lit(false).as("crash"));
  }

  /** Crashes of the app: they make no session, but may fall into one. */
  static Dataset<Row> crashes(Dataset<Row> platform) {
    return Facts.of(platform, "app.crashed")
        .where(col("person").isNotNull())
        .select(col("person"), expr("unix_micros(occurred)").as("micros"), lit(true).as("crash"));
  }

  static Dataset<Row> from(Dataset<Row> instants) {
    return instants
        .groupBy("person")
        .as(Encoders.STRING(), Encoders.row(instants.schema()))
        .flatMapGroups(
            (FlatMapGroupsFunction<String, Row, Row>) SessionRows::cut, Encoders.row(CUT))
        .withColumn("started", expr("timestamp_micros(started_micros)"))
        .withColumn("ended", expr("timestamp_micros(ended_micros)"))
        .withColumn("day", Facts.day("started"))
        .withColumn("quarter_no", Facts.quarterNo("started"));
  }

  private static Iterator<Row> cut(String person, Iterator<Row> events) {
    LongStream.Builder instants = LongStream.builder();
    LongStream.Builder crashes = LongStream.builder();
    events.forEachRemaining(
        event -> (event.getBoolean(2) ? crashes : instants).add(event.getLong(1)));
    long[] sorted = instants.build().sorted().toArray();
    long[] crashed = crashes.build().sorted().toArray();
    return Sessions.whole(sorted).stream().map(session -> row(person, session, crashed)).iterator();
  }

  private static Row row(String person, Session session, long[] crashed) {
    return RowFactory.create(
        person,
        session.startedMicros(),
        session.endedMicros(),
        session.events(),
        Sessions.crashes(session, crashed));
  }
}
