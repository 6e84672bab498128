package playhouse.serving.billing.payments.agreements;

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

/** Agreements in the database. */
final class AgreementStore {
  private static final String SELECT = "select * from billing.payment_agreement ";

  private AgreementStore() {}

  static void add(Handle tx, Agreement a) {
    tx.createUpdate(
            """
            insert into billing.payment_agreement values (:id, :person, :channel, :label, :inState,
              null, null, 0, :nextAt, :asked)""")
        .bindMethods(a)
        .bind("inState", a.state().text())
        .execute();
  }

  static Optional<Agreement> find(Handle handle, UUID id) {
    return one(handle.createQuery(SELECT + "where id = :id").bind("id", id));
  }

  static Optional<Agreement> locked(Handle tx, UUID id) {
    return one(tx.createQuery(SELECT + "where id = :id for update").bind("id", id));
  }

  /** The one of a person that is asked for or holds. */
  static Optional<Agreement> live(Handle tx, UUID person, String channel) {
    return one(
        tx.createQuery(
                SELECT
                    + """
                    where person = :person and channel = :channel
                      and state in ('asked', 'offered', 'holding') for update""")
            .bind("person", person)
            .bind("channel", channel));
  }

  /** Takes some of which something is to be done, for so long. */
  static List<Agreement> claim(Handle tx, Instant now, Duration lease, int most) {
    return tx.createQuery(
            """
            update billing.payment_agreement set next_at = :until where id in (
              select id from billing.payment_agreement
              where state in ('asked', 'offered', 'ending') and next_at <= :now
              order by next_at limit :most for update skip locked)
            returning *""")
        .bind("now", now)
        .bind("until", now.plus(lease))
        .bind("most", most)
        .map((row, context) -> agreement(row))
        .list();
  }

  static void change(Handle tx, Agreement a) {
    tx.createUpdate(
            """
            update billing.payment_agreement set state = :inState, url = :at, contract = :theirs,
              tries = :tries, next_at = :nextAt where id = :id""")
        .bindMethods(a)
        .bind("inState", a.state().text())
        .bind("at", a.url().orElse(null))
        .bind("theirs", a.contract().orElse(null))
        .execute();
  }

  private static Optional<Agreement> one(Query query) {
    return query.map((row, context) -> agreement(row)).findOne();
  }

  private static Agreement agreement(ResultSet row) throws SQLException {
    return new Agreement(
        row.getObject("id", UUID.class),
        row.getObject("person", UUID.class),
        row.getString("channel"),
        row.getString("label"),
        Agreement.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getString("url")),
        Optional.ofNullable(row.getString("contract")),
        row.getInt("tries"),
        row.getTimestamp("next_at").toInstant(),
        row.getTimestamp("asked").toInstant());
  }
}
