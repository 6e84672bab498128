package playhouse.serving.billing.reconciliation.statements;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** In the database: which day's statement is fetched next, and when. */
public final class FeedStore {
  private FeedStore() {}

  /**
   * Where statements come from.
   *
   * @param nextDay the first that is not here
   * @param failures in a row
   * @param problem the last one; empty if all is well
   */
  public record Feed(
      String name, LocalDate nextDay, Instant nextAt, int failures, Optional<String> problem) {}

  /** Those whose day is over and that are due, taken for so long by the caller alone. */
  static List<Feed> claim(Handle tx, LocalDate today, Instant now, Duration lease) {
    List<Feed> due =
        feeds(
            tx.createQuery(
                    """
                    select * from billing.recon_feed where next_day < :today and next_at <= :now
                    order by name for update skip locked""")
                .bind("today", today)
                .bind("now", now));
    for (Feed feed : due) {
      tx.createUpdate("update billing.recon_feed set next_at = :until where name = :name")
          .bind("until", now.plus(lease))
          .bind("name", feed.name())
          .execute();
    }
    return due;
  }

  /** All of them. */
  public static List<Feed> all(Handle handle) {
    return feeds(handle.createQuery("select * from billing.recon_feed order by name"));
  }

  /** Begins one with that day, unless it is there. */
  static void begin(Handle tx, String name, LocalDate day, Instant now) {
    tx.createUpdate(
            """
            insert into billing.recon_feed values (:name, :day, :now, 0, null)
            on conflict do nothing""")
        .bind("name", name)
        .bind("day", day)
        .bind("now", now)
        .execute();
  }

  static void change(Handle tx, Feed feed) {
    tx.createUpdate(
            """
            update billing.recon_feed set next_day = :day, next_at = :at, failures = :failures,
              problem = :problem where name = :name and next_day <= :day""")
        .bind("day", feed.nextDay())
        .bind("at", feed.nextAt())
        .bind("failures", feed.failures())
        .bind("problem", feed.problem().orElse(null))
        .bind("name", feed.name())
        .execute();
  }

  private static List<Feed> feeds(Query query) {
    return query
        .map(
            (row, context) ->
                new Feed(
                    row.getString("name"),
                    row.getObject("next_day", LocalDate.class),
                    row.getTimestamp("next_at").toInstant(),
                    row.getInt("failures"),
                    Optional.ofNullable(row.getString("problem"))))
        .list();
  }
}
