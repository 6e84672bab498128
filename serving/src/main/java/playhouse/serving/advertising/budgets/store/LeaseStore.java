package playhouse.serving.advertising.budgets.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.platform.Json;

/** What processes have set aside, in the database, and which of them are alive. */
public final class LeaseStore {
  private LeaseStore() {}

  /** What is added to a lease. */
  public record Change(UUID holder, UUID lineItem, LocalDate day, long free, long held) {}

  /** A process begins. */
  public static void begin(Handle tx, UUID holder) {
    tx.createUpdate("insert into advertising.holder (id) values (:id)")
        .bind("id", holder)
        .execute();
  }

  /** A process lives; false if others think that it does not. */
  public static boolean renew(Handle tx, UUID holder) {
    return tx.createUpdate(
                "update advertising.holder set renewed = now() where id = :id and not dead")
            .bind("id", holder)
            .execute()
        == 1;
  }

  /** Takes those for dead that were not heard of for so long. */
  public static void bury(Handle tx, Duration silence) {
    tx.createUpdate(
            """
            update advertising.holder set dead = true where id in (
              select id from advertising.holder
              where not dead and renewed < now() - make_interval(secs => :seconds)
              order by id for update skip locked)""")
        .bind("seconds", silence.toMillis() / 1000.0)
        .execute();
  }

  /** A process ends. */
  public static void end(Handle tx, UUID holder) {
    tx.createUpdate("update advertising.holder set dead = true where id = :id")
        .bind("id", holder)
        .execute();
  }

  /** Those that are not alive. */
  public static List<UUID> dead(Handle handle, List<UUID> holders) {
    return handle
        .createQuery(
            """
            select h from unnest(:holders) as h
            where h not in (select id from advertising.holder where not dead)""")
        .bindArray("holders", UUID.class, holders)
        .mapTo(UUID.class)
        .list();
  }

  /**
   * Adds to leases, which are made where there is none yet, in an order that is always the same.
   */
  public static void change(Handle tx, List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    Set<Change> fresh = new LinkedHashSet<>(changes);
    tx.createQuery(
            """
            with change as (
              select * from json_to_recordset(cast(:changes as json))
                as c (holder uuid, "lineItem" uuid, day date, free bigint, held bigint)),
            locked as (
              select l.holder, l.line_item, l.day, c.free, c.held
              from advertising.lease l
              join change c on c.holder = l.holder and c."lineItem" = l.line_item and c.day = l.day
              order by l.holder, l.line_item, l.day for update of l)
            update advertising.lease l set free_micros = l.free_micros + k.free,
              held_micros = l.held_micros + k.held
            from locked k
            where l.holder = k.holder and l.line_item = k.line_item and l.day = k.day
            returning l.holder, l.line_item, l.day, k.free, k.held""")
        .bind("changes", Json.text(changes))
        .map((row, context) -> change(row, "free", "held"))
        .forEach(fresh::remove);
    if (fresh.isEmpty()) {
      return;
    }
    tx.createUpdate(
            """
            insert into advertising.lease as l (holder, line_item, day, free_micros, held_micros)
            select holder, "lineItem", day, free, held
            from json_to_recordset(cast(:changes as json))
              as c (holder uuid, "lineItem" uuid, day date, free bigint, held bigint)
            order by 1, 2, 3
            on conflict (holder, line_item, day) do update set
              free_micros = l.free_micros + excluded.free_micros,
              held_micros = l.held_micros + excluded.held_micros""")
        .bind("changes", Json.text(fresh))
        .execute();
  }

  /** What dead processes left, seen without a lock. */
  public static List<Change> left(Handle handle, int most) {
    return handle
        .createQuery(
            """
            select * from advertising.lease
            where free_micros > 0
              and holder not in (select id from advertising.holder where not dead)
            order by line_item, day, holder limit :most""")
        .bind("most", most)
        .map((row, context) -> change(row, "free_micros", "held_micros"))
        .list();
  }

  private static Change change(ResultSet row, String free, String held) throws SQLException {
    return new Change(
        row.getObject("holder", UUID.class),
        row.getObject("line_item", UUID.class),
        row.getObject("day", LocalDate.class),
        row.getLong(free),
        row.getLong(held));
  }

  /** Takes all that is free out of a lease; how much it was. */
  public static long empty(Handle tx, UUID holder, UUID lineItem, LocalDate day) {
    return tx.createQuery(
            """
            update advertising.lease l set free_micros = 0
            from (
              select free_micros from advertising.lease
              where holder = :holder and line_item = :lineItem and day = :day for update) before
            where holder = :holder and line_item = :lineItem and day = :day
            returning before.free_micros""")
        .bind("holder", holder)
        .bind("lineItem", lineItem)
        .bind("day", day)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  /** Forgets leases of the dead with nothing in them, and those who are long dead. */
  public static void forget(Handle tx) {
    tx.execute(
        """
        delete from advertising.lease where free_micros = 0 and held_micros = 0
          and holder not in (select id from advertising.holder where not dead)""");
    tx.execute(
        """
        delete from advertising.holder h where dead and renewed < now() - interval '1 hour'
          and not exists (select from advertising.lease where holder = h.id)""");
  }
}
