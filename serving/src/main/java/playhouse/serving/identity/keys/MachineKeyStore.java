package playhouse.serving.identity.keys;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Keys of machines, in the database. */
final class MachineKeyStore {
  private MachineKeyStore() {}

  /** Puts one down. */
  static void add(Handle tx, MachineKey k, byte[] hash) {
    tx.createUpdate(
            """
            insert into identity.api_key (id, name, hash, created, expires)
            values (:id, :name, :hash, :created, :expires)""")
        .bindMethods(k)
        .bind("hash", hash)
        .execute();
  }

  /** The one that is borne so and is good. */
  static Optional<MachineKey> borne(Handle handle, byte[] hash, Instant now) {
    return handle
        .createQuery(
            """
            select * from identity.api_key
            where hash = :hash and removed is null and expires > :now""")
        .bind("hash", hash)
        .bind("now", now)
        .map((row, context) -> key(row))
        .findOne();
  }

  /** Notes that one was seen. */
  static void used(Handle handle, UUID id, Instant now) {
    handle
        .createUpdate("update identity.api_key set used = :now where id = :id")
        .bind("id", id)
        .bind("now", now)
        .execute();
  }

  /** All that are good or were, by name, the newest first. */
  static List<MachineKey> all(Handle handle) {
    return handle
        .createQuery(
            "select * from identity.api_key where removed is null order by name, created desc")
        .map((row, context) -> key(row))
        .list();
  }

  /** Takes one away; false if there is none such. */
  static boolean remove(Handle tx, UUID id, Instant now) {
    return tx.createUpdate(
                "update identity.api_key set removed = :now where id = :id and removed is null")
            .bind("id", id)
            .bind("now", now)
            .execute()
        == 1;
  }

  private static MachineKey key(ResultSet row) throws SQLException {
    return new MachineKey(
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getTimestamp("created").toInstant(),
        row.getTimestamp("expires").toInstant(),
        Optional.ofNullable(row.getTimestamp("used")).map(Timestamp::toInstant));
  }
}
