package playhouse.serving.identity.provider.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.secrets.Seal;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * What we sign with. A new key every month is published a day before it signs and a day after the
 * next one does, so that whoever checks has looked meanwhile.
 */
public final class SigningKeys {
  private static final String PURPOSE = "oidc key";
  private static final int BITS = 2048;
  private static final Duration SIGNS = Duration.ofDays(30);
  private static final Duration SHOWN = Duration.ofDays(1);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final ServicesDatabase database;
  private final Seal seal;
  private final Clock clock;
  private List<Key> known = List.of();
  private Instant looked = Instant.MIN;

  private record Key(RSAKey key, Instant begins) {}

  /** Kept there, sealed so. */
  public SigningKeys(ServicesDatabase database, Seal seal, Clock clock) {
    this.database = database;
    this.seal = seal;
    this.clock = clock;
  }

  /** The one that signs now. */
  public RSAKey signing() {
    Instant now = clock.instant();
    return all(LOOK_EVERY).stream()
        .filter(each -> !each.begins().isAfter(now))
        .findFirst()
        .map(Key::key)
        .orElseThrow(() -> new IllegalStateException("there is no key to sign with"));
  }

  /** The one of that name; one that was made elsewhere is looked for. */
  public Optional<RSAKey> named(String id) {
    return named(id, LOOK_EVERY).or(() -> named(id, LOOK_AGAIN));
  }

  private Optional<RSAKey> named(String id, Duration young) {
    return all(young).stream().map(Key::key).filter(key -> id.equals(key.getKeyID())).findFirst();
  }

  /** What is published. */
  public JWKSet published() {
    return new JWKSet(all(LOOK_EVERY).stream().<JWK>map(each -> each.key().toPublicJWK()).toList());
  }

  private synchronized List<Key> all(Duration young) {
    Instant now = clock.instant();
    if (known.isEmpty() || looked.isBefore(now.minus(young))) {
      known = database.read(KeyStore::all).stream().map(this::opened).toList();
      if (known.isEmpty()) {
        database.write(this::turn);
        known = database.read(KeyStore::all).stream().map(this::opened).toList();
      }
      looked = now;
    }
    return known;
  }

  /** Makes a new one when it is time, and takes away what nobody checks with any more. */
  public int turn(Handle tx) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    KeyStore.lock(tx);
    List<KeyStore.Kept> all = KeyStore.all(tx);
    if (all.isEmpty()) {
      KeyStore.add(tx, made(now));
      return 1;
    }
    if (all.get(0).begins().isBefore(now.minus(SIGNS))) {
      KeyStore.add(tx, made(now.plus(SHOWN)));
      return 1;
    }
    return KeyStore.forget(tx, now.minus(SHOWN));
  }

  private KeyStore.Kept made(Instant begins) {
    try {
      RSAKey key =
          new RSAKeyGenerator(BITS)
              .keyID(UUID.randomUUID().toString())
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.RS256)
              .generate();
      byte[] text = key.toJSONString().getBytes(StandardCharsets.UTF_8);
      String sealed = Base64.getEncoder().encodeToString(seal.close(PURPOSE, text));
      return new KeyStore.Kept(key.getKeyID(), sealed, begins);
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java makes RSA keys", e);
    }
  }

  private Key opened(KeyStore.Kept kept) {
    byte[] text = seal.open(PURPOSE, Base64.getDecoder().decode(kept.sealed()));
    try {
      return new Key(RSAKey.parse(new String(text, StandardCharsets.UTF_8)), kept.begins());
    } catch (ParseException e) {
      throw new IllegalStateException("a key of ours that is not as we wrote it", e);
    }
  }
}
