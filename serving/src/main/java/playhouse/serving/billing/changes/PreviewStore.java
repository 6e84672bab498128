package playhouse.serving.billing.changes;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Previews that were told, in the database. */
final class PreviewStore {
  private static final int AT_ONCE = 1_000;

  private PreviewStore() {}

  /** What is kept of one. */
  record Kept(UUID id, UUID subscription, String plan, Instant at, String digest) {}

  static void add(Handle tx, Preview p) {
    tx.createUpdate("insert into billing.preview values (:id, :subscription, :plan, :at, :hash)")
        .bindMethods(p)
        .bind("hash", p.digest())
        .execute();
  }

  static Optional<Kept> find(Handle handle, UUID id) {
    return handle
        .createQuery("select * from billing.preview where id = :id")
        .bind("id", id)
        .map(
            (row, context) ->
                new Kept(
                    id,
                    row.getObject("subscription", UUID.class),
                    row.getString("plan"),
                    row.getTimestamp("at").toInstant(),
                    row.getString("digest")))
        .findOne();
  }

  /** Forgets some that are older; how many. */
  static int forget(Handle tx, Instant before) {
    return tx.createUpdate(
            """
            delete from billing.preview where id = any(array(
              select id from billing.preview where at < :before limit :most))""")
        .bind("before", before)
        .bind("most", AT_ONCE)
        .execute();
  }
}
