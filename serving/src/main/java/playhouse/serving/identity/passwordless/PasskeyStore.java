package playhouse.serving.identity.passwordless;

import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.RegistrationResult;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Passkeys and what authenticators were asked, in the database. To authenticators an account's
 * handle is its id in bytes: it does not tell who it is.
 *
 * @param adding the account that is to have a new one; empty if none is
 */
record PasskeyStore(Handle tx, Optional<UUID> adding) implements CredentialRepository {

  static ByteArray handle(UUID account) {
    return new ByteArray(
        ByteBuffer.allocate(16)
            .putLong(account.getMostSignificantBits())
            .putLong(account.getLeastSignificantBits())
            .array());
  }

  static Optional<UUID> account(ByteArray handle) {
    if (handle.size() != 16) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(handle.getBytes());
    return Optional.of(new UUID(bytes.getLong(), bytes.getLong()));
  }

  @Override
  public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String username) {
    return tx
        .createQuery(
            """
            select credential from identity.passkey
            where account = :account and removed is null""")
        .bind("account", adding.orElseThrow())
        .map((row, context) -> new ByteArray(row.getBytes("credential")))
        .list()
        .stream()
        .map(id -> PublicKeyCredentialDescriptor.builder().id(id).build())
        .collect(Collectors.toSet());
  }

  @Override
  public Optional<ByteArray> getUserHandleForUsername(String username) {
    return adding.map(PasskeyStore::handle);
  }

  @Override
  public Optional<String> getUsernameForUserHandle(ByteArray handle) {
    return account(handle).map(UUID::toString);
  }

  @Override
  public Optional<RegisteredCredential> lookup(ByteArray credential, ByteArray handle) {
    return lookupAll(credential).stream()
        .filter(each -> each.getUserHandle().equals(handle))
        .findFirst();
  }

  @Override
  public Set<RegisteredCredential> lookupAll(ByteArray credential) {
    return tx
        .createQuery(
            """
            select * from identity.passkey
            where credential = :credential and removed is null for update""")
        .bind("credential", credential.getBytes())
        .map(
            (row, context) ->
                RegisteredCredential.builder()
                    .credentialId(credential)
                    .userHandle(handle(row.getObject("account", UUID.class)))
                    .publicKeyCose(new ByteArray(row.getBytes("public_key")))
                    .signatureCount(row.getLong("signatures"))
                    .build())
        .list()
        .stream()
        .collect(Collectors.toSet());
  }

  /** Puts a new one down. */
  static void begin(Handle tx, UUID account, Passkey p, RegistrationResult result) {
    tx.createUpdate(
            """
            insert into identity.passkey values (:id, :account, :credential, :key, :signatures,
              :synced, :aaguid, :name, :created, null, null, null)""")
        .bindMethods(p)
        .bind("account", account)
        .bind("credential", result.getKeyId().getId().getBytes())
        .bind("key", result.getPublicKeyCose().getBytes())
        .bind("signatures", result.getSignatureCount())
        .bind("aaguid", result.getAaguid().getHex())
        .execute();
  }

  /** Those of an account, the oldest first. */
  static List<Passkey> of(Handle handle, UUID account) {
    return handle
        .createQuery(
            """
            select * from identity.passkey where account = :account and removed is null
            order by created""")
        .bind("account", account)
        .map((row, context) -> passkey(row))
        .list();
  }

  /** The one of that credential. */
  static Passkey get(Handle handle, ByteArray credential) {
    return handle
        .createQuery("select * from identity.passkey where credential = :credential")
        .bind("credential", credential.getBytes())
        .map((row, context) -> passkey(row))
        .one();
  }

  /** Notes that one was used. */
  static void used(Handle tx, UUID id, long signatures, Instant now) {
    tx.createUpdate(
            "update identity.passkey set signatures = :signatures, used = :now where id = :id")
        .bind("signatures", signatures)
        .bind("now", now)
        .bind("id", id)
        .execute();
  }

  /** Takes one of an account's away; false if it has none such. */
  static boolean remove(Handle tx, UUID account, UUID id, String why, Instant now) {
    return tx.createUpdate(
                """
                update identity.passkey set removed = :now, removal = :why
                where id = :id and account = :account and removed is null""")
            .bind("now", now)
            .bind("why", why)
            .bind("id", id)
            .bind("account", account)
            .execute()
        == 1;
  }

  /** Puts down what an authenticator is asked. */
  static void ask(Handle tx, UUID id, Optional<UUID> account, String request, Instant expires) {
    tx.createUpdate(
            "insert into identity.ceremony values (:id, :account::uuid, :request, :expires)")
        .bind("id", id)
        .bind("account", account.orElse(null))
        .bind("request", request)
        .bind("expires", expires)
        .execute();
  }

  /** What was asked; it is good no longer. */
  static Optional<String> asked(Handle tx, UUID id, Optional<UUID> account, Instant now) {
    return tx.createQuery(
            """
            delete from identity.ceremony
            where id = :id and account is not distinct from :account::uuid and expires > :now
            returning request""")
        .bind("id", id)
        .bind("account", account.orElse(null))
        .bind("now", now)
        .mapTo(String.class)
        .findOne();
  }

  /** Forgets what was asked and never answered; how much. */
  static int forget(Handle tx, Instant before, int most) {
    return tx.createUpdate(
            """
            delete from identity.ceremony where ctid = any(array(
              select ctid from identity.ceremony where expires < :before limit :most))""")
        .bind("before", before)
        .bind("most", most)
        .execute();
  }

  private static Passkey passkey(ResultSet row) throws SQLException {
    return new Passkey(
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getBoolean("synced"),
        row.getTimestamp("created").toInstant(),
        Optional.ofNullable(row.getTimestamp("used")).map(Timestamp::toInstant));
  }
}
