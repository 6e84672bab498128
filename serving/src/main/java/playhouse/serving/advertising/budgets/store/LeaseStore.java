package playhouse.serving.advertising.budgets.store;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
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
    String json = Json.text(changes);
    tx.createUpdate(
            """
            insert into advertising.lease (holder, line_item, day)
            select holder, "lineItem", day from json_to_recordset(cast(:changes as json)) as c
              (holder uuid, "lineItem" uuid, day date)
            on conflict do nothing""")
        .bind("changes", json)
        .execute();
    tx.createQuery(
            """
            select 1 from advertising.lease l
            join json_to_recordset(cast(:changes as json)) as c
              (holder uuid, "lineItem" uuid, day date)
              on l.holder = c.holder and l.line_item = c."lineItem" and l.day = c.day
            order by l.holder, l.line_item, l.day for update of l""")
        .bind("changes", json)
        .mapTo(Integer.class)
        .list();
    tx.createUpdate(
            """
            update advertising.lease l set free_micros = free_micros + c.free,
              held_micros = held_micros + c.held
            from json_to_recordset(cast(:changes as json)) as c
              (holder uuid, "lineItem" uuid, day date, free bigint, held bigint)
            where l.holder = c.holder and l.line_item = c."lineItem" and l.day = c.day""")
        .bind("changes", json)
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
        .map(
            (row, context) ->
                new Change(
                    row.getObject("holder", UUID.class),
                    row.getObject("line_item", UUID.class),
                    row.getObject("day", LocalDate.class),
                    row.getLong("free_micros"),
                    row.getLong("held_micros")))
        .list();
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
