package playhouse.serving.billing.payments.disputes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.billing.payments.refunds.Refund;
import playhouse.serving.billing.plans.MoneyColumns;

/** Money that came wrong, in the database. */
final class DisputeStore {
  private DisputeStore() {}

  /** Puts one down; false if it was put down before. */
  static boolean open(Handle tx, Dispute d) {
    return tx.createUpdate(
                """
                insert into billing.dispute values (:id, :payment, :route, :reference,
                  :providerCharge, :code, :currency, :came, :state, :opened, null)
                on conflict (payment, provider_id) do nothing""")
            .bindMethods(d)
            .bindMethods(d.source())
            .bind("currency", d.amount().getCurrencyUnit().getCode())
            .bind("came", d.amount().getAmount())
            .execute()
        == 1;
  }

  /** Whether that money came wrong. */
  static boolean exists(Handle handle, UUID payment, String providerCharge) {
    return handle
        .createQuery(
            """
            select exists (select from billing.dispute
              where payment = :payment and provider_id = :charge)""")
        .bind("payment", payment)
        .bind("charge", providerCharge)
        .mapTo(Boolean.class)
        .one();
  }

  /** Whether any of a subscription's payments is not decided on. */
  static boolean openOf(Handle handle, UUID subscription) {
    return handle
        .createQuery(
            """
            select exists (select from billing.dispute d
              join billing.payment p on p.id = d.payment
              where p.subscription = :subscription and d.state = 'open')""")
        .bind("subscription", subscription)
        .mapTo(Boolean.class)
        .one();
  }

  /** The oldest of a payment that is not decided on, locked. */
  static Optional<Dispute> lockedOpen(Handle tx, UUID payment) {
    return tx.createQuery(
            """
            select * from billing.dispute where payment = :payment and state = 'open'
            order by opened, id limit 1 for update""")
        .bind("payment", payment)
        .map((row, context) -> dispute(row))
        .findOne();
  }

  /** What an attempt brought by a provider and is not decided on, locked. */
  static Optional<Dispute> lockedOpen(Handle tx, UUID payment, String route, String reference) {
    return tx.createQuery(
            """
            select * from billing.dispute where payment = :payment and route = :route
              and reference = :reference and state = 'open'
            order by opened desc, id limit 1 for update""")
        .bind("payment", payment)
        .bind("route", route)
        .bind("reference", reference)
        .map((row, context) -> dispute(row))
        .findOne();
  }

  /** One, locked. */
  static Dispute locked(Handle tx, UUID id) {
    return tx.createQuery("select * from billing.dispute where id = :id for update")
        .bind("id", id)
        .map((row, context) -> dispute(row))
        .one();
  }

  /** It is to be decided on again. */
  static void reopen(Handle tx, UUID id) {
    tx.createUpdate("update billing.dispute set state = 'open', resolved = null where id = :id")
        .bind("id", id)
        .execute();
  }

  /** Those that are not decided on, the oldest first. */
  static List<Dispute> open(Handle handle, int most) {
    return handle
        .createQuery(
            "select * from billing.dispute where state = 'open' order by opened, id limit :most")
        .bind("most", most)
        .map((row, context) -> dispute(row))
        .list();
  }

  /** Puts down what was decided. */
  static void decide(Handle tx, UUID id, String state, Instant now) {
    tx.createUpdate("update billing.dispute set state = :state, resolved = :now where id = :id")
        .bind("state", state)
        .bind("now", now)
        .bind("id", id)
        .execute();
  }

  private static Dispute dispute(ResultSet row) throws SQLException {
    return new Dispute(
        row.getObject("id", UUID.class),
        row.getObject("payment", UUID.class),
        new Refund.Source(
            row.getString("route"),
            row.getString("reference"),
            row.getString("provider_id"),
            MoneyColumns.of(row)),
        row.getString("code"),
        row.getString("state"),
        row.getTimestamp("opened").toInstant());
  }
}
