package playhouse.serving.billing.offers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import playhouse.serving.billing.plans.MoneyColumns;

/** Balances in the database, and what has changed them. */
final class BalanceStore {
  private BalanceStore() {}

  static Optional<Money> find(Handle handle, UUID person, CurrencyUnit currency) {
    return one(handle, person, currency, "");
  }

  /** One, locked. */
  static Optional<Money> locked(Handle tx, UUID person, CurrencyUnit currency) {
    return one(tx, person, currency, " for update");
  }

  private static Optional<Money> one(
      Handle handle, UUID person, CurrencyUnit currency, String locking) {
    return handle
        .createQuery(
            "select * from billing.balance where person = :person and currency = :currency"
                + locking)
        .bind("person", person)
        .bind("currency", currency.getCode())
        .map((row, context) -> MoneyColumns.of(row))
        .findOne();
  }

  /** A person's, in all currencies. */
  static List<Money> all(Handle handle, UUID person) {
    return handle
        .createQuery("select * from billing.balance where person = :person order by currency")
        .bind("person", person)
        .map((row, context) -> MoneyColumns.of(row))
        .list();
  }

  /** Adds to one, or takes from it; the database refuses less than nothing, and a reason twice. */
  static void change(Handle tx, UUID person, Money more, String reason, Instant now) {
    tx.createUpdate(
            """
            insert into billing.balance_entry (person, currency, amount, reason, at)
            values (:person, :currency, :amount, :reason, :now)""")
        .bind("person", person)
        .bind("currency", more.getCurrencyUnit().getCode())
        .bind("amount", more.getAmount())
        .bind("reason", reason)
        .bind("now", now)
        .execute();
    tx.createUpdate(
            more.isPositive()
                ? """
                insert into billing.balance values (:person, :currency, :amount)
                on conflict (person, currency) do update
                set amount = balance.amount + excluded.amount"""
                : """
                update billing.balance set amount = amount + :amount
                where person = :person and currency = :currency""")
        .bind("person", person)
        .bind("currency", more.getCurrencyUnit().getCode())
        .bind("amount", more.getAmount())
        .execute();
  }
}
