package playhouse.serving.personalisation.merges;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Merges in the database. */
final class MergeStore {
  private MergeStore() {}

  /** Has nobody else merge or split these meanwhile. */
  static void lock(Handle tx, UUID one, UUID other) {
    // In one order, so that two do not wait for each other.
    Stream.of(one, other)
        .sorted()
        .forEach(
            each ->
                tx.createQuery("select pg_advisory_xact_lock(hashtextextended(:id, 62)) is null")
                    .bind("id", each.toString())
                    .mapTo(Boolean.class)
                    .one());
  }

  /** What became of a pseudonym. */
  static Optional<Merge> find(Handle handle, UUID other) {
    return handle
        .createQuery("select * from personalisation.merge where other = :other")
        .bind("other", other)
        .map((row, context) -> merge(row))
        .findOne();
  }

  /** Those that are somebody's now, the latest first. */
  static List<Merge> of(Handle handle, UUID person) {
    return handle
        .createQuery(
            """
            select * from personalisation.merge where person = :person and not split
            order by number desc""")
        .bind("person", person)
        .map((row, context) -> merge(row))
        .list();
  }

  /** Puts down whose it is from now on. */
  static Merge put(Handle tx, UUID other, UUID person, boolean split, String how, Instant at) {
    return tx.createQuery(
            """
            insert into personalisation.merge (other, person, split, how, at, number)
            values (:other, :person, :split, :how, :at,
              nextval('personalisation.merge_transition'))
            on conflict (other) do update set person = excluded.person, split = excluded.split,
              how = excluded.how, at = excluded.at, number = excluded.number, changed = now()
            returning *""")
        .bind("other", other)
        .bind("person", person)
        .bind("split", split)
        .bind("how", how)
        .bind("at", at)
        .map((row, context) -> merge(row))
        .one();
  }

  /** What changed since then; or all that are merged. */
  static List<Merge> since(Handle handle, Optional<Instant> since) {
    return handle
        .createQuery(
            """
            select * from personalisation.merge
            where case when cast(:since as timestamptz) is null then not split else changed > :since end""")
        .bindByType("since", since.orElse(null), Instant.class)
        .map((row, context) -> merge(row))
        .list();
  }

  private static Merge merge(ResultSet row) throws SQLException {
    return new Merge(
        row.getObject("other", UUID.class),
        row.getObject("person", UUID.class),
        row.getBoolean("split"),
        row.getString("how"),
        row.getTimestamp("at").toInstant(),
        row.getLong("number"));
  }
}
