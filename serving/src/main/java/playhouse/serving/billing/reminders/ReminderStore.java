package playhouse.serving.billing.reminders;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What is due to be told and what was, in the database. */
final class ReminderStore {
  /**
   * What is ahead of whom: of those days before that have come, the last one, unless that or one
   * nearer was told.
   */
  private static final String AHEAD =
      """
      select s.id, s.term_until as about, due.days from billing.plan p
      join billing.subscription s on s.plan = p.id and s.state = '%s' and s.term_until > :now
        and s.term_until <= :now::timestamptz + make_interval(hours => 24 * (select max(d) from unnest(%s) as d))
      cross join lateral (
        select min(d) as days from unnest(%s) as d
        where s.term_until - make_interval(hours => 24 * d) <= :now) as due
      where due.days is not null and %s
        and not exists (select from billing.reminder r
          where r.subscription = s.id and r.kind = :kind and r.about = s.term_until
            and r.days <= due.days)
      order by s.term_until limit :most for update of s skip locked""";

  private static final String BEHIND =
      """
      select s.id, i.issued as about, due.days from billing.subscription s
      join billing.invoice i on i.subscription = s.id and i.state = 'open' and i.kind = 'term'
      cross join lateral (
        select max(d) as days from unnest('{1,3,6}'::int[]) as d
        where i.issued + make_interval(hours => 24 * d) <= :now) as due
      where s.state = 'past_due' and due.days is not null
        and not exists (select from billing.reminder r
          where r.subscription = s.id and r.kind = :kind and r.about = i.issued
            and r.days >= due.days)
      order by i.issued limit :most for update of s skip locked""";

  private static final String OVER =
      """
      select s.id, s.ended as about, 0 as days from billing.subscription s
      where s.state = 'expired' and s.ended > :now::timestamptz - interval '1 day'
        and not exists (select from billing.reminder r
          where r.subscription = s.id and r.kind = :kind)
      order by s.ended limit :most for update of s skip locked""";

  private ReminderStore() {}

  /** One that is due. */
  record Due(UUID subscription, Instant about, int days) {}

  /** Whose trial ends within three days. */
  static List<Due> trials(Handle tx, Instant now, int most) {
    return due(tx, ahead("trial", "'{3}'::int[]", "s.ending is null"), "trial-ending", now, most);
  }

  /** Whose next term begins as soon as their plan wants them to hear of it. */
  static List<Due> renewals(Handle tx, Instant now, int most) {
    return due(
        tx,
        ahead(
            "active", "p.remind_days", "s.ending is null and s.pause_months = 0 and s.amount > 0"),
        "renewal",
        now,
        most);
  }

  /** Who goes on within three days. */
  static List<Due> resuming(Handle tx, Instant now, int most) {
    return due(tx, ahead("paused", "'{3}'::int[]", "s.ending is null"), "resuming", now, most);
  }

  /** Who has owed for one, three or six days. */
  static List<Due> owing(Handle tx, Instant now, int most) {
    return due(tx, BEHIND, "payment-due", now, most);
  }

  /** Whose subscription ended today or yesterday. */
  static List<Due> ended(Handle tx, Instant now, int most) {
    return due(tx, OVER, "ended", now, most);
  }

  private static String ahead(String state, String days, String and) {
    return AHEAD.formatted(state, days, days, and);
  }

  private static List<Due> due(Handle tx, String sql, String kind, Instant now, int most) {
    return tx.createQuery(sql)
        .bind("kind", kind)
        .bind("now", now)
        .bind("most", most)
        .map(
            (row, context) ->
                new Due(
                    row.getObject("id", UUID.class),
                    row.getTimestamp("about").toInstant(),
                    row.getInt("days")))
        .list();
  }

  /** Notes that one was told; false if it was before. */
  static boolean told(Handle tx, String kind, Due due, Instant now) {
    return tx.createUpdate(
                """
                insert into billing.reminder values (:subscription, :kind, :about, :days, :now)
                on conflict do nothing""")
            .bind("subscription", due.subscription())
            .bind("about", due.about())
            .bind("days", due.days())
            .bind("kind", kind)
            .bind("now", now)
            .execute()
        == 1;
  }
}
