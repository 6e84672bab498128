package playhouse.serving.personalisation.segments;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Who is in which segment, in the database. */
final class MemberStore {
  private MemberStore() {}

  /**
   * Somebody came into a segment, or left it.
   *
   * @param number grows over all of them
   */
  record Transition(UUID person, boolean inside, long number) {}

  /** Somebody who is in a segment, or was. */
  record Member(String segment, UUID person, boolean inside, Instant since, long number) {}

  /** Puts people in; those who were not in it already. */
  static List<Transition> enter(Handle tx, String segment, Collection<UUID> people, Instant at) {
    return tx.createQuery(
            """
            insert into personalisation.segment_member as m (segment, person, inside, since, number)
            select :segment, person, true, :at, nextval('personalisation.segment_transition')
            from unnest(:people) as person
            on conflict (segment, person) do update
            set inside = true, since = excluded.since, number = excluded.number, changed = now()
            where not m.inside returning person, number""")
        .bind("segment", segment)
        .bindArray("people", UUID.class, people)
        .bind("at", at)
        .map((row, context) -> new Transition(row.getObject(1, UUID.class), true, row.getLong(2)))
        .list();
  }

  /** Takes people out; those who were in it. */
  static List<Transition> leave(Handle tx, String segment, Collection<UUID> people, Instant at) {
    return tx.createQuery(
            """
            update personalisation.segment_member
            set inside = false, since = :at, changed = now(),
              number = nextval('personalisation.segment_transition')
            where segment = :segment and person = any(:people) and inside
            returning person, number""")
        .bind("segment", segment)
        .bindArray("people", UUID.class, people)
        .bind("at", at)
        .map((row, context) -> new Transition(row.getObject(1, UUID.class), false, row.getLong(2)))
        .list();
  }

  /** Counts who came and went, in the segment, which is locked, and its day. */
  static void count(Handle tx, String segment, long entered, long left, Instant at) {
    long size =
        tx.createQuery(
                """
                update personalisation.segment set size = size + :more
                where id = :segment returning size""")
            .bind("segment", segment)
            .bind("more", entered - left)
            .mapTo(Long.class)
            .one();
    tx.createUpdate(
            """
            insert into personalisation.segment_day as d (segment, day, size, entered, gone)
            values (:segment, :day, :size, :entered, :left)
            on conflict (segment, day) do update set size = excluded.size,
              entered = d.entered + excluded.entered, gone = d.gone + excluded.gone""")
        .bind("segment", segment)
        .bind("day", LocalDate.ofInstant(at, ZoneOffset.UTC))
        .bind("size", size)
        .bind("entered", entered)
        .bind("left", left)
        .execute();
  }

  /** Who is in it, the latest first, those before a number; one more than fits a page. */
  static List<Member> of(Handle handle, String segment, long before, int most) {
    return handle
        .createQuery(
            """
            select segment, person, inside, since, number from personalisation.segment_member
            where segment = :segment and inside and number < :before
            order by number desc limit :most""")
        .bind("segment", segment)
        .bind("before", before)
        .bind("most", most + 1)
        .map((row, context) -> member(row))
        .list();
  }

  /** The segments that somebody is in, by id. */
  static List<Member> of(Handle handle, UUID person) {
    return handle
        .createQuery(
            """
            select segment, person, inside, since, number from personalisation.segment_member
            where person = :person and inside order by segment""")
        .bind("person", person)
        .map((row, context) -> member(row))
        .list();
  }

  /** What changed since then; or all who are in any. */
  static List<Member> since(Handle handle, Optional<Instant> since) {
    return handle
        .createQuery(
            """
            select segment, person, inside, since, number from personalisation.segment_member
            where case when cast(:since as timestamptz) is null then inside else changed > :since end""")
        .bindByType("since", since.orElse(null), Instant.class)
        .map((row, context) -> member(row))
        .list();
  }

  private static Member member(java.sql.ResultSet row) throws java.sql.SQLException {
    return new Member(
        row.getString("segment"),
        row.getObject("person", UUID.class),
        row.getBoolean("inside"),
        row.getTimestamp("since").toInstant(),
        row.getLong("number"));
  }
}
