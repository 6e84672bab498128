package playhouse.serving.billing.fraud;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Whom and what people have decided to trust, to refuse or to watch, in the database. */
final class ListStore {
  private ListStore() {}

  /**
   * Something that is on a list.
   *
   * @param kind of what was seen, or person
   * @param hash keyed; a person as they are
   * @param verdict allow, deny or watch
   */
  public record Entry(
      String kind,
      String hash,
      String verdict,
      String reason,
      String who,
      Instant since,
      Instant until) {}

  /** Puts one down, in place of what was there of it. */
  static void put(Handle tx, Entry entry) {
    tx.createUpdate(
            """
            insert into billing.fraud_list
            values (:kind, :hash, :verdict, :reason, :who, :since, :until)
            on conflict (kind, hash) do update set verdict = :verdict, reason = :reason, who = :who,
              since = :since, until = :until""")
        .bindMethods(entry)
        .execute();
  }

  /** Takes one away; false if there was none. */
  static boolean remove(Handle tx, String kind, String hash) {
    return tx.createUpdate("delete from billing.fraud_list where kind = :kind and hash = :hash")
            .bind("kind", kind)
            .bind("hash", hash)
            .execute()
        == 1;
  }

  /** Those that hold of these. */
  static List<Entry> of(Handle handle, Collection<String> hashes, Instant now) {
    return handle
        .createQuery(
            """
            select * from billing.fraud_list where hash = any(:hashes) and until > :now
            order by kind, hash""")
        .bindArray("hashes", String.class, hashes)
        .bind("now", now)
        .map((row, context) -> entry(row))
        .list();
  }

  /** Some, in the order of their hashes. */
  static List<Entry> after(Handle handle, String hash, int most) {
    return handle
        .createQuery(
            "select * from billing.fraud_list where hash > :hash order by hash, kind limit :most")
        .bind("hash", hash)
        .bind("most", most)
        .map((row, context) -> entry(row))
        .list();
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getString("kind"),
        row.getString("hash"),
        row.getString("verdict"),
        row.getString("reason"),
        row.getString("who"),
        row.getTimestamp("since").toInstant(),
        row.getTimestamp("until").toInstant());
  }
}
