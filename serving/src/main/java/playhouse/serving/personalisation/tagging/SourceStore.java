package playhouse.serving.personalisation.tagging;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import playhouse.models.tagging.Evidence;
import playhouse.models.tagging.Suggestion;
import playhouse.serving.platform.Json;

/** What was read of titles for their tags, and what it said, in the database. */
final class SourceStore {
  private SourceStore() {}

  /**
   * Something of a title that was read, or is to be.
   *
   * @param source text, subtitles:language or clip:file
   * @param digest of what it was
   * @param state waiting, done or failed
   * @param problem why it failed
   */
  record Source(
      String title,
      String source,
      String digest,
      String model,
      String state,
      Optional<String> problem,
      String who,
      Instant at) {
    /** Whether that was read of it already, by that model. */
    boolean isOf(String otherDigest, String otherModel) {
      return digest.equals(otherDigest) && model.equals(otherModel) && !state.equals("failed");
    }
  }

  /** What one of them says of a tag. */
  record Saying(
      String tag, String source, String model, BigDecimal confidence, List<Evidence> evidence) {}

  /** Of those titles the ones of that source, by title. */
  static Map<String, Source> of(Handle handle, String source, Collection<String> titles) {
    Map<String, Source> all = new HashMap<>();
    handle
        .createQuery(
            """
            select title, source, digest, model, state, problem, who, at
            from personalisation.tag_source where source = :source and title = any(:titles)""")
        .bind("source", source)
        .bind("titles", titles.toArray(String[]::new))
        .map((row, context) -> source(row))
        .forEach(one -> all.put(one.title(), one));
    return all;
  }

  /** All of a title, by source. */
  static List<Source> of(Handle handle, String title) {
    return handle
        .createQuery(
            """
            select title, source, digest, model, state, problem, who, at
            from personalisation.tag_source where title = :title order by source limit 500""")
        .bind("title", title)
        .map((row, context) -> source(row))
        .list();
  }

  /** The one that waits longest; empty if none does. */
  static Optional<Source> waiting(Handle handle) {
    return handle
        .createQuery(
            """
            select title, source, digest, model, state, problem, who, at
            from personalisation.tag_source where state = 'waiting' order by at, title, source
            limit 1""")
        .map((row, context) -> source(row))
        .findOne();
  }

  /** Writes it down as it is now. */
  static void put(Handle tx, Source source) {
    tx.createUpdate(
            """
            insert into personalisation.tag_source
              (title, source, digest, model, state, problem, who, at)
            values (:title, :source, :digest, :model, :state, :problem, :who, :at)
            on conflict (title, source) do update set digest = excluded.digest,
              model = excluded.model, state = excluded.state, problem = excluded.problem,
              who = excluded.who, at = excluded.at""")
        .bind("title", source.title())
        .bind("source", source.source())
        .bind("digest", source.digest())
        .bind("model", source.model())
        .bind("state", source.state())
        .bindByType("problem", source.problem().orElse(null), String.class)
        .bind("who", source.who())
        .bind("at", source.at())
        .execute();
  }

  /** In place of all that it said before. */
  static void say(Handle tx, String title, String source, List<Suggestion> suggestions) {
    tx.createUpdate(
            "delete from personalisation.tag_evidence where title = :title and source = :source")
        .bind("title", title)
        .bind("source", source)
        .execute();
    if (suggestions.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        tx.prepareBatch(
            """
            insert into personalisation.tag_evidence (title, source, tag, confidence, evidence)
            values (:title, :source, :tag, :confidence, :evidence::jsonb)""");
    for (Suggestion one : suggestions) {
      batch
          .bind("title", title)
          .bind("source", source)
          .bind("tag", one.tag())
          .bind("confidence", TagStore.kept(one.confidence()))
          .bind("evidence", Json.text(one.evidence()))
          .add();
    }
    batch.execute();
  }

  /** All that is said of a title, the surest first. */
  static List<Saying> sayings(Handle handle, String title) {
    return handle
        .createQuery(
            """
                select e.tag, e.source, s.model, e.confidence, e.evidence::text as evidence
                from personalisation.tag_evidence e
                  join personalisation.tag_source s on s.title = e.title and s.source = e.source
                where e.title = :title order by e.confidence desc, e.source, e.tag""")
        .bind("title", title)
        .map(
            (row, context) ->
                new Saying(
                    row.getString("tag"),
                    row.getString("source"),
                    row.getString("model"),
                    row.getBigDecimal("confidence"),
                    TagStore.evidence(row.getString("evidence"))))
        .list();
  }

  private static Source source(ResultSet row) throws SQLException {
    return new Source(
        row.getString("title"),
        row.getString("source"),
        row.getString("digest"),
        row.getString("model"),
        row.getString("state"),
        Optional.ofNullable(row.getString("problem")),
        row.getString("who"),
        row.getTimestamp("at").toInstant());
  }
}
