package playhouse.serving.personalisation.tagging;

import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import playhouse.models.tagging.Passage;
import playhouse.serving.personalisation.tagging.StoredTag.State;
import playhouse.serving.platform.Json;

/** Reads of tags as much as is kept in memory: many of them, again and again. */
final class BriefStore {
  private BriefStore() {}

  /**
   * As much of a tag as is kept in memory.
   *
   * @param spans of what speaks for it, where that is said or seen at some time
   * @param whole whether something speaks for it that is of the whole title
   */
  record Brief(
      String title,
      String tag,
      State state,
      double confidence,
      int revision,
      List<Passage.Span> spans,
      boolean whole) {
    static Brief of(StoredTag tag) {
      return new Brief(
          tag.title(),
          tag.tag(),
          tag.state(),
          tag.confidence().doubleValue(),
          tag.revision(),
          tag.evidence().stream().flatMap(one -> one.span().stream()).toList(),
          tag.evidence().isEmpty()
              || tag.evidence().stream().anyMatch(one -> one.span().isEmpty()));
    }
  }

  /** What changed since then; or all that is accepted or that sure. */
  static List<Brief> since(Handle handle, Optional<Instant> since, double sure) {
    return handle
        .createQuery(
            """
            select title, tag, state, confidence, revision, spans::text as spans,
              of_all = 0 or of_all > jsonb_array_length(spans) as whole
            from (select title, tag, state, confidence, revision,
                jsonb_path_query_array(evidence, '$[*].span') as spans,
                jsonb_array_length(evidence) as of_all
              from personalisation.tag
              where case when cast(:since as timestamptz) is null
                then state = 'accepted' or state = 'suggested' and confidence >= :sure
                else changed > :since end) brief""")
        .bindByType("since", since.orElse(null), Instant.class)
        .bind("sure", BigDecimal.valueOf(sure))
        .map((row, context) -> brief(row))
        .list();
  }

  private static Brief brief(ResultSet row) throws SQLException {
    String spans = row.getString("spans");
    return new Brief(
        row.getString("title"),
        row.getString("tag"),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getDouble("confidence"),
        row.getInt("revision"),
        spans.equals("[]")
            ? List.of()
            : Json.read(spans, new TypeReference<List<Passage.Span>>() {}),
        row.getBoolean("whole"));
  }
}
