package playhouse.serving.advertising.invoices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Invoices in the database. */
final class InvoiceStore {
  private InvoiceStore() {}

  /** An order of which something may be owed until the end of a day. */
  record Due(UUID order, LocalDate through) {}

  /** Orders that are not invoiced until the end of a month, or are over and not invoiced at all. */
  static List<Due> due(Handle handle, LocalDate monthEnd, LocalDate today, Instant over, int most) {
    return handle
        .createQuery(
            """
            select * from (
              select o.id, o.number, case when exists (
                  select from advertising.line_item l where l.ad_order = o.id)
                and not exists (
                  select from advertising.line_item l
                  where l.ad_order = o.id and l.ends > :over
                    and not (l.state = 'ended' and l.changed < now() - interval '1 hour'))
                then cast(:today as date) else cast(:monthEnd as date) end as until
              from advertising.ad_order o) d
            where not exists (
              select from advertising.invoiced i where i.ad_order = d.id and i.through >= d.until)
            order by d.number limit :most""")
        .bind("monthEnd", monthEnd)
        .bind("today", today)
        .bind("over", over)
        .bind("most", most)
        .map(
            (row, context) ->
                new Due(row.getObject("id", UUID.class), row.getObject("until", LocalDate.class)))
        .list();
  }

  /** Nobody else invoices it meanwhile; what is carried of those before. */
  static long lock(Handle tx, UUID order, LocalDate through) {
    tx.createUpdate(
            """
            insert into advertising.invoiced (ad_order, through) values (:order, :through)
            on conflict do nothing""")
        .bind("order", order)
        .bind("through", through)
        .execute();
    return tx.createQuery(
            """
            select remainder_micros from advertising.invoiced where ad_order = :order for update""")
        .bind("order", order)
        .mapTo(Long.class)
        .one();
  }

  /** What was invoiced of its line items before. */
  static Map<UUID, Invoice.Line> before(Handle tx, UUID order) {
    Map<UUID, Invoice.Line> before = new HashMap<>();
    tx.createQuery(
            """
            select l.line_item, max(l.name) as name, sum(l.impressions)::bigint as impressions,
              sum(l.booked_micros)::bigint as booked_micros
            from advertising.ad_invoice i join advertising.ad_invoice_line l on l.invoice = i.id
            where i.ad_order = :order group by l.line_item""")
        .bind("order", order)
        .map((row, context) -> line(row))
        .forEach(line -> before.put(line.lineItem(), line));
    return before;
  }

  static void add(Handle tx, Invoice invoice) {
    tx.createUpdate(
            """
            insert into advertising.ad_invoice (id, advertiser, ad_order, through, currency,
              booked_micros, carried_micros, amount_micros, remainder_micros, issued)
            values (:id, :advertiser, :order, :through, :currency, :bookedMicros, :carriedMicros,
              :amountMicros, :remainderMicros, :issued)""")
        .bindMethods(invoice)
        .execute();
    PreparedBatch lines =
        tx.prepareBatch(
            """
            insert into advertising.ad_invoice_line
            values (:invoice, :lineItem, :name, :impressions, :bookedMicros)""");
    invoice.lines().forEach(line -> lines.bindMethods(line).bind("invoice", invoice.id()).add());
    lines.execute();
  }

  /** Until when it is invoiced, and what is carried. */
  static void done(Handle tx, UUID order, LocalDate through, long remainderMicros) {
    tx.createUpdate(
            """
            update advertising.invoiced set through = greatest(through, :through),
              remainder_micros = :remainder
            where ad_order = :order""")
        .bind("order", order)
        .bind("through", through)
        .bind("remainder", remainderMicros)
        .execute();
  }

  /** Those of somebody, or all; the newest first, without their lines. */
  static List<Invoice> of(Handle handle, Optional<String> owner, long before, int most) {
    return handle
        .createQuery(
            """
            select i.* from advertising.ad_invoice i
            join advertising.advertiser a on a.id = i.advertiser
            where i.number < :before and (:owner is null or a.owner = :owner)
            order by i.number desc limit :most""")
        .bind("before", before)
        .bindByType("owner", owner.orElse(null), String.class)
        .bind("most", most)
        .map((row, context) -> invoice(row, List.of()))
        .list();
  }

  static Optional<Invoice> find(Handle handle, UUID id) {
    List<Invoice.Line> lines =
        handle
            .createQuery(
                "select * from advertising.ad_invoice_line where invoice = :id order by line_item")
            .bind("id", id)
            .map((row, context) -> line(row))
            .list();
    return handle
        .createQuery("select * from advertising.ad_invoice where id = :id")
        .bind("id", id)
        .map((row, context) -> invoice(row, lines))
        .findOne();
  }

  private static Invoice.Line line(ResultSet row) throws SQLException {
    return new Invoice.Line(
        row.getObject("line_item", UUID.class),
        row.getString("name"),
        row.getLong("impressions"),
        row.getLong("booked_micros"));
  }

  private static Invoice invoice(ResultSet row, List<Invoice.Line> lines) throws SQLException {
    return new Invoice(
        row.getObject("id", UUID.class),
        row.getLong("number"),
        row.getObject("advertiser", UUID.class),
        row.getObject("ad_order", UUID.class),
        row.getObject("through", LocalDate.class),
        row.getString("currency"),
        row.getLong("booked_micros"),
        row.getLong("carried_micros"),
        row.getLong("amount_micros"),
        row.getLong("remainder_micros"),
        row.getTimestamp("issued").toInstant(),
        lines);
  }
}
