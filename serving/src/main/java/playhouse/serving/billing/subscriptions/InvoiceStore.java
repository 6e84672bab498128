package playhouse.serving.billing.subscriptions;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import playhouse.serving.billing.plans.MoneyColumns;

/** Invoices in the database. What they say never changes, only how they are met. */
final class InvoiceStore {
  private InvoiceStore() {}

  /** The next number of a series; who asks next waits until this transaction is through. */
  static long number(Handle tx, String series, int year) {
    return tx.createQuery(
            """
            insert into billing.series values (:series, :year, 1)
            on conflict (series, year) do update set last = series.last + 1 returning last""")
        .bind("series", series)
        .bind("year", year)
        .mapTo(Long.class)
        .one();
  }

  /** Whether there is one for that term. */
  static boolean issued(Handle handle, UUID subscription, int term) {
    return handle
        .createQuery(
            """
            select exists (select from billing.invoice
              where subscription = :id and term = :term and kind = 'term')""")
        .bind("id", subscription)
        .bind("term", term)
        .mapTo(Boolean.class)
        .one();
  }

  /** Puts one down. */
  static void issue(Handle tx, Invoice i, List<Invoice.Line> lines) {
    tx.createUpdate(
            """
            insert into billing.invoice (id, subscription, term, currency, amount, tax, state,
              issued, kind, number, country, term_from, term_until, worth, balance, balance_tax)
            values (:id, :subscription, :term, :currency, :owed, :contained, :state, :issued, :kind,
              :number, :country, :from, :until, :value, :used, :usedTax)""")
        .bindMethods(i)
        .bind("currency", i.amount().getCurrencyUnit().getCode())
        .bind("owed", i.amount().getAmount())
        .bind("contained", i.tax().getAmount())
        .bind("value", i.worth().getAmount())
        .bind("used", i.balance().getAmount())
        .bind("usedTax", i.balanceTax().getAmount())
        .execute();
    PreparedBatch batch =
        tx.prepareBatch(
            """
            insert into billing.invoice_line values (:invoice, :line, :what, :plan, :nameEn,
              :nameZh, :from, :until, :without, :contained)""");
    int number = 0;
    for (Invoice.Line line : lines) {
      batch
          .bindMethods(line)
          .bind("invoice", i.id())
          .bind("line", ++number)
          .bind("without", line.net().getAmount())
          .bind("contained", line.tax().getAmount())
          .add();
    }
    batch.execute();
  }

  /** One. */
  static Optional<Invoice> find(Handle handle, String id) {
    return one(handle, id, "");
  }

  /** One, locked. */
  static Optional<Invoice> locked(Handle tx, String id) {
    return one(tx, id, " for update");
  }

  private static Optional<Invoice> one(Handle handle, String id, String locking) {
    return handle
        .createQuery("select * from billing.invoice where id = :id" + locking)
        .bind("id", id)
        .map((row, context) -> invoice(row))
        .findOne();
  }

  /** Those of a subscription, the newest first. */
  static List<Invoice> of(Handle handle, UUID subscription) {
    return handle
        .createQuery(
            """
            select * from billing.invoice where subscription = :id
            order by issued desc, term desc, number desc""")
        .bind("id", subscription)
        .map((row, context) -> invoice(row))
        .list();
  }

  /** What one is made of, in order. */
  static List<Invoice.Line> lines(Handle handle, Invoice invoice) {
    CurrencyUnit currency = invoice.amount().getCurrencyUnit();
    return handle
        .createQuery("select * from billing.invoice_line where invoice = :id order by line")
        .bind("id", invoice.id())
        .map(
            (row, context) ->
                new Invoice.Line(
                    row.getString("what"),
                    row.getString("plan"),
                    row.getString("name_en"),
                    row.getString("name_zh"),
                    instant(row, "term_from"),
                    instant(row, "term_until"),
                    money(currency, row, "net"),
                    money(currency, row, "tax")))
        .list();
  }

  /** Marks one as paid. */
  static void paid(Handle tx, String invoice, Instant now) {
    tx.createUpdate("update billing.invoice set state = 'paid', paid = :now where id = :id")
        .bind("now", now)
        .bind("id", invoice)
        .execute();
  }

  /** Has the balance meet all that is still to be taken. */
  static void met(Handle tx, String invoice) {
    tx.createUpdate(
            """
            update billing.invoice set balance = balance + amount, balance_tax = balance_tax + tax,
              amount = 0, tax = 0 where id = :id and state = 'open'""")
        .bind("id", invoice)
        .execute();
  }

  /** Lets go of one that was never paid. */
  static void cancel(Handle tx, String invoice) {
    tx.createUpdate("update billing.invoice set state = 'void' where id = :id and state = 'open'")
        .bind("id", invoice)
        .execute();
  }

  /** What was given back of a subscription's invoices since then, or of that one at all. */
  static BigDecimal credited(Handle handle, Invoice newest) {
    return handle
        .createQuery(
            """
            select coalesce((
                select sum(c.amount + c.balance) from billing.credit_note c
                join billing.invoice i on i.id = c.invoice
                where i.subscription = :subscription and (i.id = :id or c.created >= :issued)), 0)
              -- What went back without a credit note.
              + coalesce((
                select sum(r.amount) from billing.refund r
                join billing.payment p on p.id = r.payment
                where p.subscription = :subscription and r.state <> 'failed'
                  and (p.invoice = :id or r.requested >= :issued)
                  and not exists (select from billing.credit_note c where c.refund = r.id)), 0)""")
        .bindMethods(newest)
        .mapTo(BigDecimal.class)
        .one();
  }

  private static Invoice invoice(ResultSet row) throws SQLException {
    return new Invoice(
        row.getString("id"),
        row.getString("number"),
        row.getString("kind"),
        row.getObject("subscription", UUID.class),
        row.getString("country"),
        row.getInt("term"),
        instant(row, "term_from"),
        instant(row, "term_until"),
        MoneyColumns.of(row),
        MoneyColumns.of(row, "tax"),
        MoneyColumns.of(row, "balance"),
        MoneyColumns.of(row, "balance_tax"),
        MoneyColumns.of(row, "worth"),
        row.getString("state"),
        instant(row, "issued"));
  }

  private static Money money(CurrencyUnit currency, ResultSet row, String column)
      throws SQLException {
    return Money.of(currency, row.getBigDecimal(column), RoundingMode.UNNECESSARY);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }
}
