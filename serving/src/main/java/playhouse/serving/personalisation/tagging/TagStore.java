package playhouse.serving.personalisation.tagging;

import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import playhouse.models.tagging.Evidence;
import playhouse.serving.personalisation.tagging.StoredTag.Decision;
import playhouse.serving.personalisation.tagging.StoredTag.State;
import playhouse.serving.platform.Json;

/** Tags of titles in the database. */
final class TagStore {
  /** As they stand in the index, so that a page is read from it. */
  private static final String LEAST_CERTAIN =
      "(((1000 - abs((confidence * 2000)::int - 1000)))::bigint * 1000000000000 + number)";

  private static final String SUREST =
      "(((confidence * 1000)::int)::bigint * 1000000000000 + number)";

  private static final String COLUMNS =
      """
      number, title, tag, state, confidence, model, evidence::text as evidence, rejected_keys,
      revision, suggested, decided, who, reason""";

  private TagStore() {}

  /** One that waits, with its place in the list. */
  record Waiting(long place, StoredTag tag) {}

  /** How often people agreed with a tag, and how often they should have by its confidence. */
  record Agreement(double accepted, double expected) {}

  /** One writer of a title's tags at a time. */
  static void lock(Handle tx, String title) {
    tx.createQuery("select pg_advisory_xact_lock(hashtextextended('tags of ' || :title, 0))::text")
        .bind("title", title)
        .mapTo(String.class)
        .list();
  }

  /** All of a title, by tag. */
  static Map<String, StoredTag> of(Handle handle, String title) {
    Map<String, StoredTag> all = new HashMap<>();
    handle
        .createQuery("select " + COLUMNS + " from personalisation.tag where title = :title")
        .bind("title", title)
        .map((row, context) -> tag(row))
        .forEach(tag -> all.put(tag.tag(), tag));
    return all;
  }

  /** Writes them down as they are now. */
  static void put(Handle tx, List<StoredTag> tags) {
    if (tags.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        tx.prepareBatch(
            """
            insert into personalisation.tag (title, tag, state, confidence, model, evidence,
              rejected_keys, revision, suggested, decided, who, reason)
            values (:title, :tag, :state, :confidence, :model, :evidence::jsonb,
              :rejectedKeys, :revision, :suggested, :decided, :who, :reason)
            on conflict (title, tag) do update set state = excluded.state,
              confidence = excluded.confidence, model = excluded.model,
              evidence = excluded.evidence, rejected_keys = excluded.rejected_keys,
              revision = excluded.revision, suggested = excluded.suggested,
              decided = excluded.decided, who = excluded.who, reason = excluded.reason,
              changed = now()""");
    tags.forEach(tag -> bind(batch, tag).add());
    batch.execute();
  }

  /** What waits for people, of a tag or of all, in order and before a place. */
  static List<Waiting> waiting(
      Handle handle, boolean leastCertain, Optional<String> tag, long before, int most) {
    String place = leastCertain ? LEAST_CERTAIN : SUREST;
    return handle
        .createQuery(
            "select "
                + place
                + " as place, "
                + COLUMNS
                + " from personalisation.tag where state = 'suggested' and "
                + place
                + " < :before and (cast(:tag as text) is null or tag = :tag) order by "
                + place
                + " desc limit :most")
        .bind("before", before)
        .bindByType("tag", tag.orElse(null), String.class)
        .bind("most", most)
        .map((row, context) -> new Waiting(row.getLong("place"), tag(row)))
        .list();
  }

  /** Of each tag that people decided on, where something had suggested it. */
  static Map<String, Agreement> agreements(Handle handle) {
    Map<String, Agreement> all = new HashMap<>();
    handle
        .createQuery(
            """
            select tag, sum(confidence) as expected,
              count(*) filter (where state = 'accepted') as accepted
            from personalisation.tag
            where state in ('accepted', 'rejected') and model <> :person group by tag""")
        .bind("person", Tagging.PERSON)
        .map(
            (row, context) ->
                Map.entry(
                    row.getString("tag"),
                    new Agreement(row.getDouble("accepted"), row.getDouble("expected"))))
        .forEach(each -> all.put(each.getKey(), each.getValue()));
    return all;
  }

  private static PreparedBatch bind(PreparedBatch batch, StoredTag tag) {
    Optional<Decision> decision = tag.decision();
    return batch
        .bind("title", tag.title())
        .bind("tag", tag.tag())
        .bind("state", tag.state().name().toLowerCase(Locale.ROOT))
        .bind("confidence", tag.confidence())
        .bind("model", tag.model())
        .bind("evidence", Json.text(tag.evidence()))
        .bind("rejectedKeys", tag.rejectedKeys().toArray(String[]::new))
        .bind("revision", tag.revision())
        .bind("suggested", tag.suggested())
        .bindByType("decided", decision.map(Decision::at).orElse(null), Instant.class)
        .bindByType("who", decision.map(Decision::who).orElse(null), String.class)
        .bindByType("reason", decision.flatMap(Decision::reason).orElse(null), String.class);
  }

  private static StoredTag tag(ResultSet row) throws SQLException {
    Array keys = row.getArray("rejected_keys");
    return new StoredTag(
        row.getLong("number"),
        row.getString("title"),
        row.getString("tag"),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getBigDecimal("confidence"),
        row.getString("model"),
        evidence(row.getString("evidence")),
        Set.copyOf(Arrays.asList((String[]) keys.getArray())),
        row.getInt("revision"),
        row.getTimestamp("suggested").toInstant(),
        Optional.ofNullable(row.getTimestamp("decided"))
            .map(Timestamp::toInstant)
            .map(at -> decision(row, at)));
  }

  private static Decision decision(ResultSet row, Instant at) {
    try {
      return new Decision(row.getString("who"), Optional.ofNullable(row.getString("reason")), at);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As it was written. */
  static List<Evidence> evidence(String json) {
    return Json.read(json, new TypeReference<List<Evidence>>() {});
  }

  /** A confidence as it is kept. */
  static BigDecimal kept(double confidence) {
    return BigDecimal.valueOf(confidence).setScale(3, java.math.RoundingMode.HALF_EVEN);
  }
}
