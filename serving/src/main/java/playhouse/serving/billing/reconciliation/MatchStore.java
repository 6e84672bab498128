package playhouse.serving.billing.reconciliation;

import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import playhouse.serving.billing.plans.MoneyColumns;
import playhouse.serving.billing.reconciliation.Mismatch.Batch;
import playhouse.serving.billing.reconciliation.Mismatch.Booked;
import playhouse.serving.billing.reconciliation.Mismatch.Told;
import playhouse.serving.billing.reconciliation.statements.StatementLine;

/** In the database: what is to be matched, and what it may be matched with. */
final class MatchStore {
  private static final String TOLD =
      """
      select l.*, s.statement as name, s.day from billing.recon_line l
      join billing.recon_statement s on s.id = l.statement
      """;

  private static final String BOOKED =
      """
      select l.entry, l.line, billing.ledger_subject(e.reason) as subject, e.day, e.written, l.currency,
        l.amount, r.exception
      from billing.ledger_line l join billing.ledger_entry e on e.number = l.entry
      left join billing.recon_ledger r on r.entry = l.entry and r.line = l.line
      """;

  private MatchStore() {}

  /** Up to where the ledger was searched for what no statement tells of. */
  record Mark(Instant written, long number) {}

  /** Lines of the oldest settlement file that were not looked at yet. */
  static List<Told> looseSettled(Handle tx, int most) {
    return told(
        tx.createQuery(
                TOLD
                    + """
                    where l.match is null and l.exception is null and l.statement = (
                      select s.id from billing.recon_statement s
                      join billing.recon_line l on l.statement = s.id
                      where s.kind = 'settlement' and l.match is null and l.exception is null
                      order by s.day, s.number limit 1)
                    order by l.line limit :most""")
            .bind("most", most));
  }

  /** Lines of the bank that were not looked at yet, or that wait. */
  static List<Told> looseBank(Handle tx, int most) {
    return told(
        tx.createQuery(
                TOLD
                    + """
                    where l.match is null and l.exception is null and s.kind = 'bank'
                    order by s.day, s.number, l.line limit :most""")
            .bind("most", most));
  }

  /** Lines of the ledger of these payments that are in no match. */
  static List<Booked> booked(Handle tx, Collection<String> subjects) {
    return booked(
        tx.createQuery(
                BOOKED
                    + """
                    left join billing.recon_exception x on x.id = r.exception
                    where billing.ledger_subject(e.reason) = any(:subjects)
                      and l.account = 'provider' and e.reason not like 'recon/%' and r.match is null
                      and (x.id is null or x.kind = 'missing-in-statement' and x.state = 'open')""")
            .bindArray("subjects", String.class, subjects));
  }

  /**
   * Which of them a statement has told of before, each with whether it was money that went away.
   */
  static Set<String> toldBefore(Handle tx, Collection<String> subjects) {
    return tx.createQuery(
            """
            select distinct billing.ledger_subject(e.reason) || '/' || (l.amount < 0) as key
            from billing.ledger_entry e join billing.ledger_line l on l.entry = e.number
            join billing.recon_ledger r on r.entry = l.entry and r.line = l.line
            left join billing.recon_exception x on x.id = r.exception
            where billing.ledger_subject(e.reason) = any(:subjects)
              and (r.match is not null or x.kind in ('amount', 'currency'))""")
        .bindArray("subjects", String.class, subjects)
        .mapTo(String.class)
        .collect(Collectors.toSet());
  }

  /** Payouts of these names that did not come yet. */
  static List<Batch> due(Handle tx, Collection<String> names) {
    return batches(
        tx.createQuery(
                """
                select b.* from billing.recon_batch b
                left join billing.recon_exception x on x.id = b.exception
                where b.batch = any(:names) and b.match is null
                  and (x.id is null or x.kind = 'missing-in-statement' and x.state = 'open')""")
            .bindArray("names", String.class, names));
  }

  /** Payouts of these names that came. */
  static Set<String> paid(Handle tx, Collection<String> names) {
    return tx.createQuery(
            """
            select b.batch from billing.recon_batch b
            left join billing.recon_exception x on x.id = b.exception
            where b.batch = any(:names)
              and (b.match is not null or x.kind in ('amount', 'currency'))""")
        .bindArray("names", String.class, names)
        .mapTo(String.class)
        .collect(Collectors.toSet());
  }

  /** Payouts of days before that one that did not come, and of which nobody was told. */
  static List<Batch> overdue(Handle tx, LocalDate before, int most) {
    return batches(
        tx.createQuery(
                """
                select * from billing.recon_batch
                where match is null and exception is null and day < :before and net <> 0
                order by day, batch limit :most""")
            .bind("before", before)
            .bind("most", most));
  }

  /** Lines of the ledger after the mark that no statement told of until then. */
  static List<Booked> overdue(Handle tx, Mark mark, Instant until, int most) {
    return booked(
        tx.createQuery(
                BOOKED
                    + """
                    where (e.written, e.number) > (:written, :number) and e.written <= :until
                      and l.account = 'provider' and e.reason not like 'recon/%'
                      and r.entry is null
                    order by e.written, e.number, l.line limit :most""")
            .bind("written", mark.written())
            .bind("number", mark.number())
            .bind("until", until)
            .bind("most", most));
  }

  static Mark mark(Handle tx) {
    return tx.createQuery(
            """
            select greatest(written, '1970-01-01'::timestamptz) as written, number
            from billing.recon_mark for update""")
        .map(
            (row, context) ->
                new Mark(row.getTimestamp("written").toInstant(), row.getLong("number")))
        .one();
  }

  static void mark(Handle tx, Instant written) {
    tx.createUpdate("update billing.recon_mark set written = :written, number = 0")
        .bind("written", written)
        .execute();
  }

  /** What lies in an exception. */
  static Mismatch.Members members(Handle tx, UUID exception) {
    return new Mismatch.Members(
        told(
            tx.createQuery(TOLD + "where l.exception = :id order by s.day, s.number, l.line")
                .bind("id", exception)),
        booked(tx.createQuery(BOOKED + "where r.exception = :id").bind("id", exception)),
        batches(
            tx.createQuery("select * from billing.recon_batch where exception = :id order by batch")
                .bind("id", exception)));
  }

  private static List<Told> told(Query query) {
    return query
        .map(
            (row, context) ->
                new Told(
                    row.getObject("statement", UUID.class),
                    row.getString("name"),
                    row.getObject("day", LocalDate.class),
                    line(row)))
        .list();
  }

  private static StatementLine line(ResultSet row) throws SQLException {
    return new StatementLine(
        row.getInt("line"),
        row.getString("type"),
        row.getString("batch"),
        row.getString("reference"),
        MoneyColumns.of(row, "gross"),
        row.getBigDecimal("rate"),
        paid(row, "fee"),
        paid(row, "net"));
  }

  private static Money paid(ResultSet row, String column) throws SQLException {
    return Money.of(
        CurrencyUnit.of(row.getString("paid")),
        row.getBigDecimal(column),
        RoundingMode.UNNECESSARY);
  }

  private static List<Booked> booked(Query query) {
    return query
        .map(
            (row, context) ->
                new Booked(
                    row.getLong("entry"),
                    row.getInt("line"),
                    row.getString("subject"),
                    row.getObject("day", LocalDate.class),
                    MoneyColumns.of(row),
                    Optional.ofNullable(row.getObject("exception", UUID.class))))
        .list();
  }

  private static List<Batch> batches(Query query) {
    return query
        .map(
            (row, context) ->
                new Batch(
                    row.getString("batch"),
                    row.getObject("statement", UUID.class),
                    row.getObject("day", LocalDate.class),
                    MoneyColumns.of(row, "net"),
                    row.getInt("lines"),
                    Optional.ofNullable(row.getObject("exception", UUID.class))))
        .list();
  }
}
