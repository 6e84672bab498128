package playhouse.serving.billing.payments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import playhouse.serving.billing.plans.MoneyColumns;

/** Payments and what they are made with, in the database. */
public final class PaymentStore {
  private static final String SELECT = "select * from billing.payment ";

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
            insert into billing.payment (id, invoice, subscription, purchase, person, country,
              currency, amount, tax, channel, token, hold, state, attempt, inquiries, next_at,
              created)
            values (:id, :invoice, :subscription::uuid, :purchase::uuid, :person, :country, :currency, :owed,
              :contained, :channel, :token, :hold, 'due', 1, 0, :nextAt, :created)
            on conflict (invoice) do update
            set channel = excluded.channel, token = excluded.token, state = 'due', step = 'charge',
              attempt = payment.attempt + 1, inquiries = 0, next_at = excluded.next_at,
              route = null, challenge = false, redirect = null, until = null
            where (payment.state in ('failed', 'stopped')
                or payment.state = 'due' and payment.step = 'charge')
              -- What came wrong is gone, or nobody is asked for more.
              and not exists (select from billing.dispute d where d.payment = payment.id
                and (d.state = 'open' or d.state = 'returned' and exists (
                  select from billing.refund r
                  where r.dispute = d.id and r.state in ('due', 'sending', 'unknown'))))""")
        .bindMethods(p)
        .bind("invoice", p.purpose().invoice().orElse(null))
        .bindByType("subscription", p.purpose().subscription().orElse(null), UUID.class)
        .bindByType("purchase", p.purpose().purchase().orElse(null), UUID.class)
        .bind("currency", p.amount().getCurrencyUnit().getCode())
        .bind("owed", p.amount().getAmount())
        .bind("contained", p.tax().getAmount())
        .execute();
  }

  /** Has a person's orders that are to be paid later be paid by another method. */
  static void moveWaiting(Handle tx, PaymentMethod method, Instant now) {
    tx.createUpdate(
            """
            update billing.payment set channel = :channel, token = :token
            where person = :person and purchase is not null and state = 'due' and step = 'charge'
              and attempt = 1 and route is null and not hold and next_at > :now""")
        .bindMethods(method)
        .bind("now", now)
        .execute();
  }

  /** Some of which something is to be done, locked; what somebody else has locked is theirs. */
  static List<Payment> due(Handle tx, Instant now, int most) {
    return all(
        tx.createQuery(
                SELECT
                    + """
                    where state in ('due', 'sending', 'unknown', 'requires_action', 'authorised')
                      and next_at <= :now
                    order by next_at limit :most for update skip locked""")
            .bind("now", now)
            .bind("most", most));
  }

  /** One. */
  static Optional<Payment> find(Handle handle, UUID id) {
    return one(handle.createQuery(SELECT + "where id = :id").bind("id", id));
  }

  /** Some. */
  static List<Payment> find(Handle handle, Collection<UUID> ids) {
    return all(
        handle.createQuery(SELECT + "where id = any(:ids)").bindArray("ids", UUID.class, ids));
  }

  /** One, locked. */
  public static Optional<Payment> locked(Handle tx, UUID id) {
    return one(tx.createQuery(SELECT + "where id = :id for update").bind("id", id));
  }

  /** Some, locked in an order that is the same for all. */
  static List<Payment> locked(Handle tx, Collection<UUID> ids) {
    return all(
        tx.createQuery(SELECT + "where id = any(:ids) order by id for update")
            .bindArray("ids", UUID.class, ids));
  }

  /** That of an invoice, locked. */
  static Optional<Payment> lockedOf(Handle tx, String invoice) {
    return one(
        tx.createQuery(SELECT + "where invoice = :invoice for update").bind("invoice", invoice));
  }

  /** Those of a subscription, the newest first. */
  static List<Payment> of(Handle handle, UUID subscription) {
    return all(
        handle
            .createQuery(SELECT + "where subscription = :subscription order by created desc")
            .bind("subscription", subscription));
  }

  /** Those of a subscription of which something may become, locked. */
  static List<Payment> openOf(Handle tx, UUID subscription) {
    return all(
        tx.createQuery(
                SELECT
                    + """
                    where subscription = :subscription
                      and state not in ('captured', 'failed', 'stopped', 'disputed')
                    order by id for update""")
            .bind("subscription", subscription));
  }

  /** That of a purchase. */
  public static Optional<Payment> ofPurchase(Handle handle, UUID purchase) {
    return one(
        handle.createQuery(SELECT + "where purchase = :purchase").bind("purchase", purchase));
  }

  /** Puts down how one that is locked stands now. */
  public static void change(Handle tx, Payment p) {
    change(tx, List.of(p));
  }

  /** Puts down how some that are locked stand now. */
  static void change(Handle tx, List<Payment> payments) {
    if (payments.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        tx.prepareBatch(
            """
            update billing.payment set channel = :channel, token = :token, state = :inState,
              step = :doing, attempt = :attempt, inquiries = :inquiries, next_at = :nextAt,
              route = :provider, screened = :screened, challenge = :challenge, redirect = :at,
              until = :limit::timestamptz, provider_id = :known, code = :why where id = :id""");
    for (Payment p : payments) {
      Progress progress = p.progress();
      batch
          .bindMethods(p)
          .bindMethods(progress)
          .bind("inState", progress.state().text())
          .bind("doing", progress.step().text())
          .bind("provider", progress.route().orElse(null))
          .bind("at", progress.redirect().orElse(null))
          .bindByType("limit", progress.until().orElse(null), Instant.class)
          .bind("known", progress.providerId().orElse(null))
          .bind("why", progress.code().orElse(null))
          .add();
    }
    batch.execute();
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
        new Payment.Purpose(
            Optional.ofNullable(row.getString("invoice")),
            Optional.ofNullable(row.getObject("subscription", UUID.class)),
            Optional.ofNullable(row.getObject("purchase", UUID.class))),
        row.getObject("person", UUID.class),
        row.getString("country"),
        MoneyColumns.of(row),
        MoneyColumns.of(row, "tax"),
        row.getString("channel"),
        row.getString("token"),
        row.getBoolean("hold"),
        progress(row),
        row.getTimestamp("created").toInstant());
  }

  private static Progress progress(ResultSet row) throws SQLException {
    return new Progress(
        Payment.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        Payment.Step.valueOf(row.getString("step").toUpperCase(Locale.ROOT)),
        row.getInt("attempt"),
        row.getInt("inquiries"),
        row.getTimestamp("next_at").toInstant(),
        Optional.ofNullable(row.getString("route")),
        row.getInt("screened"),
        row.getBoolean("challenge"),
        Optional.ofNullable(row.getString("redirect")),
        Optional.ofNullable(row.getTimestamp("until")).map(java.sql.Timestamp::toInstant),
        Optional.ofNullable(row.getString("provider_id")),
        Optional.ofNullable(row.getString("code")));
  }
}
