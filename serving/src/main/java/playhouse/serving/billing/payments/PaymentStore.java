package playhouse.serving.billing.payments;

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
import playhouse.serving.billing.plans.MoneyColumns;

/** Payments and what they are made with, in the database. */
final class PaymentStore {
  private PaymentStore() {}

  /** Sets how a person pays from now on. */
  static void set(Handle tx, PaymentMethod method, Instant now) {
    tx.createUpdate(
            """
            insert into billing.payment_method values (:person, :channel, :token, :label, :now)
            on conflict (person) do update
            set channel = :channel, token = :token, label = :label, since = :now""")
        .bindMethods(method)
        .bind("now", now)
        .execute();
  }

  /** How a person pays; empty if they have not said. */
  static Optional<PaymentMethod> method(Handle handle, UUID person) {
    return handle
        .createQuery("select * from billing.payment_method where person = :person")
        .bind("person", person)
        .map(
            (row, context) ->
                new PaymentMethod(
                    person,
                    row.getString("channel"),
                    row.getString("token"),
                    row.getString("label")))
        .findOne();
  }

  /** Puts one down, to be sent now; one that failed or was never sent takes the new method. */
  static void begin(Handle tx, Payment p) {
    tx.createUpdate(
            """
            insert into billing.payment values (:id, :invoice, :subscription, :person, :currency,
              :owed, :channel, :token, 'due', 1, 0, :nextAt, null, null, :created)
            on conflict (invoice) do update
            set channel = excluded.channel, token = excluded.token, state = 'due',
              attempt = payment.attempt + 1, inquiries = 0, next_at = excluded.next_at
            where payment.state in ('due', 'failed')""")
        .bindMethods(p)
        .bind("currency", p.amount().getCurrencyUnit().getCode())
        .bind("owed", p.amount().getAmount())
        .execute();
  }

  /**
   * Takes some of which something is to be done, for so long: who dies meanwhile leaves them as if
   * nobody had said what became of them.
   */
  static List<Payment> claim(Handle tx, Instant now, Duration lease, int most) {
    List<Payment> claimed =
        all(
            tx.createQuery(
                    """
                    select * from billing.payment
                    where state in ('due', 'sending', 'unknown') and next_at <= :now
                    order by next_at limit :most for update skip locked""")
                .bind("now", now)
                .bind("most", most));
    if (!claimed.isEmpty()) {
      tx.createUpdate(
              "update billing.payment set state = 'sending', next_at = :until where id = any(:ids)")
          .bind("until", now.plus(lease))
          .bindArray("ids", UUID.class, claimed.stream().map(Payment::id).toList())
          .execute();
    }
    return claimed;
  }

  /** One. */
  static Optional<Payment> find(Handle handle, UUID id) {
    return one(handle.createQuery("select * from billing.payment where id = :id").bind("id", id));
  }

  /** One, locked. */
  static Optional<Payment> locked(Handle tx, UUID id) {
    return one(
        tx.createQuery("select * from billing.payment where id = :id for update").bind("id", id));
  }

  /** Those of a subscription, the newest first. */
  static List<Payment> of(Handle handle, UUID subscription) {
    return all(
        handle
            .createQuery(
                """
                select * from billing.payment where subscription = :subscription
                order by created desc""")
            .bind("subscription", subscription));
  }

  /** Puts down how one that is locked stands now. */
  static void change(Handle tx, Payment p) {
    tx.createUpdate(
            """
            update billing.payment set state = :now, attempt = :attempt, inquiries = :inquiries,
              next_at = :nextAt, provider_id = :provider, code = :why where id = :id""")
        .bindMethods(p)
        .bind("now", p.state().text())
        .bind("provider", p.providerId().orElse(null))
        .bind("why", p.code().orElse(null))
        .execute();
  }

  /** Has one be taken by another method from now on. */
  static void use(Handle tx, UUID payment, PaymentMethod method) {
    tx.createUpdate("update billing.payment set channel = :channel, token = :token where id = :id")
        .bindMethods(method)
        .bind("id", payment)
        .execute();
  }

  /** Notes an event of a provider; false if it was noted before. */
  static boolean note(Handle tx, String channel, String event, Instant now) {
    return tx.createUpdate(
                """
                insert into billing.webhook values (:channel, :event, :now)
                on conflict do nothing""")
            .bind("channel", channel)
            .bind("event", event)
            .bind("now", now)
            .execute()
        == 1;
  }

  private static Optional<Payment> one(Query query) {
    return query.map((row, context) -> payment(row)).findOne();
  }

  private static List<Payment> all(Query query) {
    return query.map((row, context) -> payment(row)).list();
  }

  private static Payment payment(ResultSet row) throws SQLException {
    return new Payment(
        row.getObject("id", UUID.class),
        row.getString("invoice"),
        row.getObject("subscription", UUID.class),
        row.getObject("person", UUID.class),
        MoneyColumns.of(row),
        row.getString("channel"),
        row.getString("token"),
        Payment.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getInt("attempt"),
        row.getInt("inquiries"),
        row.getTimestamp("next_at").toInstant(),
        Optional.ofNullable(row.getString("provider_id")),
        Optional.ofNullable(row.getString("code")),
        row.getTimestamp("created").toInstant());
  }
}
