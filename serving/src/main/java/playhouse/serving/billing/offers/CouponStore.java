package playhouse.serving.billing.offers;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import playhouse.serving.billing.plans.MoneyColumns;

/** Coupons and their uses in the database. */
final class CouponStore {
  private CouponStore() {}

  /** One that takes something off a subscription's terms. */
  record Running(UUID use, Coupon coupon) {}

  /** Puts one down unless there is one with that code. */
  static void add(Handle tx, Coupon c) {
    tx.createUpdate(
            """
            insert into billing.coupon values (:code, :share, :currency, :off, :count, :from,
              :until, :atMost, :mostOfAPerson, :ofPlans, :inCountries, 0)
            on conflict do nothing""")
        .bindMethods(c)
        .bindByType("share", c.percent().orElse(null), BigDecimal.class)
        .bindByType(
            "currency",
            c.amount().map(a -> a.getCurrencyUnit().getCode()).orElse(null),
            String.class)
        .bindByType("off", c.amount().map(Money::getAmount).orElse(null), BigDecimal.class)
        .bindByType("count", c.terms().orElse(null), Integer.class)
        .bindByType("atMost", c.most().orElse(null), Integer.class)
        .bindArray("ofPlans", String.class, c.plans())
        .bindArray("inCountries", String.class, c.countries())
        .execute();
  }

  static Optional<Coupon> find(Handle handle, String code) {
    return one(handle, code, "");
  }

  /** One, locked: who uses it next waits until this transaction is through. */
  static Optional<Coupon> locked(Handle tx, String code) {
    return one(tx, code, " for update");
  }

  private static Optional<Coupon> one(Handle handle, String code, String locking) {
    return handle
        .createQuery("select * from billing.coupon where code = :code" + locking)
        .bind("code", code)
        .map((row, context) -> coupon(row))
        .findOne();
  }

  /** All, by their codes. */
  static List<Coupon> all(Handle handle, int most) {
    return handle
        .createQuery("select * from billing.coupon order by code limit :most")
        .bind("most", most)
        .map((row, context) -> coupon(row))
        .list();
  }

  /** How often a person has used one. */
  static int usedBy(Handle handle, UUID person, String code) {
    return handle
        .createQuery(
            "select count(*) from billing.coupon_use where person = :person and coupon = :code")
        .bind("person", person)
        .bind("code", code)
        .mapTo(Integer.class)
        .one();
  }

  /** Notes a use of one that is locked; false if another runs for the subscription. */
  static boolean use(Handle tx, UUID id, Coupon coupon, Coupons.Use use) {
    int used =
        tx.createUpdate(
                """
                insert into billing.coupon_use
                values (:id, :code, :person, :subscription, :count, :now)
                on conflict do nothing""")
            .bindMethods(use)
            .bind("id", id)
            .bind("code", coupon.code())
            .bindByType("count", coupon.terms().orElse(null), Integer.class)
            .execute();
    if (used == 1) {
      tx.createUpdate("update billing.coupon set used = used + 1 where code = :code")
          .bind("code", coupon.code())
          .execute();
    }
    return used == 1;
  }

  /** The one that takes something off a subscription's terms. */
  static Optional<Running> running(Handle handle, UUID subscription) {
    return handle
        .createQuery(
            """
            select c.*, u.id as use from billing.coupon_use u
            join billing.coupon c on c.code = u.coupon
            where u.subscription = :id and (u."left" is null or u."left" > 0)""")
        .bind("id", subscription)
        .map((row, context) -> new Running(row.getObject("use", UUID.class), coupon(row)))
        .findOne();
  }

  /** It took something off a term. */
  static void took(Handle tx, UUID use) {
    tx.createUpdate("update billing.coupon_use set \"left\" = \"left\" - 1 where id = :id")
        .bind("id", use)
        .execute();
  }

  private static Coupon coupon(ResultSet row) throws SQLException {
    BigDecimal percent = row.getBigDecimal("percent");
    return new Coupon(
        row.getString("code"),
        Optional.ofNullable(percent),
        percent == null ? Optional.of(MoneyColumns.of(row)) : Optional.empty(),
        Optional.ofNullable(row.getObject("terms", Integer.class)),
        row.getTimestamp("valid_from").toInstant(),
        row.getTimestamp("valid_until").toInstant(),
        Optional.ofNullable(row.getObject("most", Integer.class)),
        row.getInt("most_of_a_person"),
        texts(row.getArray("plans")),
        texts(row.getArray("countries")),
        row.getInt("used"));
  }

  private static List<String> texts(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }
}
