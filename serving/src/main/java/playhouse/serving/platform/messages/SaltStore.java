package playhouse.serving.platform.messages;

import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The salts of marks, in the database. */
final class SaltStore {
  private SaltStore() {}

  /** A day's salt: the first that was brought for it. */
  static byte[] of(Handle tx, LocalDate day, byte[] fresh) {
    return find(tx, day)
        .orElseGet(
            () -> {
              tx.createUpdate(
                      """
                      insert into platform.message_salt values (:day, :salt)
                      on conflict do nothing""")
                  .bind("day", day)
                  .bind("salt", fresh)
                  .execute();
              return find(tx, day).orElseThrow();
            });
  }

  private static Optional<byte[]> find(Handle tx, LocalDate day) {
    return tx.createQuery("select salt from platform.message_salt where day = :day")
        .bind("day", day)
        .mapTo(byte[].class)
        .findOne();
  }

  static int forget(Handle tx, LocalDate before) {
    return tx.createUpdate("delete from platform.message_salt where day < :before")
        .bind("before", before)
        .execute();
  }
}
