package playhouse.serving.advertising.reports;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What others counted, in the database. */
final class CountStore {
  private static final int MOST = 10_000;

  private CountStore() {}

  /** Puts them down; what the same teller told before of a day and line item is replaced. */
  static void put(Handle tx, List<ToldCount> counts, Instant now) {
    PreparedBatch batch =
        tx.prepareBatch(
            """
            insert into advertising.told_count (day, line_item, teller, impressions, clicks, told)
            values (:day, :lineItem, :teller, :impressions, :clicks, :now)
            on conflict (day, line_item, teller) do update
            set impressions = excluded.impressions, clicks = excluded.clicks, told = excluded.told""");
    for (ToldCount count : counts) {
      batch.bindMethods(count).bind("now", now).add();
    }
    batch.execute();
  }

  /** Those of some days, the last one included. */
  static List<ToldCount> of(Handle handle, LocalDate from, LocalDate until) {
    return handle
        .createQuery(
            """
            select day, line_item, teller, impressions, clicks from advertising.told_count
            where day between :from and :until order by day, line_item, teller limit :most""")
        .bind("from", from)
        .bind("until", until)
        .bind("most", MOST)
        .map(
            (row, context) ->
                new ToldCount(
                    row.getObject("day", LocalDate.class),
                    row.getString("line_item"),
                    row.getString("teller"),
                    row.getLong("impressions"),
                    row.getLong("clicks")))
        .list();
  }
}
