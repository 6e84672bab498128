package playhouse.serving.advertising.budgets;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Ad;
import playhouse.serving.platform.outbox.OutboxRows;
import playhouse.serving.platform.store.ServicesDatabase;

/** What the database says of budgets, asked behind the purse's back. */
final class Ledgers {
  private Ledgers() {}

  static long one(ServicesDatabase database, String sql, UUID lineItem) {
    return database.read(
        handle ->
            handle.createQuery(sql).bind("id", lineItem).mapTo(Long.class).findOne().orElse(0L));
  }

  /** Paid, and held at that moment, by the impressions themselves. */
  static long paidAndHeld(ServicesDatabase database, UUID lineItem) {
    return one(
        database,
        """
        select coalesce(sum(booked_micros + reserved_micros), 0) from advertising.hold
        where line_item = :id""",
        lineItem);
  }

  static long booked(ServicesDatabase database, UUID lineItem) {
    return one(
        database,
        "select coalesce(sum(booked_micros), 0) from advertising.hold where line_item = :id",
        lineItem);
  }

  /** Most impressions that anybody saw of it, or may still see. */
  static long mostTurns(ServicesDatabase database, UUID lineItem) {
    return one(
        database,
        """
        select coalesce(max(n), 0) from (
          select count(*) as n from advertising.hold
          where line_item = :id and state <> 'over' and person is not null group by person) t""",
        lineItem);
  }

  /** Purses that do not say what their impressions and leases say; there must be none. */
  static List<Map<String, Object>> wrong(ServicesDatabase database) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select p.line_item, p.taken_micros, p.spent_micros, l.free, l.held, h.booked,
                      h.reserved, h.shown, p.impressions, d.taken, d.spent, d.paid, d.seen
                    from advertising.purse p
                    left join lateral (select coalesce(sum(free_micros), 0) free,
                      coalesce(sum(held_micros), 0) held from advertising.lease
                      where line_item = p.line_item) l on true
                    left join lateral (select coalesce(sum(booked_micros), 0) booked,
                      coalesce(sum(reserved_micros), 0) reserved,
                      count(*) filter (where shown is not null) shown
                      from advertising.hold where line_item = p.line_item) h on true
                    left join lateral (select coalesce(sum(taken_micros), 0) taken,
                      coalesce(sum(spent_micros), 0) spent, coalesce(sum(booked_micros), 0) paid,
                      coalesce(sum(impressions), 0) seen
                      from advertising.purse_day where line_item = p.line_item) d on true
                    where p.taken_micros <> p.spent_micros + l.free + l.held
                      or p.spent_micros <> h.booked or l.held <> h.reserved
                      or p.impressions <> h.shown or d.taken <> p.taken_micros
                      or d.spent <> p.spent_micros or d.paid <> p.spent_micros
                      or d.seen <> p.impressions or p.taken_micros > p.budget_micros""")
                .mapToMap()
                .list());
  }

  /** Facts that wait for Kafka: nobody brings them there in these tests. */
  static List<Ad> facts(ServicesDatabase database, Predicate<Ad> wanted) {
    return OutboxRows.values(database).stream()
        .map(bytes -> Wire.decode(Ad.class, bytes))
        .filter(wanted)
        .toList();
  }
}
