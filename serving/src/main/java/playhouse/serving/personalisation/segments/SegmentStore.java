package playhouse.serving.personalisation.segments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Segments in the database. */
final class SegmentStore {
  private SegmentStore() {}

  /** What a version said. */
  record Version(
      int version, String expression, boolean sensitive, boolean retired, String who, Instant at) {}

  /** How large a segment was at the end of a UTC day, and how many came and went in it. */
  record Day(LocalDate day, long size, long entered, long left) {}

  /** Has nobody else make any meanwhile. */
  static void lockAll(Handle tx) {
    tx.execute("select pg_advisory_xact_lock(hashtext('personalisation.segment'))");
  }

  static long active(Handle handle) {
    return handle
        .createQuery("select count(*) from personalisation.segment where not retired")
        .mapTo(Long.class)
        .one();
  }

  /** Puts a version down; the one before is replaced where it is the newest. */
  static void put(Handle tx, Segment s) {
    tx.createUpdate(
            """
            insert into personalisation.segment
              (id, version, name_en, name_zh, expression, sensitive, retired, who, at)
            values (:id, :version, :nameEn, :nameZh, :expression, :sensitive, :retired, :who, :at)
            on conflict (id) do update set version = :version, name_en = :nameEn,
              name_zh = :nameZh, expression = :expression, sensitive = :sensitive,
              retired = :retired, who = :who, at = :at, changed = now()""")
        .bindMethods(s)
        .execute();
    tx.createUpdate(
            """
            insert into personalisation.segment_version
              (segment, version, expression, sensitive, retired, who, at)
            values (:id, :version, :expression, :sensitive, :retired, :who, :at)""")
        .bindMethods(s)
        .execute();
  }

  static Optional<Segment> find(Handle handle, String id) {
    return handle
        .createQuery("select * from personalisation.segment where id = :id")
        .bind("id", id)
        .map((row, context) -> segment(row))
        .findOne();
  }

  /** The same, so that nobody else changes it or its members meanwhile. */
  static Optional<Segment> lock(Handle tx, String id) {
    return tx.createQuery("select * from personalisation.segment where id = :id for update")
        .bind("id", id)
        .map((row, context) -> segment(row))
        .findOne();
  }

  static List<Segment> all(Handle handle) {
    return since(handle, Optional.empty());
  }

  /** Those that changed since then; or all. */
  static List<Segment> since(Handle handle, Optional<Instant> since) {
    return handle
        .createQuery(
            """
            select * from personalisation.segment
            where cast(:since as timestamptz) is null or changed > :since order by id""")
        .bindByType("since", since.orElse(null), Instant.class)
        .map((row, context) -> segment(row))
        .list();
  }

  /** The newest first. */
  static List<Version> versions(Handle handle, String id, int most) {
    return handle
        .createQuery(
            """
            select * from personalisation.segment_version where segment = :id
            order by version desc limit :most""")
        .bind("id", id)
        .bind("most", most)
        .map(
            (row, context) ->
                new Version(
                    row.getInt("version"),
                    row.getString("expression"),
                    row.getBoolean("sensitive"),
                    row.getBoolean("retired"),
                    row.getString("who"),
                    row.getTimestamp("at").toInstant()))
        .list();
  }

  /** The days on which anybody came or went, the newest first. */
  static List<Day> days(Handle handle, String id, int most) {
    return handle
        .createQuery(
            """
            select * from personalisation.segment_day where segment = :id
            order by day desc limit :most""")
        .bind("id", id)
        .bind("most", most)
        .map(
            (row, context) ->
                new Day(
                    row.getObject("day", LocalDate.class),
                    row.getLong("size"),
                    row.getLong("entered"),
                    row.getLong("gone")))
        .list();
  }

  private static Segment segment(ResultSet row) throws SQLException {
    return new Segment(
        row.getString("id"),
        row.getInt("version"),
        row.getString("name_en"),
        row.getString("name_zh"),
        row.getString("expression"),
        row.getBoolean("sensitive"),
        row.getBoolean("retired"),
        row.getString("who"),
        row.getTimestamp("at").toInstant(),
        row.getLong("size"));
  }
}
