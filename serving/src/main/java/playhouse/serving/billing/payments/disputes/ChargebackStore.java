package playhouse.serving.billing.payments.disputes;

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

/** Chargebacks in the database. */
final class ChargebackStore {
  private static final String SELECT = "select * from billing.chargeback ";

  private ChargebackStore() {}

  /** Puts one down; its payment is locked. */
  static void begin(Handle tx, Chargeback c) {
    tx.createUpdate(
            """
            insert into billing.chargeback values (:id, :route, :providerId, :payment, :person,
              :reason, :currency, :back, :contained, :costs, :inState, null, :ended, :nextAt,
              :received, null, :wrong::uuid)""")
        .bindMethods(c)
        .bind("currency", c.amount().getCurrencyUnit().getCode())
        .bind("back", c.amount().getAmount())
        .bind("contained", c.tax().getAmount())
        .bind("costs", c.fee().getAmount())
        .bind("inState", c.state().text())
        .bindByType("wrong", c.dispute().orElse(null), UUID.class)
        .execute();
  }

  /** The one that a provider knows by that name, locked. */
  static Optional<Chargeback> locked(Handle tx, String route, String providerId) {
    return one(
        tx.createQuery(SELECT + "where route = :route and provider_id = :provider for update")
            .bind("route", route)
            .bind("provider", providerId));
  }

  /** One, locked. */
  static Optional<Chargeback> locked(Handle tx, UUID id) {
    return one(tx.createQuery(SELECT + "where id = :id for update").bind("id", id));
  }

  /** One. */
  static Optional<Chargeback> find(Handle handle, UUID id) {
    return one(handle.createQuery(SELECT + "where id = :id").bind("id", id));
  }

  /** The newest first. */
  static List<Chargeback> newest(Handle handle, int most) {
    return all(
        handle.createQuery(SELECT + "order by received desc, id limit :most").bind("most", most));
  }

  /** Takes some of which something is to be done, for so long. */
  static List<Chargeback> claim(Handle tx, Instant now, Duration lease, int most) {
    List<Chargeback> claimed =
        all(
            tx.createQuery(
                    SELECT
                        + """
                        where (state in ('received', 'contesting', 'contested') or not ended)
                          and next_at <= :now
                        order by next_at limit :most for update skip locked""")
                .bind("now", now)
                .bind("most", most));
    if (!claimed.isEmpty()) {
      tx.createUpdate("update billing.chargeback set next_at = :until where id = any(:ids)")
          .bind("until", now.plus(lease))
          .bindArray("ids", UUID.class, claimed.stream().map(Chargeback::id).toList())
          .execute();
    }
    return claimed;
  }

  /** Puts down how one that is locked stands now. */
  static void state(Handle tx, UUID id, Chargeback.State state, Instant nextAt) {
    tx.createUpdate(
            """
            update billing.chargeback set state = :state, next_at = :next,
              decided = case when :state in ('won', 'lost') then :next::timestamptz end where id = :id""")
        .bind("state", state.text())
        .bind("next", nextAt)
        .bind("id", id)
        .execute();
  }

  /** Has that be sent. */
  static void contest(Handle tx, UUID id, String evidence, Instant now) {
    tx.createUpdate(
            """
            update billing.chargeback set state = 'contesting', evidence = :evidence, next_at = :now
            where id = :id""")
        .bind("evidence", evidence)
        .bind("now", now)
        .bind("id", id)
        .execute();
  }

  /** What was paid for has ended. */
  static void ended(Handle tx, UUID id) {
    tx.createUpdate("update billing.chargeback set ended = true where id = :id")
        .bind("id", id)
        .execute();
  }

  private static Optional<Chargeback> one(Query query) {
    return query.map((row, context) -> chargeback(row)).findOne();
  }

  private static List<Chargeback> all(Query query) {
    return query.map((row, context) -> chargeback(row)).list();
  }

  private static Chargeback chargeback(ResultSet row) throws SQLException {
    return new Chargeback(
        row.getObject("id", UUID.class),
        row.getString("route"),
        row.getString("provider_id"),
        row.getObject("payment", UUID.class),
        row.getObject("person", UUID.class),
        row.getString("reason"),
        MoneyColumns.of(row),
        MoneyColumns.of(row, "tax"),
        MoneyColumns.of(row, "fee"),
        Chargeback.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getString("evidence")),
        row.getBoolean("ended"),
        row.getTimestamp("next_at").toInstant(),
        row.getTimestamp("received").toInstant(),
        Optional.ofNullable(row.getObject("dispute", UUID.class)));
  }
}
