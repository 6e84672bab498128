package playhouse.serving.identity.federation;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import playhouse.serving.identity.federation.remote.Arrived;

/** What is linked, who is on their way, and who came by it, in the database. */
final class FederationStore {
  private FederationStore() {}

  /** A session that somebody came by, and whose it is. */
  record By(UUID session, UUID account) {}

  /** Puts down that somebody is on their way. */
  static void begin(Handle tx, byte[] state, byte[] browser, Attempt a, Instant expires) {
    tx.createUpdate(
            """
            insert into identity.sso_attempt (state, browser, provider, next, account, session,
              expires)
            values (:state, :browser, :provider, :next, cast(:account as uuid),
              cast(:session as uuid), :expires)""")
        .bind("state", state)
        .bind("browser", browser)
        .bind("provider", a.provider())
        .bind("next", a.next())
        .bind("account", a.account().orElse(null))
        .bind("session", a.session().orElse(null))
        .bind("expires", expires)
        .execute();
  }

  /** Somebody is back in the browser that they left from: they come once. */
  static Optional<Attempt> take(
      Handle tx, byte[] state, byte[] browser, String provider, Instant now) {
    return tx.createQuery(
            """
            delete from identity.sso_attempt
            where state = :state and browser = :browser and provider = :provider and expires > :now
            returning *""")
        .bind("state", state)
        .bind("browser", browser)
        .bind("provider", provider)
        .bind("now", now)
        .map(
            (row, context) ->
                new Attempt(
                    provider,
                    row.getString("next"),
                    Optional.ofNullable(row.getObject("account", UUID.class)),
                    Optional.ofNullable(row.getObject("session", UUID.class))))
        .findOne();
  }

  /** Puts down that somebody is here whom no account knows. */
  static void arrive(Handle tx, byte[] browser, String provider, Arrived a, Instant expires) {
    tx.createUpdate(
            """
            insert into identity.sso_arrival
            values (:browser, :provider, :issuer, :subject, :sid, :mail, :expires)
            on conflict (browser) do update set provider = excluded.provider,
              issuer = excluded.issuer, subject = excluded.subject, sid = excluded.sid,
              mail = excluded.mail, expires = excluded.expires""")
        .bind("browser", browser)
        .bind("provider", provider)
        .bind("issuer", a.issuer())
        .bind("subject", a.subject())
        .bind("sid", a.sid().orElse(null))
        .bind("mail", a.mail().orElse(null))
        .bind("expires", expires)
        .execute();
  }

  /** Who is here whom no account knows, and through which provider; locked. */
  static Optional<Federation.Stranger> stranger(Handle tx, byte[] browser, Instant now) {
    return tx.createQuery(
            """
            select * from identity.sso_arrival where browser = :browser and expires > :now
            for update""")
        .bind("browser", browser)
        .bind("now", now)
        .map(
            (row, context) ->
                new Federation.Stranger(
                    row.getString("provider"),
                    new Arrived(
                        row.getString("issuer"),
                        row.getString("subject"),
                        Optional.ofNullable(row.getString("sid")),
                        Optional.ofNullable(row.getString("mail")))))
        .findOne();
  }

  /** Forgets who was here. */
  static void leave(Handle tx, byte[] browser) {
    tx.createUpdate("delete from identity.sso_arrival where browser = :browser")
        .bind("browser", browser)
        .execute();
  }

  /** The open account that somebody there is let in to. */
  static Optional<UUID> account(Handle handle, Arrived a) {
    return handle
        .createQuery(
            """
            select account from identity.sso_identity i join identity.account a on a.id = i.account
            where issuer = :issuer and subject = :subject and a.closed is null""")
        .bind("issuer", a.issuer())
        .bind("subject", a.subject())
        .mapTo(UUID.class)
        .findOne();
  }

  /** Links; false if it is linked to an account, or the account to another there. */
  static boolean link(Handle tx, String provider, Arrived a, UUID account, Instant now) {
    return tx.createUpdate(
                """
                insert into identity.sso_identity (issuer, subject, provider, account, linked, used)
                values (:issuer, :subject, :provider, :account, :now, :now) on conflict do nothing""")
            .bind("issuer", a.issuer())
            .bind("subject", a.subject())
            .bind("provider", provider)
            .bind("account", account)
            .bind("now", now)
            .execute()
        == 1;
  }

  /** Notes that it let somebody in. */
  static void used(Handle tx, Arrived a, Instant now) {
    tx.createUpdate(
            """
            update identity.sso_identity set used = :now
            where issuer = :issuer and subject = :subject""")
        .bind("issuer", a.issuer())
        .bind("subject", a.subject())
        .bind("now", now)
        .execute();
  }

  /** What an account is linked with, the oldest first. */
  static List<Linked> of(Handle handle, UUID account) {
    return handle
        .createQuery("select * from identity.sso_identity where account = :account order by linked")
        .bind("account", account)
        .map(
            (row, context) ->
                new Linked(
                    row.getString("provider"),
                    row.getString("issuer"),
                    account,
                    row.getTimestamp("linked").toInstant(),
                    Optional.ofNullable(row.getTimestamp("used")).map(Timestamp::toInstant)))
        .list();
  }

  /** Links no longer. */
  static void unlink(Handle tx, UUID account, String issuer) {
    tx.createUpdate(
            "delete from identity.sso_identity where account = :account and issuer = :issuer")
        .bind("account", account)
        .bind("issuer", issuer)
        .execute();
  }

  /** Puts down by whom a session came, or is to come once the rest is shown. */
  static void came(Handle tx, @Nullable UUID session, @Nullable UUID half, Arrived a, Instant now) {
    tx.createUpdate(
            """
            insert into identity.sso_session (session, half, issuer, subject, sid, came)
            values (cast(:session as uuid), cast(:half as uuid), :issuer, :subject, :sid, :now)""")
        .bind("session", session)
        .bind("half", half)
        .bind("issuer", a.issuer())
        .bind("subject", a.subject())
        .bind("sid", a.sid().orElse(null))
        .bind("now", now)
        .execute();
  }

  /** The rest was shown: the issuer that they came through; empty if they came otherwise. */
  static Optional<String> completed(Handle tx, UUID half, UUID session) {
    return tx.createQuery(
            """
            update identity.sso_session set session = :session, half = null where half = :half
            returning issuer""")
        .bind("half", half)
        .bind("session", session)
        .mapTo(String.class)
        .findOne();
  }

  /** Open sessions that came by that one there; all of theirs, or those of one session there. */
  static List<By> by(Handle tx, String issuer, @Nullable String subject, @Nullable String sid) {
    return tx.createQuery(
            """
            select s.id, s.account from identity.sso_session b
            join identity.session s on s.id = b.session
            where b.issuer = :issuer and s.ended is null
              and (cast(:subject as text) is null or b.subject = :subject)
              and (cast(:sid as text) is null or b.sid = :sid)""")
        .bind("issuer", issuer)
        .bind("subject", subject)
        .bind("sid", sid)
        .map(
            (row, context) ->
                new By(row.getObject("id", UUID.class), row.getObject("account", UUID.class)))
        .list();
  }

  /** Open sessions of an account that came through that issuer. */
  static List<By> of(Handle tx, UUID account, String issuer) {
    return tx.createQuery(
            """
            select s.id from identity.sso_session b join identity.session s on s.id = b.session
            where b.issuer = :issuer and s.ended is null and s.account = :account""")
        .bind("issuer", issuer)
        .bind("account", account)
        .map((row, context) -> new By(row.getObject("id", UUID.class), account))
        .list();
  }

  /** Forgets who had shown themselves there and was to show the rest here. */
  static void forgetHalves(
      Handle tx, String issuer, @Nullable String subject, @Nullable String sid) {
    tx.createUpdate(
            """
            with gone as (delete from identity.sso_session
              where issuer = :issuer and half is not null
                and (cast(:subject as text) is null or subject = :subject)
                and (cast(:sid as text) is null or sid = :sid) returning half)
            delete from identity.half_sign_in where id in (select half from gone)""")
        .bind("issuer", issuer)
        .bind("subject", subject)
        .bind("sid", sid)
        .execute();
  }

  /** Takes a word of an issuer; false if it was taken before. */
  static boolean once(Handle tx, String issuer, String id, Instant until) {
    return tx.createUpdate(
                "insert into identity.sso_logout values (:issuer, :id, :until) on conflict do nothing")
            .bind("issuer", issuer)
            .bind("id", id)
            .bind("until", until)
            .execute()
        == 1;
  }

  /** Forgets some of what is over; how many. */
  static int forget(Handle tx, Instant now, Instant dayAgo, int most) {
    int forgotten = 0;
    for (String table : List.of("sso_attempt", "sso_arrival", "sso_logout")) {
      forgotten +=
          tx.createUpdate(
                  """
                  delete from identity.<table> where ctid = any(array(
                    select ctid from identity.<table> where expires < :now limit :most))""")
              .define("table", table)
              .bind("now", now)
              .bind("most", most)
              .execute();
    }
    return forgotten
        + tx.createUpdate(
                "delete from identity.sso_session where half is not null and came < :dayAgo")
            .bind("dayAgo", dayAgo)
            .execute();
  }
}
