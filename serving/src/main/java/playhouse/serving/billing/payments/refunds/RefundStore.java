package playhouse.serving.billing.payments.refunds;

import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import playhouse.serving.billing.plans.MoneyColumns;

/** Refunds in the database. */
final class RefundStore {
  private RefundStore() {}

  /** Amounts of a payment, tax apart. */
  record Sum(Money amount, Money tax) {}

  /** Puts one down; its payment is locked. */
  static void begin(Handle tx, Refund r) {
    tx.createUpdate(
            """
            insert into billing.refund values (:id, :payment, :ofDispute::uuid, :person, :route,
              :providerCharge, :reference, :currency, :given, :contained, :open, :whole, :reason,
              'due', 0, :nextAt, null, null, :requested)""")
        .bindMethods(r)
        .bindMethods(r.source())
        .bindByType("ofDispute", r.dispute().orElse(null), UUID.class)
        .bind("currency", r.amount().getCurrencyUnit().getCode())
        .bind("given", r.amount().getAmount())
        .bind("contained", r.tax().getAmount())
        .bind("open", r.unearned().getAmount())
        .bind("whole", r.source().charged().getAmount())
        .execute();
  }

  /** What went back of a payment that was captured, or is to: by us, or by the payer's bank. */
  static Sum sum(Handle tx, UUID payment, CurrencyUnit currency) {
    return tx.createQuery(
            """
            select coalesce(sum(amount), 0), coalesce(sum(tax), 0) from (
              select amount, tax from billing.refund
              where payment = :payment and dispute is null and state <> 'failed'
              union all
              select amount, tax from billing.chargeback
              where payment = :payment and state <> 'won' and dispute is null) as gone""")
        .bind("payment", payment)
        .map(
            (row, context) ->
                new Sum(
                    Money.of(currency, row.getBigDecimal(1), RoundingMode.UNNECESSARY),
                    Money.of(currency, row.getBigDecimal(2), RoundingMode.UNNECESSARY)))
        .one();
  }

  /** Takes some of which something is to be done, for so long. */
  static List<Refund> claim(Handle tx, Instant now, Duration lease, int most) {
    List<Refund> claimed =
        all(
            tx.createQuery(
                    """
                    select * from billing.refund
                    where state in ('due', 'sending', 'unknown') and next_at <= :now
                    order by next_at limit :most for update skip locked""")
                .bind("now", now)
                .bind("most", most));
    if (!claimed.isEmpty()) {
      tx.createUpdate(
              "update billing.refund set state = 'sending', next_at = :until where id = any(:ids)")
          .bind("until", now.plus(lease))
          .bindArray("ids", UUID.class, claimed.stream().map(Refund::id).toList())
          .execute();
    }
    return claimed;
  }

  /** One, locked. */
  static Optional<Refund> locked(Handle tx, UUID id) {
    return tx.createQuery("select * from billing.refund where id = :id for update")
        .bind("id", id)
        .map((row, context) -> refund(row))
        .findOne();
  }

  /** Those of a payment, the newest first. */
  static List<Refund> of(Handle handle, UUID payment) {
    return all(
        handle
            .createQuery(
                "select * from billing.refund where payment = :payment order by requested desc, id")
            .bind("payment", payment));
  }

  /** What was to go back did not: it and its payment are to be decided on again. */
  static void reopen(Handle tx, Refund r) {
    tx.createUpdate(
            """
            with again as (
              update billing.dispute set state = 'open', resolved = null where id = :ofDispute)
            update billing.payment set state = 'disputed' where id = :payment and state = 'failed'
            """)
        .bind("ofDispute", r.dispute().orElseThrow())
        .bind("payment", r.payment())
        .execute();
  }

  /** Whether the provider did not give back money that came wrong. */
  static boolean refused(Handle handle, UUID dispute) {
    return handle
        .createQuery(
            """
            select exists (select from billing.refund
              where dispute = :dispute and state = 'failed')""")
        .bind("dispute", dispute)
        .mapTo(Boolean.class)
        .one();
  }

  /** Puts down how one that is locked stands now. */
  static void change(Handle tx, Refund r) {
    tx.createUpdate(
            """
            update billing.refund set state = :inState, inquiries = :inquiries, next_at = :nextAt,
              provider_id = :known, code = :why where id = :id""")
        .bindMethods(r)
        .bind("inState", r.state().text())
        .bind("known", r.providerId().orElse(null))
        .bind("why", r.code().orElse(null))
        .execute();
  }

  private static List<Refund> all(Query query) {
    return query.map((row, context) -> refund(row)).list();
  }

  private static Refund refund(ResultSet row) throws SQLException {
    return new Refund(
        row.getObject("id", UUID.class),
        row.getObject("payment", UUID.class),
        Optional.ofNullable(row.getObject("dispute", UUID.class)),
        row.getObject("person", UUID.class),
        new Refund.Source(
            row.getString("route"),
            row.getString("reference"),
            row.getString("provider_charge"),
            MoneyColumns.of(row, "charged")),
        MoneyColumns.of(row),
        MoneyColumns.of(row, "tax"),
        MoneyColumns.of(row, "unearned"),
        row.getString("reason"),
        Refund.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getInt("inquiries"),
        row.getTimestamp("next_at").toInstant(),
        Optional.ofNullable(row.getString("provider_id")),
        Optional.ofNullable(row.getString("code")),
        row.getTimestamp("requested").toInstant());
  }
}
