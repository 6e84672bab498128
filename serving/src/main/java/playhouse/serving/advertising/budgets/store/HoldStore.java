package playhouse.serving.advertising.budgets.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.platform.Json;

/** What is held for impressions, in the database. */
public final class HoldStore {
  private HoldStore() {}

  /** Puts them down; the ids of those that were not there before. */
  public static Set<UUID> add(Handle tx, List<Held> holds) {
    if (holds.isEmpty()) {
      return Set.of();
    }
    return tx.createQuery(
            """
            insert into advertising.hold (impression, line_item, creative, advertiser, person,
              holder, day, pricing, currency, micros, reserved_micros, request, placement, play,
              title, slot, state, held, until)
            select impression, "lineItem", creative, advertiser, person, holder, day, pricing,
              currency, micros, "reservedMicros", request, placement, play, title, slot, 'open',
              held, until
            from json_to_recordset(cast(:holds as json)) as h (
              impression uuid, "lineItem" uuid, creative uuid, advertiser uuid, person uuid,
              holder uuid, day date, pricing text, currency text, micros bigint,
              "reservedMicros" bigint, request text, placement text, play text, title text,
              slot int, held timestamptz, until timestamptz)
            on conflict do nothing returning impression""")
        .bind("holds", Json.text(holds))
        .mapTo(UUID.class)
        .collect(Collectors.toSet());
  }

  /** Puts down what became of them. */
  public static void change(Handle tx, Collection<Held> holds) {
    if (holds.isEmpty()) {
      return;
    }
    tx.createUpdate(
            """
            update advertising.hold h set state = lower(c.state),
              reserved_micros = c."reservedMicros", booked_micros = c."bookedMicros",
              until = c.until, shown = c.shown
            from json_to_recordset(cast(:holds as json)) as c (
              impression uuid, state text, "reservedMicros" bigint, "bookedMicros" bigint,
              until timestamptz, shown timestamptz)
            where h.impression = c.impression""")
        .bind("holds", Json.text(holds))
        .execute();
  }

  /** Those of them that there are, locked. */
  public static List<Held> lock(Handle tx, Collection<UUID> impressions) {
    if (impressions.isEmpty()) {
      return List.of();
    }
    return tx.createQuery(
            """
            select * from advertising.hold where impression = any(:impressions)
            order by impression for update""")
        .bindArray("impressions", UUID.class, impressions)
        .map((row, context) -> held(row))
        .list();
  }

  /** Some that are over by then, of a process or of those that are dead, locked. */
  public static List<Held> lockLapsed(Handle tx, UUID holder, Instant now, int most) {
    return tx.createQuery(
            """
            select * from advertising.hold
            where (state = 'open' or reserved_micros > 0) and until < :now
              and (holder = :holder
                or holder not in (select id from advertising.holder where not dead))
            order by impression limit :most for update skip locked""")
        .bind("holder", holder)
        .bind("now", now)
        .bind("most", most)
        .map((row, context) -> held(row))
        .list();
  }

  /** Turns that people have taken of line items since then, or may still take. */
  public static List<Turn> turns(
      Handle handle, List<UUID> people, List<UUID> lineItems, Instant since) {
    return handle
        .createQuery(
            """
            select h.person, h.line_item, h.impression, h.until, h.shown
            from (select distinct * from unnest(:people, :lineItems) as p (person, line_item)) p
            join advertising.hold h on h.person = p.person and h.line_item = p.line_item
            where h.state <> 'over' and (h.shown is null or h.shown > :since)""")
        .bindArray("people", UUID.class, people)
        .bindArray("lineItems", UUID.class, lineItems)
        .bind("since", since)
        .map((row, context) -> turn(row))
        .list();
  }

  /** The newest turns of line items that have caps. */
  public static List<Turn> newestTurns(Handle handle, Instant since, int most) {
    return handle
        .createQuery(
            """
            select h.person, h.line_item, h.impression, h.until, h.shown
            from advertising.hold h join advertising.purse p on p.line_item = h.line_item
            where h.state <> 'over' and h.person is not null and p.caps <> '[]'
              and (h.shown is null or h.shown > :since)
            order by h.held desc limit :most""")
        .bind("since", since)
        .bind("most", most)
        .map((row, context) -> turn(row))
        .list();
  }

  /** Forgets some of those that were not shown and are long over; how many. */
  public static int forget(Handle tx, Instant before, int most) {
    return tx.createUpdate(
            """
            delete from advertising.hold where impression in (
              select impression from advertising.hold
              where state = 'over' and until < :before limit :most)""")
        .bind("before", before)
        .bind("most", most)
        .execute();
  }

  private static Turn turn(ResultSet row) throws SQLException {
    return new Turn(
        row.getObject("person", UUID.class),
        row.getObject("line_item", UUID.class),
        row.getObject("impression", UUID.class),
        row.getTimestamp("until").toInstant(),
        moment(row, "shown"));
  }

  private static Held held(ResultSet row) throws SQLException {
    return new Held(
        row.getObject("impression", UUID.class),
        row.getObject("line_item", UUID.class),
        row.getObject("creative", UUID.class),
        row.getObject("advertiser", UUID.class),
        Optional.ofNullable(row.getObject("person", UUID.class)),
        row.getObject("holder", UUID.class),
        row.getObject("day", LocalDate.class),
        LineItem.Pricing.valueOf(row.getString("pricing")),
        row.getString("currency"),
        row.getLong("micros"),
        row.getLong("reserved_micros"),
        row.getLong("booked_micros"),
        row.getString("request"),
        row.getString("placement"),
        Optional.ofNullable(row.getString("play")),
        Optional.ofNullable(row.getString("title")),
        row.getInt("slot"),
        Held.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getTimestamp("held").toInstant(),
        row.getTimestamp("until").toInstant(),
        moment(row, "shown"));
  }

  private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
