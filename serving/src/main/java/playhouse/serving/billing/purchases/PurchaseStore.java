package playhouse.serving.billing.purchases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import playhouse.serving.billing.plans.MoneyColumns;

/** Purchases and prices of titles in the database. */
final class PurchaseStore {
  private static final String SELECT = "select * from billing.purchase ";

  private PurchaseStore() {}

  /** Sets what a title costs somewhere. */
  static void set(Handle tx, Purchase.Price price) {
    tx.createUpdate(
            """
            insert into billing.title_price values (:title, :country, :ofKind, :currency, :costs,
              :taxPercent, :from::timestamptz)
            on conflict (title, country, kind) do update set currency = excluded.currency,
              amount = excluded.amount, tax_percent = excluded.tax_percent,
              available = excluded.available""")
        .bindMethods(price)
        .bind("ofKind", price.kind().text())
        .bind("currency", price.amount().getCurrencyUnit().getCode())
        .bind("costs", price.amount().getAmount())
        .bindByType("from", price.available().orElse(null), Instant.class)
        .execute();
  }

  /** What a title costs, everywhere. */
  static List<Purchase.Price> prices(Handle handle, String title) {
    return handle
        .createQuery(
            "select * from billing.title_price where title = :title order by country, kind")
        .bind("title", title)
        .map((row, context) -> price(row))
        .list();
  }

  /** Puts one down; false if the same is ordered already. */
  static boolean begin(Handle tx, Purchase p) {
    return tx.createUpdate(
                """
                insert into billing.purchase values (:id, :person, :title, :ofKind, :country,
                  :currency, :costs, :contained, 'ordered', :ordered, :available, null, null, null,
                  null)
                on conflict (person, title) where state = 'ordered' do nothing""")
            .bindMethods(p)
            .bind("ofKind", p.kind().text())
            .bind("currency", p.amount().getCurrencyUnit().getCode())
            .bind("costs", p.amount().getAmount())
            .bind("contained", p.tax().getAmount())
            .execute()
        == 1;
  }

  /** One, locked. */
  static Optional<Purchase> locked(Handle tx, UUID id) {
    return one(tx.createQuery(SELECT + "where id = :id for update").bind("id", id));
  }

  /** One. */
  static Optional<Purchase> find(Handle handle, UUID id) {
    return one(handle.createQuery(SELECT + "where id = :id").bind("id", id));
  }

  /** A person's, the newest first. */
  static List<Purchase> of(Handle handle, UUID person, int most) {
    return all(
        handle
            .createQuery(SELECT + "where person = :person order by ordered desc, id limit :most")
            .bind("person", person)
            .bind("most", most));
  }

  /** A person's of a title, the newest first. */
  static List<Purchase> of(Handle handle, UUID person, String title) {
    return all(
        handle
            .createQuery(
                SELECT + "where person = :person and title = :title order by ordered desc, id")
            .bind("person", person)
            .bind("title", title));
  }

  /** Those that can be played now and whose money was only set aside, locked. */
  static List<Purchase> toTake(Handle tx, Instant now, int most) {
    return all(
        tx.createQuery(
                SELECT
                    + """
                    p where state = 'ordered' and available <= :now
                      and exists (select from billing.payment y
                        where y.purchase = p.id and y.state = 'authorised')
                    order by available limit :most for update skip locked""")
            .bind("now", now)
            .bind("most", most));
  }

  /** Puts down how one that is locked stands now. */
  static void change(Handle tx, Purchase p) {
    tx.createUpdate(
            """
            update billing.purchase set state = :inState, paid = :paidAt::timestamptz,
              begin_by = :by::timestamptz, begun = :begunAt::timestamptz, ends = :end::timestamptz
            where id = :id""")
        .bindMethods(p)
        .bind("inState", p.state().text())
        .bindByType("paidAt", p.paid().orElse(null), Instant.class)
        .bindByType("by", p.beginBy().orElse(null), Instant.class)
        .bindByType("begunAt", p.begun().orElse(null), Instant.class)
        .bindByType("end", p.ends().orElse(null), Instant.class)
        .execute();
  }

  private static Optional<Purchase> one(Query query) {
    return query.map((row, context) -> purchase(row)).findOne();
  }

  private static List<Purchase> all(Query query) {
    return query.map((row, context) -> purchase(row)).list();
  }

  private static Purchase purchase(ResultSet row) throws SQLException {
    return new Purchase(
        row.getObject("id", UUID.class),
        row.getObject("person", UUID.class),
        row.getString("title"),
        Purchase.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("country"),
        MoneyColumns.of(row),
        MoneyColumns.of(row, "tax"),
        Purchase.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getTimestamp("ordered").toInstant(),
        row.getTimestamp("available").toInstant(),
        instant(row, "paid"),
        instant(row, "begin_by"),
        instant(row, "begun"),
        instant(row, "ends"));
  }

  private static Purchase.Price price(ResultSet row) throws SQLException {
    return new Purchase.Price(
        row.getString("title"),
        row.getString("country"),
        Purchase.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        MoneyColumns.of(row),
        row.getBigDecimal("tax_percent"),
        instant(row, "available"));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
