package playhouse.serving.advertising.budgets.store;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Refusal;

/** What line items have and have spent, in the database. */
public final class PurseStore {
  private PurseStore() {}

  /** A line item on a day of UTC. */
  public record Key(UUID lineItem, LocalDate day) {}

  /** What a line item has in all. */
  public record Pot(
      UUID lineItem,
      String currency,
      long budgetMicros,
      Optional<Long> dayBudgetMicros,
      List<LineItem.Cap> caps,
      long takenMicros,
      long spentMicros,
      boolean exhausted) {}

  /** What was done with it on a day. */
  public record PotDay(long takenMicros, long spentMicros, boolean exhausted) {}

  /**
   * What is added to both.
   *
   * @param taken set aside
   * @param spent of what was held that day
   * @param booked that day
   */
  public record Change(
      UUID lineItem, LocalDate day, long taken, long spent, long booked, long impressions) {}

  /** What all processes together have done with it. */
  public record Total(UUID lineItem, long spent, long held, long today, long impressions) {}

  /** Puts down what line items have that have nothing yet; of the others how often they show. */
  public static void open(Handle tx, Collection<LineItem> lineItems) {
    for (LineItem one : lineItems) {
      tx.createUpdate(
              """
              insert into advertising.purse as p
                (line_item, currency, budget_micros, day_budget_micros, caps)
              values (:id, :currency, :budget, :day, cast(:caps as jsonb))
              on conflict (line_item) do update set caps = excluded.caps
              where p.caps <> excluded.caps""")
          .bind("id", one.id())
          .bind("currency", one.currency().getCode())
          .bind("budget", one.budgetMicros())
          .bindByType("day", one.dayBudgetMicros().orElse(null), Long.class)
          .bind("caps", Json.text(one.caps()))
          .execute();
    }
  }

  /** Has it have that much from now on. */
  public static void set(Handle tx, LineItem lineItem) {
    open(tx, List.of(lineItem));
    int set =
        tx.createUpdate(
                """
                update advertising.purse set budget_micros = :budget, day_budget_micros = :day,
                  exhausted = exhausted and budget_micros = :budget
                where line_item = :id and taken_micros <= :budget""")
            .bind("id", lineItem.id())
            .bind("budget", lineItem.budgetMicros())
            .bindByType("day", lineItem.dayBudgetMicros().orElse(null), Long.class)
            .execute();
    if (set == 0) {
      throw Refusal.conflict(
          "budget_spent", "more than that is spent, or set aside for what is being shown");
    }
  }

  /** Those of them that there are, locked in an order that is always the same. */
  public static Map<UUID, Pot> lock(Handle tx, Collection<UUID> lineItems) {
    if (lineItems.isEmpty()) {
      return Map.of();
    }
    return tx.createQuery(
            """
            select * from advertising.purse where line_item = any(:lineItems)
            order by line_item for update""")
        .bindArray("lineItems", UUID.class, lineItems)
        .map((row, context) -> pot(row))
        .collect(Collectors.toMap(Pot::lineItem, pot -> pot));
  }

  /** What was done with them on those days. */
  public static Map<Key, PotDay> days(Handle tx, Collection<Key> keys) {
    Map<Key, PotDay> days = new HashMap<>();
    if (keys.isEmpty()) {
      return days;
    }
    tx.createQuery(
            """
            select d.* from advertising.purse_day d
            join unnest(:lineItems, :days::date[]) as k (line_item, day)
              on k.line_item = d.line_item and k.day = d.day""")
        .bindArray("lineItems", UUID.class, keys.stream().map(Key::lineItem).toList())
        .bindArray("days", String.class, keys.stream().map(key -> key.day().toString()).toList())
        .map(
            (row, context) ->
                Map.entry(
                    new Key(
                        row.getObject("line_item", UUID.class),
                        row.getObject("day", LocalDate.class)),
                    new PotDay(
                        row.getLong("taken_micros"),
                        row.getLong("spent_micros"),
                        row.getBoolean("exhausted"))))
        .forEach(entry -> days.put(entry.getKey(), entry.getValue()));
    return days;
  }

  /** Adds to purses that are locked, and their days. */
  public static void change(Handle tx, List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    String json = Json.text(changes);
    tx.createUpdate(
            """
            update advertising.purse p set taken_micros = taken_micros + c.taken,
              spent_micros = spent_micros + c.spent, impressions = p.impressions + c.impressions
            from (
              select "lineItem" as line_item, sum(taken) as taken, sum(spent) as spent,
                sum(impressions) as impressions
              from json_to_recordset(cast(:changes as json)) as c
                ("lineItem" uuid, taken bigint, spent bigint, impressions bigint)
              group by 1) c
            where p.line_item = c.line_item""")
        .bind("changes", json)
        .execute();
    tx.createUpdate(
            """
            insert into advertising.purse_day (line_item, day)
            select "lineItem", day from json_to_recordset(cast(:changes as json)) as c
              ("lineItem" uuid, day date)
            on conflict do nothing""")
        .bind("changes", json)
        .execute();
    tx.createUpdate(
            """
            update advertising.purse_day d set taken_micros = taken_micros + c.taken,
              spent_micros = spent_micros + c.spent, booked_micros = booked_micros + c.booked,
              impressions = d.impressions + c.impressions
            from json_to_recordset(cast(:changes as json)) as c ("lineItem" uuid, day date,
              taken bigint, spent bigint, booked bigint, impressions bigint)
            where d.line_item = c."lineItem" and d.day = c.day""")
        .bind("changes", json)
        .execute();
  }

  /** Says that nothing was left of them to set aside. */
  public static void want(Handle tx, Collection<UUID> lineItems) {
    if (!lineItems.isEmpty()) {
      tx.createUpdate(
              "update advertising.purse set wanted = now() where line_item = any(:lineItems)")
          .bindArray("lineItems", UUID.class, lineItems)
          .execute();
    }
  }

  /** Those of them that others found nothing left of lately. */
  public static List<UUID> wanted(Handle handle, Collection<UUID> lineItems, long seconds) {
    return handle
        .createQuery(
            """
            select line_item from advertising.purse
            where line_item = any(:lineItems) and wanted > now() - make_interval(secs => :seconds)""")
        .bindArray("lineItems", UUID.class, lineItems)
        .bind("seconds", seconds)
        .mapTo(UUID.class)
        .list();
  }

  /** It was told that all is spent. */
  public static void exhausted(Handle tx, UUID lineItem) {
    tx.createUpdate("update advertising.purse set exhausted = true where line_item = :id")
        .bind("id", lineItem)
        .execute();
  }

  /** It was told that all of a day is spent. */
  public static void exhausted(Handle tx, Key key) {
    tx.createUpdate(
            """
            update advertising.purse_day set exhausted = true
            where line_item = :id and day = :day""")
        .bind("id", key.lineItem())
        .bind("day", key.day())
        .execute();
  }

  /** What was done with those that anything was done with since that day. */
  public static List<Total> totals(Handle handle, LocalDate today, LocalDate since) {
    return handle
        .createQuery(
            """
            select p.line_item, p.spent_micros, p.impressions, coalesce(l.held, 0) as held,
              coalesce(d.spent_micros, 0) + coalesce(l.today, 0) as today
            from advertising.purse p
            left join (
              select line_item, sum(held_micros) as held,
                sum(held_micros) filter (where day = :today) as today
              from advertising.lease group by line_item) l on l.line_item = p.line_item
            left join advertising.purse_day d on d.line_item = p.line_item and d.day = :today
            where p.line_item in (
              select line_item from advertising.purse_day where day >= :since)""")
        .bind("today", today)
        .bind("since", since)
        .map(
            (row, context) ->
                new Total(
                    row.getObject("line_item", UUID.class),
                    row.getLong("spent_micros"),
                    row.getLong("held"),
                    row.getLong("today"),
                    row.getLong("impressions")))
        .list();
  }

  private static Pot pot(ResultSet row) throws SQLException {
    long day = row.getLong("day_budget_micros");
    Optional<Long> dayBudget = row.wasNull() ? Optional.empty() : Optional.of(day);
    return new Pot(
        row.getObject("line_item", UUID.class),
        row.getString("currency"),
        row.getLong("budget_micros"),
        dayBudget,
        Json.read(row.getString("caps"), new TypeReference<List<LineItem.Cap>>() {}),
        row.getLong("taken_micros"),
        row.getLong("spent_micros"),
        row.getBoolean("exhausted"));
  }
}
