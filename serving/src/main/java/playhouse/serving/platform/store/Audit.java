package playhouse.serving.platform.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Who did what, put down in the transaction of what was done. {@link AuditChain} makes sure that it
 * stays as it is.
 */
public final class Audit {
  private Audit() {}

  /**
   * Something that was done.
   *
   * @param caller their subject
   * @param action method and route
   * @param object path of what it was done to
   * @param request id of the request
   */
  public record Entry(
      Instant at, String caller, String role, String action, String object, String request) {}

  /** One that was put down, with the number that it got. */
  public record Kept(
      long id,
      Instant at,
      String caller,
      String role,
      String action,
      String object,
      String request) {}

  /**
   * The newest ones.
   *
   * @param caller only theirs
   * @param before only those with smaller numbers
   */
  public static List<Kept> newest(Handle handle, Optional<String> caller, long before, int most) {
    return handle
        .createQuery(
            """
            select id, at, caller, role, action, object, request from platform.audit
            where id < :before and (:caller is null or caller = :caller)
            order by id desc limit :most""")
        .bind("before", before)
        .bindByType("caller", caller.orElse(null), String.class)
        .bind("most", most)
        .map(
            (row, context) ->
                new Kept(
                    row.getLong("id"),
                    row.getTimestamp("at").toInstant(),
                    row.getString("caller"),
                    row.getString("role"),
                    row.getString("action"),
                    row.getString("object"),
                    row.getString("request")))
        .list();
  }

  /** Puts it down. */
  public static void add(Handle tx, Entry entry) {
    tx.createUpdate(
            """
            insert into platform.audit (at, caller, role, action, object, request)
            values (:at, :caller, :role, :action, :object, :request)""")
        // One by one: every change comes by here, and looking for methods costs as much as the
        // rest.
        .bind("at", entry.at())
        .bind("caller", entry.caller())
        .bind("role", entry.role())
        .bind("action", entry.action())
        .bind("object", entry.object())
        .bind("request", entry.request())
        .execute();
  }
}
