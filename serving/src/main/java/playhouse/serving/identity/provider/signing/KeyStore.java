package playhouse.serving.identity.provider.signing;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What we sign with, in the database. */
final class KeyStore {
  private KeyStore() {}

  /** A key as it is kept. */
  record Kept(String id, String sealed, Instant begins) {}

  /** Lets nobody else make one meanwhile. */
  static void lock(Handle tx) {
    tx.execute("select pg_advisory_xact_lock(hashtext('identity.oidc_key'))");
  }

  /** All of them, the one that begins last first. */
  static List<Kept> all(Handle handle) {
    return handle
        .createQuery("select * from identity.oidc_key order by begins desc")
        .map(
            (row, context) ->
                new Kept(
                    row.getString("id"),
                    row.getString("sealed"),
                    row.getTimestamp("begins").toInstant()))
        .list();
  }

  /** Puts one down. */
  static void add(Handle tx, Kept key) {
    tx.createUpdate("insert into identity.oidc_key values (:id, :sealed, :begins)")
        .bind("id", key.id())
        .bind("sealed", key.sealed())
        .bind("begins", key.begins())
        .execute();
  }

  /** Takes away those after which another began before that; how many. */
  static int forget(Handle tx, Instant before) {
    return tx.createUpdate(
            """
            delete from identity.oidc_key k where exists (
              select 1 from identity.oidc_key n where n.begins > k.begins and n.begins < :before)""")
        .bind("before", before)
        .execute();
  }
}
