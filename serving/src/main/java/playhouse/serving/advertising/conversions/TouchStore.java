package playhouse.serving.advertising.conversions;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Touches in the database. */
final class TouchStore {
  /** As many as one person meets of one advertiser in 31 days, and more. */
  private static final int MOST = 5_000;

  private TouchStore() {}

  /** Puts down what was seen, each once. */
  static void shown(Handle tx, List<Touch> touches) {
    if (touches.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        tx.prepareBatch(
            """
            insert into advertising.touch (impression, advertiser, person, shown)
            values (:impression, :advertiser, :person, :shown) on conflict do nothing""");
    for (Touch touch : touches) {
      batch
          .bind("impression", touch.impression())
          .bind("advertiser", touch.advertiser())
          .bind("person", touch.person().orElse(null))
          .bind("shown", touch.shown())
          .add();
    }
    batch.execute();
  }

  /** Somebody followed it; the first time counts. */
  static void clicked(Handle tx, UUID impression, Instant at) {
    tx.createUpdate(
            """
            update advertising.touch set clicked = :at
            where impression = :impression and clicked is null""")
        .bind("impression", impression)
        .bind("at", at)
        .execute();
  }

  /** That of an impression. */
  static Optional<Touch> of(Handle handle, UUID impression) {
    return handle
        .createQuery(
            """
            select impression, advertiser, person, shown, clicked from advertising.touch
            where impression = :impression""")
        .bind("impression", impression)
        .map((row, context) -> touch(row))
        .findOne();
  }

  /** All of an advertiser that somebody met since then. */
  static List<Touch> of(Handle handle, String advertiser, UUID person, Instant since) {
    return handle
        .createQuery(
            """
            select impression, advertiser, person, shown, clicked from advertising.touch
            where person = :person and advertiser = :advertiser and shown >= :since
            order by shown desc limit :most""")
        .bind("person", person)
        .bind("advertiser", advertiser)
        .bind("since", since)
        .bind("most", MOST)
        .map((row, context) -> touch(row))
        .list();
  }

  /** Forgets what nothing is owed to any more; how many. */
  static int forget(Handle tx, Instant before, int most) {
    return tx.createUpdate(
            """
            delete from advertising.touch where impression in
            (select impression from advertising.touch where shown < :before limit :most)""")
        .bind("before", before)
        .bind("most", most)
        .execute();
  }

  private static Touch touch(java.sql.ResultSet row) throws java.sql.SQLException {
    return new Touch(
        row.getObject("impression", UUID.class),
        row.getString("advertiser"),
        Optional.ofNullable(row.getObject("person", UUID.class)),
        row.getTimestamp("shown").toInstant(),
        Optional.ofNullable(row.getTimestamp("clicked")).map(Timestamp::toInstant));
  }
}
