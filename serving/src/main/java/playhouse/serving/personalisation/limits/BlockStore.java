package playhouse.serving.personalisation.limits;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Blocked titles, in the database. */
final class BlockStore {
  private BlockStore() {}

  /** A title that somebody blocked, or let in again. */
  record Block(UUID person, String title, boolean blocked, Instant changed) {}

  /** Blocks it or lets it in; what is so already stays as it is. */
  static void set(Handle tx, UUID person, String title, boolean blocked) {
    tx.createUpdate(
            """
            insert into personalisation.blocked (person, title, blocked)
            select :person, :title, :blocked
            where :blocked or exists
              (select 1 from personalisation.blocked where person = :person and title = :title)
            on conflict (person, title) do update set blocked = :blocked, changed = now()
            where blocked.blocked <> :blocked""")
        .bind("person", person)
        .bind("title", title)
        .bind("blocked", blocked)
        .execute();
  }

  /** How many others than that one somebody has blocked. */
  static int others(Handle handle, UUID person, String title) {
    return handle
        .createQuery(
            """
            select count(*) from personalisation.blocked
            where person = :person and blocked and title <> :title""")
        .bind("person", person)
        .bind("title", title)
        .mapTo(Integer.class)
        .one();
  }

  /** A person's, by title. */
  static List<Block> of(Handle handle, UUID person, int most) {
    return handle
        .createQuery(
            """
            select person, title, blocked, changed from personalisation.blocked
            where person = :person and blocked order by title limit :most""")
        .bind("person", person)
        .bind("most", most)
        .map((row, context) -> block(row))
        .list();
  }

  /** What changed since then; or all that are blocked. */
  static List<Block> since(Handle handle, Optional<Instant> since) {
    return handle
        .createQuery(
            """
            select person, title, blocked, changed from personalisation.blocked
            where case when cast(:since as timestamptz) is null then blocked else changed > :since end""")
        .bindByType("since", since.orElse(null), Instant.class)
        .map((row, context) -> block(row))
        .list();
  }

  private static Block block(java.sql.ResultSet row) throws java.sql.SQLException {
    return new Block(
        row.getObject("person", UUID.class),
        row.getString("title"),
        row.getBoolean("blocked"),
        row.getTimestamp("changed").toInstant());
  }
}
