package playhouse.serving.advertising.pacing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import playhouse.models.ads.Pace;

/** Paces of line items and the traffic that they go by, in the database. */
final class PaceStore {
  private static final int MOST = 100_000;

  private PaceStore() {}

  /**
   * A pace.
   *
   * @param toldShare that others were told of last
   */
  record Kept(UUID lineItem, Pace pace, double toldShare) {}

  /** Those that changed since then; or all. */
  static List<Kept> since(Handle handle, Optional<Instant> since) {
    return handle
        .createQuery(
            """
            select * from advertising.pace
            where changed > coalesce(cast(:since as timestamptz), '-infinity') limit :most""")
        .bindByType("since", since.orElse(null), Instant.class)
        .bind("most", MOST)
        .map((row, context) -> kept(row))
        .list();
  }

  /** Puts them down. */
  static void put(Handle tx, List<Kept> paces) {
    if (paces.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        tx.prepareBatch(
            """
            insert into advertising.pace (line_item, at, share, urgency, planned, delivered,
              yielded, tried, behind, anchored, anchor, told_share)
            values (:lineItem, :at, :share, :urgency, :planned, :delivered, :yielded, :tried,
              :behind, :anchored, :anchor, :told)
            on conflict (line_item) do update set at = excluded.at, share = excluded.share,
              urgency = excluded.urgency, planned = excluded.planned,
              delivered = excluded.delivered, yielded = excluded.yielded, tried = excluded.tried,
              behind = excluded.behind, anchored = excluded.anchored, anchor = excluded.anchor,
              told_share = excluded.told_share, changed = now()""");
    for (Kept one : paces) {
      Pace pace = one.pace();
      batch
          .bind("lineItem", one.lineItem())
          .bind("at", pace.at())
          .bind("share", pace.share())
          .bind("urgency", pace.urgency())
          .bind("planned", pace.planned())
          .bind("delivered", pace.delivered())
          .bind("yielded", pace.yielded())
          .bind("tried", pace.tried())
          .bind("behind", pace.behind())
          .bind("anchored", pace.anchored())
          .bind("anchor", pace.anchor())
          .bind("told", one.toldShare())
          .add();
    }
    batch.execute();
  }

  /** Adds breaks to those of a quarter of an hour. */
  static void add(Handle tx, Instant quarter, long breaks) {
    tx.createUpdate(
            """
            insert into advertising.traffic as t (quarter, breaks) values (:quarter, :breaks)
            on conflict (quarter) do update set breaks = t.breaks + excluded.breaks""")
        .bind("quarter", quarter)
        .bind("breaks", breaks)
        .execute();
  }

  /** Takes away what is older. */
  static void forget(Handle tx, Instant before) {
    tx.createUpdate("delete from advertising.traffic where quarter < :before")
        .bind("before", before)
        .execute();
  }

  /** Breaks of each quarter of an hour since then. */
  static Map<Instant, Long> traffic(Handle handle, Instant since) {
    Map<Instant, Long> traffic = new HashMap<>();
    handle
        .createQuery(
            "select quarter, breaks from advertising.traffic where quarter >= :since limit 4000")
        .bind("since", since)
        .map(
            (row, context) ->
                Map.entry(row.getTimestamp("quarter").toInstant(), row.getLong("breaks")))
        .forEach(one -> traffic.put(one.getKey(), one.getValue()));
    return traffic;
  }

  private static Kept kept(ResultSet row) throws SQLException {
    return new Kept(
        row.getObject("line_item", UUID.class),
        new Pace(
            row.getTimestamp("at").toInstant(),
            row.getDouble("share"),
            row.getDouble("urgency"),
            row.getDouble("planned"),
            row.getDouble("delivered"),
            row.getDouble("yielded"),
            row.getDouble("tried"),
            row.getDouble("behind"),
            row.getTimestamp("anchored").toInstant(),
            row.getDouble("anchor")),
        row.getDouble("told_share"));
  }
}
