package playhouse.serving.billing.subscriptions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import playhouse.serving.billing.plans.MoneyColumns;

/** Subscriptions and their invoices in the database. */
final class SubscriptionStore {
  private static final String SELECT = "select * from billing.subscription ";

  private SubscriptionStore() {}

  /** Waits for whoever else concerns themselves with that person's subscriptions. */
  static void lockPerson(Handle tx, UUID person) {
    tx.createQuery("select pg_advisory_xact_lock(hashtextextended(:person, 5)) is null")
        .bind("person", person.toString())
        .mapTo(Boolean.class)
        .one();
  }

  /** Puts a new one down; false if the person has one already. */
  static boolean begin(Handle tx, Subscription s) {
    return tx.createUpdate(
                """
                insert into billing.subscription values (:id, :person, :plan, :country, :currency,
                  :amount, :taxPercent, :termMonths, :trialDays, :inState, :anchor, :term, :termFrom,
                  :termUntil, :why, :created, :version)
                on conflict (person) where state <> 'expired' do nothing""")
            .bindMethods(s)
            .bind("currency", s.price().getCurrencyUnit().getCode())
            .bind("amount", s.price().getAmount())
            .bind("inState", s.state().text())
            .bind("why", s.ending().orElse(null))
            .execute()
        == 1;
  }

  /** Puts down how it stands now; it was locked when it was read. */
  static void change(Handle tx, Subscription s) {
    int changed =
        tx.createUpdate(
                """
                update billing.subscription set state = :inState, term = :term,
                  term_from = :termFrom, term_until = :termUntil, ending = :why, version = :version
                where id = :id and version = :version - 1""")
            .bindMethods(s)
            .bind("inState", s.state().text())
            .bind("why", s.ending().orElse(null))
            .execute();
    if (changed != 1) {
      throw new IllegalStateException("subscription " + s.id() + " was not locked");
    }
  }

  /** One, locked until the transaction ends. */
  static Optional<Subscription> locked(Handle tx, UUID id) {
    return one(tx.createQuery(SELECT + "where id = :id for update").bind("id", id));
  }

  /** One. */
  static Optional<Subscription> find(Handle handle, UUID id) {
    return one(handle.createQuery(SELECT + "where id = :id").bind("id", id));
  }

  /** A person's, the newest first. */
  static List<Subscription> of(Handle handle, UUID person, int most) {
    return all(
        handle
            .createQuery(SELECT + "where person = :person order by created desc limit :most")
            .bind("person", person)
            .bind("most", most));
  }

  /** Those whose term is over, locked; what somebody else has locked is theirs. */
  static List<Subscription> over(Handle tx, Instant now, int most) {
    return all(
        tx.createQuery(
                SELECT
                    + """
                    where state in ('trial', 'active') and term_until <= :now
                    order by term_until limit :most for update skip locked""")
            .bind("now", now)
            .bind("most", most));
  }

  /** Those in one of the states that have owed since before then, locked. */
  static List<Subscription> owing(
      Handle tx, List<Subscription.State> states, Instant before, int most) {
    return all(
        tx.createQuery(
                SELECT
                    + """
                    s where state = any(:states) and exists (
                      select from billing.invoice i where i.subscription = s.id
                      and i.state = 'open' and i.issued <= :before)
                    -- By chance: those that cannot end yet must not stand in the others' way.
                    order by random() limit :most for update skip locked""")
            .bindArray(
                "states", String.class, states.stream().map(Subscription.State::text).toList())
            .bind("before", before)
            .bind("most", most));
  }

  /** Notes that the person has had their trial; false if they had one before. */
  static boolean useTrial(Handle tx, Subscription s) {
    return tx.createUpdate(
                "insert into billing.trial values (:person, :id) on conflict (person) do nothing")
            .bindMethods(s)
            .execute()
        == 1;
  }

  /** Whether the person has had a trial. */
  static boolean hadTrial(Handle tx, UUID person) {
    return tx.createQuery("select exists (select from billing.trial where person = :person)")
        .bind("person", person)
        .mapTo(Boolean.class)
        .one();
  }

  /** Puts an invoice down; false if there is one for its term already. */
  static boolean issue(Handle tx, Invoice invoice) {
    return tx.createUpdate(
                """
                insert into billing.invoice values (:id, :subscription, :term, :currency, :owed,
                  :contained, :state, :issued, null)
                on conflict (subscription, term) do nothing""")
            .bindMethods(invoice)
            .bind("currency", invoice.amount().getCurrencyUnit().getCode())
            .bind("owed", invoice.amount().getAmount())
            .bind("contained", invoice.tax().getAmount())
            .execute()
        == 1;
  }

  /** One. */
  static Optional<Invoice> findInvoice(Handle handle, String id) {
    return invoice(handle, id, "");
  }

  /** One, locked. */
  static Optional<Invoice> lockedInvoice(Handle tx, String id) {
    return invoice(tx, id, " for update");
  }

  private static Optional<Invoice> invoice(Handle handle, String id, String locking) {
    return handle
        .createQuery("select * from billing.invoice where id = :id" + locking)
        .bind("id", id)
        .map((row, context) -> invoice(row))
        .findOne();
  }

  /** Those of a subscription, the newest first. */
  static List<Invoice> invoices(Handle handle, UUID subscription) {
    return handle
        .createQuery("select * from billing.invoice where subscription = :id order by term desc")
        .bind("id", subscription)
        .map((row, context) -> invoice(row))
        .list();
  }

  /** Whether anything is owed for a subscription. */
  static boolean owes(Handle handle, UUID subscription) {
    return invoices(handle, subscription).stream().anyMatch(i -> i.state().equals("open"));
  }

  /** Marks an invoice as paid. */
  static void paid(Handle tx, String invoice, Instant now) {
    tx.createUpdate("update billing.invoice set state = 'paid', paid = :now where id = :id")
        .bind("now", now)
        .bind("id", invoice)
        .execute();
  }

  /** Lets go of what was never paid. */
  static void voidOpen(Handle tx, UUID subscription) {
    tx.createUpdate(
            "update billing.invoice set state = 'void' where subscription = :id and state = 'open'")
        .bind("id", subscription)
        .execute();
  }

  private static Optional<Subscription> one(Query query) {
    return query.map((row, context) -> subscription(row)).findOne();
  }

  private static List<Subscription> all(Query query) {
    return query.map((row, context) -> subscription(row)).list();
  }

  private static Subscription subscription(ResultSet row) throws SQLException {
    return new Subscription(
        row.getObject("id", UUID.class),
        row.getObject("person", UUID.class),
        row.getString("plan"),
        row.getString("country"),
        MoneyColumns.of(row),
        row.getBigDecimal("tax_percent"),
        row.getInt("term_months"),
        row.getInt("trial_days"),
        Subscription.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        instant(row, "anchor"),
        row.getInt("term"),
        instant(row, "term_from"),
        instant(row, "term_until"),
        Optional.ofNullable(row.getString("ending")),
        instant(row, "created"),
        row.getLong("version"));
  }

  private static Invoice invoice(ResultSet row) throws SQLException {
    return new Invoice(
        row.getString("id"),
        row.getObject("subscription", UUID.class),
        row.getInt("term"),
        MoneyColumns.of(row),
        MoneyColumns.of(row, "tax"),
        row.getString("state"),
        instant(row, "issued"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }
}
