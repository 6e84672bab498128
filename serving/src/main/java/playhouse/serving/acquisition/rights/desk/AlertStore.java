package playhouse.serving.acquisition.rights.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Warnings of grants that end soon, in the database. */
final class AlertStore {
  private AlertStore() {}

  /**
   * One.
   *
   * @param days within which it ended when it was raised
   * @param goesOn whether another grant of the title lasts longer
   */
  record Raised(
      long number,
      UUID grant,
      String title,
      String licensor,
      int days,
      Instant until,
      boolean goesOn,
      Instant raised) {}

  /** The open ones, the newest first. */
  static List<Raised> open(Handle handle, long before, int most) {
    return handle
        .createQuery(
            """
            select a.number, a.grant_id, a.days, a.valid_until, a.raised, g.title, g.licensor,
              exists (select from acquisition.rights_grant o where o.title = g.title
                and o.id <> g.id and o.ended is null and o.valid_from <= g.valid_until
                and o.valid_until > g.valid_until) as goes_on
            from acquisition.rights_alert a join acquisition.rights_grant g on g.id = a.grant_id
            where a.done is null and a.number < :before order by a.number desc limit :most""")
        .bind("before", before)
        .bind("most", most)
        .map(
            (row, context) ->
                new Raised(
                    row.getLong("number"),
                    row.getObject("grant_id", UUID.class),
                    row.getString("title"),
                    row.getString("licensor"),
                    row.getInt("days"),
                    row.getTimestamp("valid_until").toInstant(),
                    row.getBoolean("goes_on"),
                    row.getTimestamp("raised").toInstant()))
        .list();
  }

  /** Puts down that somebody has seen to it; false if there is none. */
  static boolean done(Handle tx, long number, String who, Instant now) {
    Optional<Boolean> open =
        tx.createQuery(
                """
                select done is null from acquisition.rights_alert where number = :number
                for update""")
            .bind("number", number)
            .mapTo(Boolean.class)
            .findOne();
    if (open.equals(Optional.of(true))) {
      tx.createUpdate(
              """
              update acquisition.rights_alert set done = :now, done_by = :who
              where number = :number""")
          .bind("now", now)
          .bind("who", who)
          .bind("number", number)
          .execute();
    }
    return open.isPresent();
  }
}
