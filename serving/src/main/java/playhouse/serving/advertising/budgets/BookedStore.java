package playhouse.serving.advertising.budgets;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What was booked day by day, in the database. */
final class BookedStore {
  private BookedStore() {}

  static List<Booked> until(Handle handle, Collection<UUID> lineItems, LocalDate day) {
    return handle
        .createQuery(
            """
            select line_item, sum(impressions)::bigint as impressions,
              sum(booked_micros)::bigint as micros
            from advertising.purse_day where line_item = any(:lineItems) and day <= :day
            group by line_item having sum(impressions) > 0 or sum(booked_micros) > 0""")
        .bindArray("lineItems", UUID.class, lineItems)
        .bind("day", day)
        .map(
            (row, context) ->
                new Booked(row.getObject(1, UUID.class), row.getLong(2), row.getLong(3)))
        .list();
  }
}
