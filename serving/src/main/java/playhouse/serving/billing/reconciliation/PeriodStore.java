package playhouse.serving.billing.reconciliation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import playhouse.serving.billing.plans.MoneyColumns;

/** Months, and what stands against what in them, in the database. */
final class PeriodStore {
  private PeriodStore() {}

  /** A day of which an account's statement is not here. */
  record Gap(String account, LocalDate day) {}

  /** Days up to the end of a month of which no statement is here, from each account's first on. */
  static List<Gap> gaps(Handle tx, YearMonth month) {
    return tx.createQuery(
            """
            select a.account, d::date as day from (
              select account, min(day) as since from billing.recon_statement group by account) a
            cross join lateral generate_series(greatest(a.since, :from), :until, interval '1 day') d
            where not exists (select from billing.recon_statement s
              where s.account = a.account and s.day = d::date)
            order by d, a.account limit 10""")
        .bind("from", month.atDay(1))
        .bind("until", month.atEndOfMonth())
        .map(
            (row, context) ->
                new Gap(row.getString("account"), row.getObject("day", LocalDate.class)))
        .list();
  }

  /** Whether there are statements of both sides from that month on or before it. */
  static boolean begun(Handle tx, YearMonth month) {
    return tx.createQuery(
            """
            select count(distinct kind) = 2 from billing.recon_statement where day <= :until""")
        .bind("until", month.atEndOfMonth())
        .mapTo(Boolean.class)
        .one();
  }

  /** How many lines up to the end of a month were not looked at yet. */
  static int loose(Handle tx, YearMonth month) {
    return tx.createQuery(
            """
            select count(*) from billing.recon_line l
            join billing.recon_statement s on s.id = l.statement
            where l.match is null and l.exception is null and s.day <= :until""")
        .bind("until", month.atEndOfMonth())
        .mapTo(Integer.class)
        .one();
  }

  /** Mismatches up to the end of a month that nobody has settled. */
  static List<UUID> open(Handle tx, YearMonth month) {
    return tx.createQuery(
            """
            select id from billing.recon_exception
            where state <> 'resolved' and day <= :until order by number""")
        .bind("until", month.atEndOfMonth())
        .mapTo(UUID.class)
        .list();
  }

  static boolean add(Handle tx, YearMonth month, Instant now, String who) {
    return tx.createUpdate(
                """
                insert into billing.recon_period values (:month, :now, :who)
                on conflict do nothing""")
            .bind("month", month.atDay(1))
            .bind("now", now)
            .bind("who", who)
            .execute()
        == 1;
  }

  static boolean closed(Handle handle, YearMonth month) {
    return handle
        .createQuery("select exists (select from billing.recon_period where month = :month)")
        .bind("month", month.atDay(1))
        .mapTo(Boolean.class)
        .one();
  }

  /** What the ledger has on these accounts at the end of a day. */
  static List<Periods.Sum> ledger(Handle handle, LocalDate until) {
    return sums(
        handle.createQuery(
            """
            select l.account as name, l.currency, sum(l.amount) as amount, count(*) as n
            from billing.ledger_line l join billing.ledger_entry e on e.number = l.entry
            where e.day <= :until and l.account in ('provider', 'settling', 'bank')
            group by l.account, l.currency"""),
        until);
  }

  /** What statements say should be there, and what explains that the ledger says otherwise. */
  static List<Periods.Sum> told(Handle handle, LocalDate until) {
    return sums(
        handle.createQuery(
            BOOKED
                + """
                , lines as (
                  select l.*, s.kind, s.day, d.day as booked from billing.recon_line l
                  join billing.recon_statement s on s.id = l.statement
                  left join done d on d.id = coalesce(l.match, l.exception)
                  where s.day <= :until)
                select 'bank' as name, currency, sum(closing) as amount, count(*) as n from (
                  select distinct on (account) currency, closing from billing.recon_statement
                  where kind = 'bank' and day <= :until
                  order by account, day desc, number desc) c group by currency
                union all
                select 'bank:opening', currency, -sum(opening), count(*) from (
                  select distinct on (account) currency, opening from billing.recon_statement
                  where kind = 'bank' and day <= :until order by account, day, number) o
                group by currency having sum(opening) <> 0
                union all
                select 'bank:not booked', paid, -sum(net), count(*) from lines
                where kind = 'bank' and (booked is null or booked > :until) group by paid
                union all
                select 'settling', paid, sum(net), count(*) from lines
                where kind = 'settlement' group by paid
                union all
                select 'settling:not booked', paid, -sum(net), count(*) from lines
                where kind = 'settlement' and (booked is null or booked > :until) group by paid
                union all
                select 'settling:paid out', b.currency, -sum(b.net), count(*)
                from billing.recon_batch b join done d on d.id = coalesce(b.match, b.exception)
                where d.day <= :until group by b.currency
                union all
                select 'provider:not settled', l.currency, sum(l.amount), count(*)
                from billing.ledger_line l join billing.ledger_entry e on e.number = l.entry
                left join billing.recon_ledger r on r.entry = l.entry and r.line = l.line
                left join done d on d.id = coalesce(r.match, r.exception)
                where l.account = 'provider' and e.reason not like 'recon/%' and e.day <= :until
                  and (d.day is null or d.day > :until) group by l.currency
                union all
                select 'provider:booked later', l.currency, -sum(l.amount), count(*)
                from billing.ledger_line l join billing.ledger_entry e on e.number = l.entry
                join billing.recon_ledger r on r.entry = l.entry and r.line = l.line
                join done d on d.id = coalesce(r.match, r.exception)
                where l.account = 'provider' and e.reason not like 'recon/%' and e.day > :until
                  and d.day <= :until group by l.currency"""),
        until);
  }

  /** When each match and each mismatch was booked. */
  private static final String BOOKED =
      """
      with done as (
        select m.id, e.day from billing.recon_match m join billing.ledger_entry e on e.reason = m.reason
        union all
        select x.id, e.day from billing.recon_exception x join billing.ledger_entry e on e.reason = x.reason
        where not exists (select from billing.recon_match m where m.reason = x.reason))
      """;

  private static List<Periods.Sum> sums(Query query, LocalDate until) {
    return query
        .bind("until", until)
        .map(
            (row, context) ->
                new Periods.Sum(row.getString("name"), MoneyColumns.of(row), row.getInt("n")))
        .list();
  }
}
