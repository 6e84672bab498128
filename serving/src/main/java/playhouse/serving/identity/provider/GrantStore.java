package playhouse.serving.identity.provider;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What clients were given, in the database. */
final class GrantStore {
  private static final String LIVE =
      """
      select g.*, t.role || '.' || t.name as staff from identity.oidc_grant g
      left join identity.session s on s.id = g.session
      left join identity.staff t on t.account = s.account and t.held is not null
        and t.ended is null and s.proven > cast(:now as timestamptz) - interval '12 hours'
      join identity.oidc_client c on c.id = g.client and c.removed is null
      where g.revoked is null and (g.session is null or (s.ended is null and s.expires > :now))
      """;

  private GrantStore() {}

  /** A code as it was given. */
  record Code(
      UUID grant, String redirect, String challenge, Optional<String> nonce, boolean used) {}

  /** What a new token is given for. */
  record Refresh(UUID grant, boolean used) {}

  /** Puts one down. */
  static void begin(Handle tx, Grant g) {
    tx.createUpdate(
            """
            insert into identity.oidc_grant (id, client, session, person, scopes, created)
            values (:id, :client, cast(:by as uuid), cast(:whom as uuid), :which, :created)""")
        .bindMethods(g)
        .bind("by", g.session().orElse(null))
        .bind("whom", g.person().orElse(null))
        .bindArray("which", String.class, g.scopes())
        .execute();
  }

  /** One that is good still, as its session and client are. */
  static Optional<Grant> live(Handle handle, UUID id, Instant now) {
    return handle
        .createQuery(LIVE + " and g.id = :id")
        .bind("id", id)
        .bind("now", now)
        .map((row, context) -> grant(row, Optional.ofNullable(row.getString("staff"))))
        .findOne();
  }

  /** Ends one: the one that it was; empty if it was over. */
  static Optional<Grant> revoke(Handle tx, UUID id, Instant now) {
    return tx.createQuery(
            """
            update identity.oidc_grant set revoked = :now where id = :id and revoked is null
            returning *""")
        .bind("id", id)
        .bind("now", now)
        .map((row, context) -> grant(row))
        .findOne();
  }

  /** Ends all of a client's. */
  static List<Grant> revokeAll(Handle tx, String client, Instant now) {
    return tx.createQuery(
            """
            update identity.oidc_grant set revoked = :now
            where client = :client and revoked is null returning *""")
        .bind("client", client)
        .bind("now", now)
        .map((row, context) -> grant(row))
        .list();
  }

  /** Ends some whose session is over. */
  static List<Grant> revokeLeft(Handle tx, Instant now, int most) {
    return tx.createQuery(
            """
            update identity.oidc_grant set revoked = :now where id = any(array(
              select g.id from identity.oidc_grant g join identity.session s on s.id = g.session
              where g.revoked is null and (s.ended is not null or s.expires <= :now)
              limit :most for update of g skip locked)) returning *""")
        .bind("now", now)
        .bind("most", most)
        .map((row, context) -> grant(row))
        .list();
  }

  /** Puts a code down. */
  static void code(Handle tx, byte[] hash, Code code, Instant expires) {
    tx.createUpdate(
            """
            insert into identity.oidc_code
            values (:hash, :grant, :redirect, :challenge, :nonce, :expires, null)""")
        .bind("hash", hash)
        .bind("grant", code.grant())
        .bind("redirect", code.redirect())
        .bind("challenge", code.challenge())
        .bind("nonce", code.nonce().orElse(null))
        .bind("expires", expires)
        .execute();
  }

  /** Takes one: whether it was taken before is told. */
  static Optional<Code> take(Handle tx, byte[] hash, Instant now) {
    Optional<Code> code =
        tx.createQuery(
                "select * from identity.oidc_code where hash = :hash and expires > :now for update")
            .bind("hash", hash)
            .bind("now", now)
            .map(
                (row, context) ->
                    new Code(
                        row.getObject("grant", UUID.class),
                        row.getString("redirect"),
                        row.getString("challenge"),
                        Optional.ofNullable(row.getString("nonce")),
                        row.getTimestamp("used") != null))
            .findOne();
    tx.createUpdate("update identity.oidc_code set used = :now where hash = :hash")
        .bind("hash", hash)
        .bind("now", now)
        .execute();
    return code;
  }

  /** Puts down what a new token is given for. */
  static void refresh(Handle tx, byte[] hash, UUID grant, Instant expires) {
    tx.createUpdate("insert into identity.oidc_refresh values (:hash, :grant, :expires, null)")
        .bind("hash", hash)
        .bind("grant", grant)
        .bind("expires", expires)
        .execute();
  }

  /** One of them, locked. */
  static Optional<Refresh> refresh(Handle tx, byte[] hash, Instant now) {
    return tx.createQuery(
            "select * from identity.oidc_refresh where hash = :hash and expires > :now for update")
        .bind("hash", hash)
        .bind("now", now)
        .map(
            (row, context) ->
                new Refresh(row.getObject("grant", UUID.class), row.getTimestamp("used") != null))
        .findOne();
  }

  /** Notes that one was taken. */
  static void used(Handle tx, byte[] hash, Instant now) {
    tx.createUpdate("update identity.oidc_refresh set used = :now where hash = :hash")
        .bind("hash", hash)
        .bind("now", now)
        .execute();
  }

  /** Forgets some of what is over; how many. */
  static int forget(Handle tx, Instant hourAgo, Instant monthsAgo, int most) {
    int codes =
        tx.createUpdate(
                """
                delete from identity.oidc_code where ctid = any(array(
                  select ctid from identity.oidc_code where expires < :hourAgo limit :most))""")
            .bind("hourAgo", hourAgo)
            .bind("most", most)
            .execute();
    int refreshes =
        tx.createUpdate(
                """
                delete from identity.oidc_refresh where ctid = any(array(
                  select ctid from identity.oidc_refresh where expires < :hourAgo limit :most))""")
            .bind("hourAgo", hourAgo)
            .bind("most", most)
            .execute();
    return codes
        + refreshes
        + tx.createUpdate(
                """
                delete from identity.oidc_grant where ctid = any(array(
                  select ctid from identity.oidc_grant where created < :monthsAgo
                    or (session is null and created < :hourAgo) limit :most))""")
            .bind("hourAgo", hourAgo)
            .bind("monthsAgo", monthsAgo)
            .bind("most", most)
            .execute();
  }

  private static Grant grant(ResultSet row) throws SQLException {
    return grant(row, Optional.empty());
  }

  private static Grant grant(ResultSet row, Optional<String> staff) throws SQLException {
    return new Grant(
        row.getObject("id", UUID.class),
        row.getString("client"),
        Optional.ofNullable(row.getObject("session", UUID.class)),
        Optional.ofNullable(row.getObject("person", UUID.class)),
        List.of((String[]) row.getArray("scopes").getArray()),
        row.getTimestamp("created").toInstant(),
        staff);
  }
}
