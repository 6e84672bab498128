package playhouse.serving.identity.mfa;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Second factors, in the database. */
final class FactorStore {
  private FactorStore() {}

  /**
   * An authenticator.
   *
   * @param secret sealed
   * @param step of the code that was used last
   */
  record Authenticator(ByteBuffer secret, long step, Instant since) {}

  /** A number that codes are sent to. */
  record Phone(String number, Instant since) {}

  /** What an account's owner can show, the best first. */
  static List<String> kinds(Handle handle, UUID account) {
    return handle
        .createQuery(
            """
            select kind from (
              select 1 as place, 'totp' as kind from identity.totp where account = :account
              union all select distinct 2, 'backup-code' from identity.backup_code
                where account = :account and used is null
              union all select 3, 'sms' from identity.sms_factor where account = :account) known
            order by place""")
        .bind("account", account)
        .map((row, context) -> row.getString("kind"))
        .list();
  }

  /** An account's authenticator; empty if it has none. */
  static Optional<Authenticator> totp(Handle handle, UUID account) {
    return handle
        .createQuery("select * from identity.totp where account = :account")
        .bind("account", account)
        .map(
            (row, context) ->
                new Authenticator(
                    ByteBuffer.wrap(row.getBytes("secret")),
                    row.getLong("step"),
                    row.getTimestamp("since").toInstant()))
        .findOne();
  }

  /** Puts the secret of one down that is not shown to be there yet. */
  static void beginTotp(Handle tx, UUID account, byte[] secret, Instant expires) {
    tx.createUpdate(
            """
            insert into identity.totp_begun values (:account, :secret, :expires)
            on conflict (account) do update set secret = :secret, expires = :expires""")
        .bind("account", account)
        .bind("secret", secret)
        .bind("expires", expires)
        .execute();
  }

  /** The secret of one that was begun and is not too old; sealed, and locked. */
  static Optional<byte[]> begunTotp(Handle tx, UUID account, Instant now) {
    return tx.createQuery(
            """
            select secret from identity.totp_begun
            where account = :account and expires > :now for update""")
        .bind("account", account)
        .bind("now", now)
        .map((row, context) -> row.getBytes("secret"))
        .findOne();
  }

  /** Has the one that was begun be the account's, in place of the one before. */
  static void completeTotp(Handle tx, UUID account, long step, Instant now) {
    tx.createUpdate(
            """
            with begun as (delete from identity.totp_begun where account = :account returning *)
            insert into identity.totp select account, secret, :step, :now from begun
            on conflict (account) do update
            set secret = excluded.secret, step = excluded.step, since = excluded.since""")
        .bind("account", account)
        .bind("step", step)
        .bind("now", now)
        .execute();
  }

  /** Uses a step up; false if it or a later one was used. */
  static boolean useStep(Handle tx, UUID account, long step) {
    return tx.createUpdate(
                "update identity.totp set step = :step where account = :account and step < :step")
            .bind("account", account)
            .bind("step", step)
            .execute()
        == 1;
  }

  /** Forgets some that were begun and led nowhere; how many. */
  static int forgetBegun(Handle tx, Instant before, int most) {
    return tx.createUpdate(
            """
            delete from identity.totp_begun where ctid = any(array(
              select ctid from identity.totp_begun where expires < :before limit :most))""")
        .bind("before", before)
        .bind("most", most)
        .execute();
  }

  /** The number that codes are sent to; empty if there is none. */
  static Optional<Phone> phone(Handle handle, UUID account) {
    return handle
        .createQuery("select number, since from identity.sms_factor where account = :account")
        .bind("account", account)
        .map(
            (row, context) ->
                new Phone(row.getString("number"), row.getTimestamp("since").toInstant()))
        .findOne();
  }

  /** Has codes be sent there, in place of where they were. */
  static void phone(Handle tx, UUID account, String number, Instant now) {
    tx.createUpdate(
            """
            insert into identity.sms_factor values (:account, :number, :now)
            on conflict (account) do update set number = :number, since = :now""")
        .bind("account", account)
        .bind("number", number)
        .bind("now", now)
        .execute();
  }

  /** Takes a factor away; false if there is none such. */
  static boolean remove(Handle tx, UUID account, Kind kind) {
    String sql =
        switch (kind) {
          case TOTP -> "delete from identity.totp where account = :account";
          case SMS -> "delete from identity.sms_factor where account = :account";
          case BACKUP_CODE -> "delete from identity.backup_code where account = :account";
        };
    return tx.createUpdate(sql).bind("account", account).execute() > 0;
  }

  /** Puts the hashes of codes down, in place of those before. */
  static void replaceCodes(Handle tx, UUID account, List<byte[]> hashes) {
    remove(tx, account, Kind.BACKUP_CODE);
    PreparedBatch batch =
        tx.prepareBatch("insert into identity.backup_code values (:account, :hash)");
    hashes.forEach(hash -> batch.bind("account", account).bind("hash", hash).add());
    batch.execute();
  }

  /** Uses a code up; false if there is none such that is good. */
  static boolean useCode(Handle tx, UUID account, byte[] hash, Instant now) {
    return tx.createUpdate(
                """
                update identity.backup_code set used = :now
                where account = :account and hash = :hash and used is null""")
            .bind("account", account)
            .bind("hash", hash)
            .bind("now", now)
            .execute()
        == 1;
  }

  /** How many codes are good still. */
  static int codesLeft(Handle handle, UUID account) {
    return handle
        .createQuery(
            """
            select count(*) from identity.backup_code
            where account = :account and used is null""")
        .bind("account", account)
        .mapTo(Integer.class)
        .one();
  }
}
