package playhouse.serving.platform.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import playhouse.serving.platform.Refusal;

/**
 * What was answered to requests that bore a key: sent again, the answer is the same and nothing is
 * done twice. The note is part of the request's own transaction, so two that come at once wait for
 * each other, and one that failed leaves none. Source: draft-ietf-httpapi-idempotency-key-header.
 */
public final class Idempotency {
  /** How long a key is remembered. */
  public static final Duration KEPT = Duration.ofDays(30);

  private static final int LONGEST = 255;
  private static final int AT_ONCE = 10_000;

  private Idempotency() {}

  /**
   * What was answered.
   *
   * @param location of what was made; empty if nothing was
   * @param again whether it had been answered before
   */
  public record Told(int status, Optional<String> location, String body, boolean again) {}

  /**
   * Does the work, unless it was done already.
   *
   * @param caller keys of different callers have nothing to do with each other
   * @param key chosen by the caller, of 1 to 255 characters
   * @param request method, path and body as sent
   * @throws Refusal 400 if the key is not as it must be; 409 if it came with another request before
   */
  public static Told once(
      Handle tx, String caller, String key, byte[] request, Instant now, Supplier<Told> work) {
    if (key.isBlank() || key.length() > LONGEST) {
      throw Refusal.bad("Idempotency-Key", "must have 1 to " + LONGEST + " characters");
    }
    byte[] hash = hash(request);
    int claimed =
        tx.createUpdate(
                """
                insert into platform.idempotency (caller, key, request_hash, created)
                values (:caller, :key, :hash, :now) on conflict do nothing""")
            .bind("caller", caller)
            .bind("key", key)
            .bind("hash", hash)
            .bind("now", now)
            .execute();
    if (claimed == 0) {
      return before(tx, caller, key, hash);
    }
    Told told = work.get();
    tx.createUpdate(
            """
            update platform.idempotency set status = :status, location = :location, answer = :body
            where caller = :caller and key = :key""")
        .bind("status", told.status())
        .bind("location", told.location().orElse(null))
        .bind("body", told.body())
        .bind("caller", caller)
        .bind("key", key)
        .execute();
    return told;
  }

  private static Told before(Handle tx, String caller, String key, byte[] hash) {
    return tx.createQuery(
            """
            select request_hash, status, location, answer from platform.idempotency
            where caller = :caller and key = :key""")
        .bind("caller", caller)
        .bind("key", key)
        .map(
            (row, context) -> {
              if (!Arrays.equals(row.getBytes("request_hash"), hash)) {
                throw Refusal.conflict(
                    "idempotency_key_reused",
                    "the Idempotency-Key came with another request before");
              }
              return new Told(
                  row.getInt("status"),
                  Optional.ofNullable(row.getString("location")),
                  row.getString("answer"),
                  true);
            })
        .one();
  }

  /** Forgets some of what is older than {@link #KEPT}; how many were forgotten. */
  public static int forget(Handle tx, Instant now) {
    return tx.createUpdate(
            """
            delete from platform.idempotency where ctid = any(array(
              select ctid from platform.idempotency where created < :limit limit :most))""")
        .bind("limit", now.minus(KEPT))
        .bind("most", AT_ONCE)
        .execute();
  }

  private static byte[] hash(byte[] request) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(request);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Method, path and body in one. */
  public static byte[] request(String method, String path, byte[] body) {
    byte[] head = (method + " " + path + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }
}
