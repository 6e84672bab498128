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

/** Subscriptions in the database. */
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
                  :termUntil, :why, :created, :version, :shiftMonths, :pauseMonths)
                on conflict (person) where state <> 'expired' do nothing""")
            .bindMethods(s)
            .bind("currency", s.price().getCurrencyUnit().getCode())
            .bind("amount", s.price().getAmount())
            .bind("inState", s.state().text())
            .bind("why", s.ending().orElse(null))
            .execute()
        == 1;
  }

  /** Puts down how it stands now, and tells so; it was locked when it was read. */
  static Subscription change(Handle tx, Subscription s) {
    int changed =
        tx.createUpdate(
                """
                update billing.subscription set plan = :plan, amount = :amount,
                  tax_percent = :taxPercent, term_months = :termMonths, anchor = :anchor,
                  shift_months = :shiftMonths, state = :inState, term = :term,
                  term_from = :termFrom, term_until = :termUntil, ending = :why,
                  pause_months = :pauseMonths, waits_until = null, version = :version + 1
                where id = :id and version = :version and currency = :currency""")
            .bindMethods(s)
            .bind("amount", s.price().getAmount())
            .bind("currency", s.price().getCurrencyUnit().getCode())
            .bind("inState", s.state().text())
            .bind("why", s.ending().orElse(null))
            .execute();
    if (changed != 1) {
      throw new IllegalStateException("subscription " + s.id() + " was not locked");
    }
    return s.kept();
  }

  /**
   * What follows waits until it is known what became of money.
   *
   * @param until it serves meanwhile; empty if it does no longer
   * @return false if it was told so before
   */
  static boolean waits(Handle tx, UUID id, Optional<Instant> until) {
    return tx.createUpdate(
                """
                update billing.subscription set waits_until = :until
                where id = :id and waits_until is distinct from :until""")
            .bind("id", id)
            .bindByType("until", until.orElse(null), Instant.class)
            .execute()
        == 1;
  }

  /** Puts down when it ended. */
  static void ended(Handle tx, UUID id, Instant now) {
    tx.createUpdate("update billing.subscription set ended = :now where id = :id")
        .bind("now", now)
        .bind("id", id)
        .execute();
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
                    where state in ('trial', 'active', 'paused') and term_until <= :now
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
                      and i.state = 'open' and i.kind = 'term' and i.issued <= :before)
                    -- By chance: those that cannot end yet must not stand in the others' way.
                    order by random() limit :most for update skip locked""")
            .bindArray(
                "states", String.class, states.stream().map(Subscription.State::text).toList())
            .bind("before", before)
            .bind("most", most));
  }

  /**
   * Those whose grace by their term is over, and who go on because they were asked for money later
   * than it began: nobody has been told so; locked.
   */
  static List<Subscription> outlasting(Handle tx, Instant before, int most) {
    return all(
        tx.createQuery(
                SELECT
                    + """
                    where state = 'past_due' and term_from <= :before and waits_until is null
                    order by term_from limit :most for update skip locked""")
            .bind("before", before)
            .bind("most", most));
  }

  /** Those that were cancelled before they began, and wait for money that is on its way; locked. */
  static List<Subscription> abandoned(Handle tx, int most) {
    return all(
        tx.createQuery(
                SELECT
                    + """
                    s where state = 'incomplete' and ending is not null
                    order by random() limit :most for update skip locked""")
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

  /** Whether anything is owed for a term of it. */
  static boolean owes(Handle handle, UUID subscription) {
    return handle
        .createQuery(
            """
            select exists (select from billing.invoice
              where subscription = :id and state = 'open' and kind = 'term')""")
        .bind("id", subscription)
        .mapTo(Boolean.class)
        .one();
  }

  /** The one that serves a person best: their own, or the one that they have a seat of. */
  static Optional<Subscription> serving(Handle handle, UUID person, Instant now) {
    return one(
        handle
            .createQuery(
                """
                select * from (
                  select s.* from billing.subscription s
                  where s.person = :person and s.state <> 'expired'
                  union all
                  select s.* from billing.seat m
                  join billing.subscription s on s.id = m.subscription
                  where m.person = :person and s.state <> 'expired') as theirs
                order by state in ('trial', 'active', 'past_due') desc, term_until > :now desc,
                  amount > 0 desc, person = :person desc limit 1""")
            .bind("person", person)
            .bind("now", now));
  }

  /** Whom it serves besides its owner, in the order in which they came. */
  static List<UUID> members(Handle handle, UUID subscription) {
    return handle
        .createQuery(
            "select person from billing.seat where subscription = :id order by since, person")
        .bind("id", subscription)
        .mapTo(UUID.class)
        .list();
  }

  /** Takes their seats from all members but so many, the newest first; who they were. */
  static List<UUID> unseat(Handle tx, UUID subscription, int keep) {
    return tx.createQuery(
            """
            delete from billing.seat where person in (
              select person from billing.seat where subscription = :id
              order by since, person offset :keep)
            returning person""")
        .bind("id", subscription)
        .bind("keep", keep)
        .mapTo(UUID.class)
        .list();
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
        row.getInt("shift_months"),
        row.getInt("term"),
        instant(row, "term_from"),
        instant(row, "term_until"),
        Optional.ofNullable(row.getString("ending")),
        row.getInt("pause_months"),
        instant(row, "created"),
        row.getLong("version"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }
}
