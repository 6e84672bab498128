package playhouse.serving.advertising.breaks.rates;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** What currencies were worth on which day, in the database. */
final class RateStore {
  private RateStore() {}

  static void put(Handle tx, LocalDate day, Map<String, BigDecimal> perEuro) {
    perEuro.forEach(
        (currency, rate) ->
            tx.createUpdate(
                    """
                    insert into advertising.rate (day, currency, per_euro)
                    values (:day, :currency, :rate)
                    on conflict (currency, day) do update set per_euro = excluded.per_euro""")
                .bind("day", day)
                .bind("currency", currency)
                .bind("rate", rate)
                .execute());
  }

  /** Of each currency by day, from that day on. */
  static Map<String, NavigableMap<LocalDate, Double>> since(Handle handle, LocalDate day) {
    Map<String, NavigableMap<LocalDate, Double>> all = new HashMap<>();
    handle
        .createQuery(
            """
            select day, currency, per_euro from advertising.rate r
            where day >= least(:day, (select max(n.day) from advertising.rate n
              where n.currency = r.currency and n.day <= :day))""")
        .bind("day", day)
        .map(
            (row, context) ->
                all.computeIfAbsent(row.getString("currency"), key -> new TreeMap<>())
                    .put(row.getObject("day", LocalDate.class), row.getDouble("per_euro")))
        .list();
    return all;
  }
}
