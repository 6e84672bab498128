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

/** Other plans that were asked for, in the database; the subscription's lock guards them. */
final class ChangeStore {
  private ChangeStore() {}

  static void add(Handle tx, Change c) {
    tx.createUpdate(
            """
            insert into billing.change values (:id, :subscription, :inState, :fromPlan, :plan,
              :currency, :costs, :taxPercent, :termMonths, :fresh, :at, :bill, :made)""")
        .bindMethods(c)
        .bind("inState", c.state().text())
        .bind("currency", c.price().getCurrencyUnit().getCode())
        .bind("costs", c.price().getAmount())
        .bind("bill", c.invoice().orElse(null))
        .execute();
  }

  static void become(Handle tx, UUID id, Change.State state) {
    tx.createUpdate("update billing.change set state = :state where id = :id")
        .bind("state", state.text())
        .bind("id", id)
        .execute();
  }

  /** One. */
  static Optional<Change> find(Handle handle, UUID id) {
    return one(handle.createQuery("select * from billing.change where id = :id").bind("id", id));
  }

  /** The one that is to come for a subscription. */
  static Optional<Change> coming(Handle handle, UUID subscription) {
    return one(
        handle
            .createQuery(
                """
                select * from billing.change
                where subscription = :id and state in ('planned', 'unpaid')""")
            .bind("id", subscription));
  }

  /** Subscriptions with one that was to be paid long ago. */
  static List<UUID> unpaidSince(Handle tx, Instant before, int most) {
    return tx.createQuery(
            """
            select subscription from billing.change
            where state = 'unpaid' and made <= :before order by random() limit :most""")
        .bind("before", before)
        .bind("most", most)
        .mapTo(UUID.class)
        .list();
  }

  private static Optional<Change> one(Query query) {
    return query.map((row, context) -> change(row)).findOne();
  }

  private static Change change(ResultSet row) throws SQLException {
    return new Change(
        row.getObject("id", UUID.class),
        row.getObject("subscription", UUID.class),
        Change.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("from_plan"),
        row.getString("plan"),
        MoneyColumns.of(row),
        row.getBigDecimal("tax_percent"),
        row.getInt("term_months"),
        row.getBoolean("fresh"),
        row.getTimestamp("at").toInstant(),
        Optional.ofNullable(row.getString("invoice")),
        row.getTimestamp("made").toInstant());
  }
}
