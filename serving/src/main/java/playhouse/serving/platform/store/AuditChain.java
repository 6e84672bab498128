package playhouse.serving.platform.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The audit log's entries in a chain: each link's hash covers its entry and the link before, so an
 * entry that is changed or taken out breaks it from there on. Linking follows soon after the entry,
 * apart from it: if every change had to wait for the chain's end, they would all wait for each
 * other.
 */
public final class AuditChain {
  /** Of PostgreSQL's advisory lock; any number that nobody else uses. */
  private static final long LOCK = 0x6175646974L;

  private static final int AT_ONCE = 5_000;

  private AuditChain() {}

  private static final String CONTENT =
      """
      id, position, hash, extract(epoch from at)::text || chr(31) || caller || chr(31) || role
        || chr(31) || action || chr(31) || object || chr(31) || request as content
      from platform.audit
      """;

  private record Link(long id, long position, String hash, String content) {}

  /** Links what is not linked yet; how many were. */
  public static int link(Handle tx) {
    boolean mine =
        tx.createQuery("select pg_try_advisory_xact_lock(:lock)")
            .bind("lock", LOCK)
            .mapTo(Boolean.class)
            .one();
    if (!mine) {
      return 0;
    }
    Optional<Link> last =
        links(tx, "where position is not null order by position desc limit :n", "n", 1).stream()
            .findFirst();
    long position = last.map(Link::position).orElse(0L);
    String hash = last.map(Link::hash).orElse("");
    List<Link> loose = links(tx, "where position is null order by id limit :n", "n", AT_ONCE);
    if (loose.isEmpty()) {
      return 0;
    }
    PreparedBatch batch =
        tx.prepareBatch(
            "update platform.audit set position = :position, hash = :hash where id = :id");
    for (Link entry : loose) {
      hash = hash(hash, entry.content());
      batch.bind("position", ++position).bind("hash", hash).bind("id", entry.id()).add();
    }
    batch.execute();
    return loose.size();
  }

  /** The position at which the chain is broken first; empty if it is whole. */
  public static OptionalLong broken(Handle handle) {
    long position = 0;
    String hash = "";
    while (true) {
      List<Link> links =
          links(handle, "where position > :n order by position limit " + AT_ONCE, "n", position);
      if (links.isEmpty()) {
        return OptionalLong.empty();
      }
      for (Link link : links) {
        hash = hash(hash, link.content());
        if (link.position() != position + 1 || !hash.equals(link.hash())) {
          return OptionalLong.of(position + 1);
        }
        position = link.position();
      }
    }
  }

  private static List<Link> links(Handle handle, String where, String parameter, long value) {
    return handle
        .createQuery("select " + CONTENT + where)
        .bind(parameter, value)
        .map(
            (row, context) ->
                new Link(
                    row.getLong("id"),
                    row.getLong("position"),
                    Optional.ofNullable(row.getString("hash")).orElse(""),
                    row.getString("content")))
        .list();
  }

  private static String hash(String before, String content) {
    try {
      byte[] both = (before + "\n" + content).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(both));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
