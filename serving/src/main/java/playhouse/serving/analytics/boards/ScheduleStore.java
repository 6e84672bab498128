package playhouse.serving.analytics.boards;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Boards that are sent by e-mail, in the database. */
final class ScheduleStore {
  private ScheduleStore() {}

  /** Puts one down; the one that is there already if it is the same but for its language. */
  static Schedule add(Handle tx, Schedule s) {
    return tx.createQuery(
            """
            insert into analytics.schedule
            values (:id, :board, :owner, :address, :at, :zone, :on, :language, :next, :created)
            on conflict (owner, board, address, at, zone, days)
            do update set language = :language
            returning *""")
        .bindMethods(s)
        .bind("on", s.days().text())
        .map((row, context) -> schedule(row))
        .one();
  }

  static int count(Handle tx, String owner) {
    return tx.createQuery("select count(*) from analytics.schedule where owner = :owner")
        .bind("owner", owner)
        .mapTo(Integer.class)
        .one();
  }

  /** Somebody's of a board. */
  static List<Schedule> of(Handle handle, String owner, String board) {
    return handle
        .createQuery(
            """
            select * from analytics.schedule where owner = :owner and board = :board
            order by at, address, id""")
        .bind("owner", owner)
        .bind("board", board)
        .map((row, context) -> schedule(row))
        .list();
  }

  static Optional<Schedule> locked(Handle tx, UUID id) {
    return tx.createQuery("select * from analytics.schedule where id = :id for update")
        .bind("id", id)
        .map((row, context) -> schedule(row))
        .findOne();
  }

  /** Some that are to be sent by now, locked; what somebody else has locked is theirs. */
  static List<Schedule> due(Handle tx, Instant now, int most) {
    return tx.createQuery(
            """
            select * from analytics.schedule where next <= :now
            order by next limit :most for update skip locked""")
        .bind("now", now)
        .bind("most", most)
        .map((row, context) -> schedule(row))
        .list();
  }

  static void sent(Handle tx, Schedule s) {
    tx.createUpdate("update analytics.schedule set next = :next where id = :id")
        .bindMethods(s)
        .execute();
  }

  static void remove(Handle tx, UUID id) {
    tx.createUpdate("delete from analytics.schedule where id = :id").bind("id", id).execute();
  }

  private static Schedule schedule(ResultSet row) throws SQLException {
    return new Schedule(
        row.getObject("id", UUID.class),
        row.getString("board"),
        row.getString("owner"),
        row.getString("address"),
        row.getTime("at").toLocalTime(),
        row.getString("zone"),
        Schedule.Days.of(row.getString("days")),
        row.getString("language"),
        row.getTimestamp("next").toInstant(),
        row.getTimestamp("created").toInstant());
  }
}
