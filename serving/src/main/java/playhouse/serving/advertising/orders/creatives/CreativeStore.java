package playhouse.serving.advertising.orders.creatives;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.platform.Json;

/** Creatives in the database. */
public final class CreativeStore {
  private CreativeStore() {}

  static Submission add(Handle tx, UUID id, UUID advertiser, Film film) {
    return tx.createQuery(
            """
            insert into advertising.creative (id, advertiser, film, state)
            values (:id, :advertiser, cast(:film as jsonb), 'submitted') returning *""")
        .bind("id", id)
        .bind("advertiser", advertiser)
        .bind("film", Json.text(film))
        .map((row, context) -> submission(row))
        .one();
  }

  /** It is another thing now: it is looked at anew. */
  static Submission change(Handle tx, UUID id, Film film) {
    return tx.createQuery(
            """
            update advertising.creative set film = cast(:film as jsonb), state = 'submitted',
              checks = '[]', reason = '', version = version + 1, attempts = 0,
              claimed = '-infinity', changed = now()
            where id = :id returning *""")
        .bind("id", id)
        .bind("film", Json.text(film))
        .map((row, context) -> submission(row))
        .one();
  }

  /** Somebody decided. */
  public static void decide(Handle tx, UUID id, String state, String reason) {
    tx.createUpdate(
            """
            update advertising.creative set state = :state, reason = :reason, changed = now()
            where id = :id""")
        .bind("id", id)
        .bind("state", state)
        .bind("reason", reason)
        .execute();
  }

  /** One that a machine is to look at; others leave it for some time. */
  static Optional<Submission> claim(Handle tx, int seconds) {
    return tx.createQuery(
            """
            update advertising.creative set attempts = attempts + 1,
              claimed = now() + make_interval(secs => :seconds)
            where id = (
              select id from advertising.creative
              where state = 'submitted' and claimed < now()
              order by number limit 1 for update skip locked)
            returning *""")
        .bind("seconds", seconds)
        .map((row, context) -> submission(row))
        .findOne();
  }

  /** What a machine found of that version; nothing if it is another by now. */
  static void checked(Handle tx, Submission of, String state, List<Submission.Check> checks) {
    tx.createUpdate(
            """
            update advertising.creative set state = :state, checks = cast(:checks as jsonb),
              reason = '', changed = now()
            where id = :id and version = :version and state = 'submitted'""")
        .bind("id", of.id())
        .bind("version", of.version())
        .bind("state", state)
        .bind("checks", Json.text(checks))
        .execute();
  }

  /** Whether all of them are that advertiser's. */
  public static boolean allOf(Handle handle, UUID advertiser, Collection<UUID> creatives) {
    return handle
            .createQuery(
                """
                select count(*) from advertising.creative
                where id = any(:ids) and advertiser = :advertiser""")
            .bindArray("ids", UUID.class, creatives)
            .bind("advertiser", advertiser)
            .mapTo(Integer.class)
            .one()
        == new HashSet<>(creatives).size();
  }

  static Optional<Submission> find(Handle handle, UUID id) {
    return handle
        .createQuery("select * from advertising.creative where id = :id")
        .bind("id", id)
        .map((row, context) -> submission(row))
        .findOne();
  }

  /** One of them, locked. */
  public static Optional<Submission> lock(Handle tx, UUID id) {
    return tx.createQuery("select * from advertising.creative where id = :id for update")
        .bind("id", id)
        .map((row, context) -> submission(row))
        .findOne();
  }

  /** Those of somebody, or all; the newest first. */
  static List<Submission> of(Handle handle, Optional<String> owner, long before, int most) {
    return handle
        .createQuery(
            """
            select c.* from advertising.creative c
            join advertising.advertiser a on a.id = c.advertiser
            where c.number < :before and (:owner is null or a.owner = :owner)
            order by c.number desc limit :most""")
        .bind("before", before)
        .bindByType("owner", owner.orElse(null), String.class)
        .bind("most", most)
        .map((row, context) -> submission(row))
        .list();
  }

  /** Those that a machine has looked at and nobody has decided of, the oldest first. */
  public static List<Submission> waiting(Handle handle, int most) {
    return handle
        .createQuery(
            """
            select * from advertising.creative where state = 'checked'
            order by changed, number limit :most""")
        .bind("most", most)
        .map((row, context) -> submission(row))
        .list();
  }

  /** Those that changed since then; or all. */
  public static List<Submission> since(Handle handle, Optional<Instant> since) {
    return handle
        .createQuery(
            """
            select * from advertising.creative
            where cast(:since as timestamptz) is null or changed > :since""")
        .bindByType("since", since.orElse(null), Instant.class)
        .map((row, context) -> submission(row))
        .list();
  }

  private static Submission submission(ResultSet row) throws SQLException {
    return new Submission(
        row.getObject("id", UUID.class),
        row.getLong("number"),
        row.getObject("advertiser", UUID.class),
        Json.read(row.getString("film"), new TypeReference<Film>() {}),
        row.getString("state"),
        Json.read(row.getString("checks"), new TypeReference<List<Submission.Check>>() {}),
        row.getString("reason"),
        row.getInt("version"),
        row.getInt("attempts"));
  }
}
