package playhouse.serving.identity.mfa;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Wrong second factors, in the database. */
final class GuessStore {
  private GuessStore() {}

  /** When one is looked at again that comes from there; empty if it is at once. */
  static Optional<Instant> until(Handle handle, UUID account, String place) {
    return handle
        .createQuery(
            "select until from identity.factor_guess where account = :account and place = :place")
        .bind("account", account)
        .bind("place", place)
        .map((row, context) -> Optional.ofNullable(row.getTimestamp("until")))
        .findOne()
        .flatMap(until -> until)
        .map(Timestamp::toInstant);
  }

  /** Counts one more; how many there are in a row, this one too. */
  static int wrong(Handle tx, UUID account, String place, Instant now) {
    return tx.createQuery(
            """
            insert into identity.factor_guess values (:account, :place, 1, :now, null)
            on conflict (account, place) do update
            set wrong = factor_guess.wrong + 1, last = :now
            returning wrong""")
        .bind("account", account)
        .bind("place", place)
        .bind("now", now)
        .mapTo(Integer.class)
        .one();
  }

  /** Looks at none from there before that. */
  static void rest(Handle tx, UUID account, String place, Instant until) {
    tx.createUpdate(
            """
            update identity.factor_guess set until = :until
            where account = :account and place = :place""")
        .bind("account", account)
        .bind("place", place)
        .bind("until", until)
        .execute();
  }

  /** Forgets those from there: one was right. */
  static void clear(Handle tx, UUID account, String place) {
    tx.createUpdate("delete from identity.factor_guess where account = :account and place = :place")
        .bind("account", account)
        .bind("place", place)
        .execute();
  }

  /** Forgets some of what is older than that; how many. */
  static int forget(Handle tx, Instant before, int most) {
    return tx.createUpdate(
            """
            delete from identity.factor_guess where ctid = any(array(
              select ctid from identity.factor_guess where last < :before limit :most))""")
        .bind("before", before)
        .bind("most", most)
        .execute();
  }
}
