package playhouse.batch.core.watching;

import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Aggregator;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import playhouse.contracts.behaviour.SessionSpans;
import playhouse.contracts.behaviour.Sessions;
import playhouse.contracts.behaviour.Sessions.Session;

/**
 * Instants of one person (microseconds, and whether the app crashed then), put together to
 * sessions.
 */
final class SessionFold extends Aggregator<Row, SessionSpans, Row> {
  private static final StructType SESSION =
      new StructType()
          .add("started_micros", DataTypes.LongType)
          .add("ended_micros", DataTypes.LongType)
          .add("events", DataTypes.LongType)
          .add("crashes", DataTypes.LongType);
  private static final StructType SESSIONS =
      new StructType().add("sessions", DataTypes.createArrayType(SESSION));
  private static final long serialVersionUID = 1;

  @Override
  public SessionSpans zero() {
    return new SessionSpans();
  }

  @Override
  public SessionSpans reduce(SessionSpans spans, Row event) {
    if (event.getBoolean(1)) {
      spans.crash(event.getLong(0));
    } else {
      spans.event(event.getLong(0));
    }
    return spans;
  }

  @Override
  public SessionSpans merge(SessionSpans one, SessionSpans other) {
    one.add(other);
    return one;
  }

  @Override
  public Row finish(SessionSpans spans) {
    long[] crashes = spans.crashes();
    Object sessions =
        spans.sessions().stream().map(session -> row(session, crashes)).toArray(Row[]::new);
    return RowFactory.create(sessions);
  }

  private static Row row(Session session, long[] crashes) {
    return RowFactory.create(
        session.startedMicros(),
        session.endedMicros(),
        session.events(),
        Sessions.crashes(session, crashes));
  }

  @Override
  public Encoder<SessionSpans> bufferEncoder() {
    return Encoders.kryo(SessionSpans.class);
  }

  @Override
  public Encoder<Row> outputEncoder() {
    return Encoders.row(SESSIONS);
  }
}
