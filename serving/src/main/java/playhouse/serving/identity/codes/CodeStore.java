package playhouse.serving.identity.codes;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Codes that were sent, in the database. */
final class CodeStore {
  private CodeStore() {}

  /**
   * What is known of one.
   *
   * @param right whether it is the code that was given
   */
  record Kept(boolean right, int tries, Instant expires) {}

  /** Puts one down in place of the one before; false if too many were sent since then. */
  static boolean put(
      Handle tx,
      String purpose,
      String subject,
      byte[] hash,
      int tries,
      Instant expires,
      Instant now,
      Instant since,
      int most) {
    return tx.createUpdate(
                """
                insert into identity.code values
                  (:purpose, :subject, :hash, :tries, :expires, 1, :now)
                on conflict (purpose, subject) do update
                set hash = :hash, tries = :tries, expires = :expires,
                  sent = case when code.sent_since < :since then 1 else code.sent + 1 end,
                  sent_since = case when code.sent_since < :since then :now else code.sent_since end
                where code.sent_since < :since or code.sent < :most""")
            .bind("purpose", purpose)
            .bind("subject", subject)
            .bind("hash", hash)
            .bind("tries", tries)
            .bind("expires", expires)
            .bind("now", now)
            .bind("since", since)
            .bind("most", most)
            .execute()
        == 1;
  }

  /** The one for that, locked. */
  static Optional<Kept> locked(Handle tx, String purpose, String subject, byte[] given) {
    return tx.createQuery(
            """
            select hash = :given as correct, tries, expires from identity.code
            where purpose = :purpose and subject = :subject for update""")
        .bind("given", given)
        .bind("purpose", purpose)
        .bind("subject", subject)
        .map(
            (row, context) ->
                new Kept(
                    row.getBoolean("correct"),
                    row.getInt("tries"),
                    row.getTimestamp("expires").toInstant()))
        .findOne();
  }

  /** Has so many tries left for it. */
  static void leave(Handle tx, String purpose, String subject, int tries) {
    tx.createUpdate(
            """
            update identity.code set tries = :tries
            where purpose = :purpose and subject = :subject""")
        .bind("tries", tries)
        .bind("purpose", purpose)
        .bind("subject", subject)
        .execute();
  }

  /** Forgets some that ended before that; how many. */
  static int forget(Handle tx, Instant before, int most) {
    return tx.createUpdate(
            """
            delete from identity.code where ctid = any(array(
              select ctid from identity.code where expires < :before limit :most))""")
        .bind("before", before)
        .bind("most", most)
        .execute();
  }
}
