package playhouse.serving.identity.signup;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.Address;
import playhouse.serving.identity.accounts.Origin;

/** Sign-ups, in the database. */
final class SignUpStore {
  private SignUpStore() {}

  /** Puts one down. */
  static void begin(Handle tx, SignUp s) {
    Accounts.Wanted wanted = s.wanted();
    tx.createUpdate(
            """
            insert into identity.sign_up values (:id, :kind, :address, :password, :language,
              :channel, :campaign, :created, :expires, null, null, :country)""")
        .bindMethods(s)
        .bind("kind", wanted.address().kind().text())
        .bind("address", wanted.address().value())
        .bind("password", wanted.password().orElseThrow())
        .bind("language", wanted.language())
        .bind("channel", wanted.origin().channel())
        .bind("campaign", wanted.origin().campaign().orElse(null))
        .bind("country", wanted.origin().country().orElse(null))
        .execute();
  }

  /** One that is under way, locked. */
  static Optional<SignUp> locked(Handle tx, UUID id, Instant now) {
    return tx.createQuery(
            """
            select * from identity.sign_up
            where id = :id and done is null and expires > :now for update""")
        .bind("id", id)
        .bind("now", now)
        .map((row, context) -> signUp(row))
        .findOne();
  }

  /** Puts down that the address is theirs. */
  static void verified(Handle tx, UUID id, Instant now) {
    tx.createUpdate("update identity.sign_up set verified = :now where id = :id")
        .bind("now", now)
        .bind("id", id)
        .execute();
  }

  /** Puts down that it has led to an account. */
  static void done(Handle tx, UUID id, Instant now) {
    tx.createUpdate("update identity.sign_up set done = :now, password = '' where id = :id")
        .bind("now", now)
        .bind("id", id)
        .execute();
  }

  /** Forgets some that ended before that; how many. */
  static int forget(Handle tx, Instant before, int most) {
    return tx.createUpdate(
            """
            delete from identity.sign_up where ctid = any(array(
              select ctid from identity.sign_up where expires < :before limit :most))""")
        .bind("before", before)
        .bind("most", most)
        .execute();
  }

  private static SignUp signUp(ResultSet row) throws SQLException {
    Accounts.Wanted wanted =
        new Accounts.Wanted(
            Address.kept(row.getString("kind"), row.getString("address")),
            Optional.of(row.getString("password")),
            row.getString("language"),
            new Origin(
                row.getString("channel"),
                Optional.ofNullable(row.getString("campaign")),
                Optional.ofNullable(row.getString("country"))));
    return new SignUp(
        row.getObject("id", UUID.class),
        wanted,
        row.getTimestamp("created").toInstant(),
        row.getTimestamp("expires").toInstant(),
        Optional.ofNullable(row.getTimestamp("verified")).map(Timestamp::toInstant));
  }
}
