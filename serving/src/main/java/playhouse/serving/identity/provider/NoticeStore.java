package playhouse.serving.identity.provider;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What clients are still to be told, in the database. */
final class NoticeStore {
  private NoticeStore() {}

  /**
   * One that is due.
   *
   * @param told where
   * @param attempts how often it was begun, this time too
   */
  record Due(long number, String client, String told, UUID person, UUID session, int attempts) {}

  /** Puts one down. */
  static void add(Handle tx, String client, UUID person, UUID session, Instant now) {
    tx.createUpdate(
            """
            insert into identity.oidc_notice (client, person, session, due)
            values (:client, :person, :session, :now)""")
        .bind("client", client)
        .bind("person", person)
        .bind("session", session)
        .bind("now", now)
        .execute();
  }

  /** Takes one, for so long. */
  static Optional<Due> claim(Handle tx, Instant now, Instant until) {
    return tx.createQuery(
            """
            with due as (update identity.oidc_notice set due = :until, attempts = attempts + 1
              where number = (select number from identity.oidc_notice where due <= :now
                order by due limit 1 for update skip locked) returning *)
            select due.*, c.told from due join identity.oidc_client c on c.id = due.client""")
        .bind("now", now)
        .bind("until", until)
        .map(
            (row, context) ->
                new Due(
                    row.getLong("number"),
                    row.getString("client"),
                    row.getString("told"),
                    row.getObject("person", UUID.class),
                    row.getObject("session", UUID.class),
                    row.getInt("attempts")))
        .findOne();
  }

  /** It is told. */
  static void done(Handle tx, long number) {
    tx.createUpdate("delete from identity.oidc_notice where number = :number")
        .bind("number", number)
        .execute();
  }

  /** It is to be told again then. */
  static void again(Handle tx, long number, Instant due) {
    tx.createUpdate("update identity.oidc_notice set due = :due where number = :number")
        .bind("number", number)
        .bind("due", due)
        .execute();
  }
}
