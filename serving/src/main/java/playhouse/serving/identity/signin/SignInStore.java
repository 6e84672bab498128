package playhouse.serving.identity.signin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Address;

/** Half sign-ins, and those that were in vain, in the database. */
final class SignInStore {
  private SignInStore() {}

  /** Puts a half one down. */
  static void begin(Handle tx, HalfSignIn h, String network, String agent) {
    tx.createUpdate(
            """
            insert into identity.half_sign_in values (:id, :account, :shownBy,
              cast(:from as uuid), :network, :agent, :tries, :created, :expires)""")
        .bindMethods(h)
        .bindArray("shownBy", String.class, h.methods())
        .bind("from", h.device().orElse(null))
        .bind("network", network)
        .bind("agent", agent)
        .execute();
  }

  /** One that is good still, locked. */
  static Optional<HalfSignIn> locked(Handle tx, UUID id, Instant now) {
    return tx.createQuery(
            """
            select * from identity.half_sign_in
            where id = :id and expires > :now and tries > 0 for update""")
        .bind("id", id)
        .bind("now", now)
        .map(
            (row, context) ->
                new HalfSignIn(
                    id,
                    row.getObject("account", UUID.class),
                    List.of((String[]) row.getArray("methods").getArray()),
                    row.getInt("tries"),
                    row.getTimestamp("created").toInstant(),
                    row.getTimestamp("expires").toInstant(),
                    Optional.ofNullable(row.getObject("device", UUID.class))))
        .findOne();
  }

  /** Has so many tries left for one; with none it is good no longer. */
  static void leave(Handle tx, UUID id, int tries) {
    tx.createUpdate("update identity.half_sign_in set tries = :tries where id = :id")
        .bind("tries", tries)
        .bind("id", id)
        .execute();
  }

  /** Has all of an account's be good no longer. */
  static void over(Handle tx, UUID account) {
    tx.createUpdate("update identity.half_sign_in set tries = 0 where account = :account")
        .bind("account", account)
        .execute();
  }

  /**
   * What was in vain.
   *
   * @param until when somebody may try again
   */
  record Failed(boolean any, Optional<Instant> until) {}

  /**
   * All that is looked at before a password is.
   *
   * @param account that is reached there and is open
   * @param password what is kept of its own
   * @param known whether it knows the device
   */
  record Seen(Optional<UUID> account, Optional<String> password, boolean known, Failed failed) {}

  /**
   * Who is reached at an address, and what was in vain there, in one question that is the same
   * whether or not anybody is.
   *
   * @param device hash of what their device keeps; empty if they have none
   * @param elsewhere what is counted if the account does not know the device
   * @param there what is counted if it does
   */
  static Seen seen(
      Handle handle, Address address, byte[] device, List<String> elsewhere, List<String> there) {
    return handle
        .createQuery(
            """
            select a.id, a.password, d.id is not null as known, f.*
            from (values (1)) one
            left join identity.address e on e.kind = :kind and e.value = :value
            left join identity.account a on a.id = e.account and a.closed is null
            left join identity.device d
              on d.hash = :device and d.account = a.id and d.removed is null
            cross join lateral (
              select count(*) > 0 as any_at_all, max(until) as until
              from identity.failed_sign_in
              where subject = any(string_to_array(
                case when d.id is null then :elsewhere else :there end, ','))) f""")
        .bind("kind", address.kind().text())
        .bind("value", address.value())
        .bind("device", device)
        // As texts: an array costs the driver and us more than all else that is bound here.
        .bind("elsewhere", String.join(",", elsewhere))
        .bind("there", String.join(",", there))
        .map(
            (row, context) ->
                new Seen(
                    Optional.ofNullable(row.getObject("id", UUID.class)),
                    Optional.ofNullable(row.getString("password")),
                    row.getBoolean("known"),
                    vain(row)))
        .one();
  }

  private static Failed vain(ResultSet row) throws SQLException {
    return new Failed(
        row.getBoolean("any_at_all"),
        Optional.ofNullable(row.getTimestamp("until")).map(Timestamp::toInstant));
  }

  /** What was in vain there: of these together, the latest. */
  static Failed failed(Handle handle, List<String> subjects) {
    return handle
        .createQuery(
            """
            select count(*) > 0 as any_at_all, max(until) as until
            from identity.failed_sign_in where subject = any(:subjects)""")
        .bindArray("subjects", String.class, subjects)
        .map((row, context) -> vain(row))
        .one();
  }

  /** Counts one more in vain; how many there are since then, this one too. */
  static int failed(Handle tx, String subject, Instant now, Instant since) {
    return tx.createQuery(
            """
            insert into identity.failed_sign_in values (:subject, 1, :now, null)
            on conflict (subject) do update
            set failed = case when failed_sign_in.since < :since then 1
                else failed_sign_in.failed + 1 end,
              since = case when failed_sign_in.since < :since then :now
                else failed_sign_in.since end
            returning failed""")
        .bind("subject", subject)
        .bind("now", now)
        .bind("since", since)
        .mapTo(Integer.class)
        .one();
  }

  /** Lets nobody try there before that. */
  static void rest(Handle tx, String subject, Instant until) {
    tx.createUpdate("update identity.failed_sign_in set until = :until where subject = :subject")
        .bind("until", until)
        .bind("subject", subject)
        .execute();
  }

  /** Forgets what failed there: somebody came in. */
  static void clear(Handle tx, String subject) {
    tx.createUpdate("delete from identity.failed_sign_in where subject = :subject")
        .bind("subject", subject)
        .execute();
  }

  /** Forgets some of what is older than that; how many. */
  static int forget(Handle tx, Instant before, int most) {
    int halves =
        tx.createUpdate(
                """
                delete from identity.half_sign_in where ctid = any(array(
                  select ctid from identity.half_sign_in where expires < :before limit :most))""")
            .bind("before", before)
            .bind("most", most)
            .execute();
    return halves
        + tx.createUpdate(
                """
                delete from identity.failed_sign_in where ctid = any(array(
                  select ctid from identity.failed_sign_in where since < :before limit :most))""")
            .bind("before", before)
            .bind("most", most)
            .execute();
  }
}
