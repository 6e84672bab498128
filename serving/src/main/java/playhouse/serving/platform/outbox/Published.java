package playhouse.serving.platform.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** How many facts of each system Kafka has taken, minute by minute, for a day. */
public final class Published {
  private static final Duration KEPT = Duration.ofDays(1);
  private static final int AT_ONCE = 10_000;

  private Published() {}

  static void add(Handle tx, Map<String, Long> facts, Instant now) {
    facts.forEach(
        (system, some) ->
            tx.createUpdate(
                    """
                    insert into platform.published as p (system, minute, facts)
                    values (:system, :minute, :facts)
                    on conflict (system, minute) do update set facts = p.facts + excluded.facts""")
                .bind("system", system)
                .bind("minute", now.truncatedTo(ChronoUnit.MINUTES))
                .bind("facts", some)
                .execute());
  }

  /** Of each system since then; what is older than a day may be forgotten. */
  static Map<String, Long> since(Handle handle, Instant since) {
    Map<String, Long> bySystem = new TreeMap<>();
    handle
        .createQuery(
            """
            select system, sum(facts) as facts from platform.published
            where minute >= :since group by system""")
        .bind("since", since)
        .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
        .forEach(each -> bySystem.put(each.getKey(), each.getValue()));
    return bySystem;
  }

  /** Forgets some of what is older than a day; how much was forgotten. */
  public static int forget(Handle tx, Instant now) {
    return tx.createUpdate(
            """
            delete from platform.published where ctid = any(array(
              select ctid from platform.published where minute < :limit limit :most))""")
        .bind("limit", now.minus(KEPT))
        .bind("most", AT_ONCE)
        .execute();
  }
}
