package playhouse.serving.billing.offers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import playhouse.serving.billing.plans.MoneyColumns;

/** Gift cards in the database. */
final class GiftCardStore {
  private GiftCardStore() {}

  /** Puts one down; false if there is one with that code. */
  static boolean add(Handle tx, GiftCard card, String hash) {
    return tx.createUpdate(
                """
                insert into billing.gift_card (id, hash, tail, currency, amount, origin, state,
                  activated)
                values (:id, decode(:hash, 'hex'), :tail, :currency, :value, :origin, :state,
                  :activated)
                on conflict (hash) do nothing""")
            .bindMethods(card)
            .bind("hash", hash)
            .bind("currency", card.amount().getCurrencyUnit().getCode())
            .bind("value", card.amount().getAmount())
            .execute()
        == 1;
  }

  /** The one with that code, locked. */
  static Optional<GiftCard> locked(Handle tx, String hash) {
    return one(
        tx.createQuery(
                "select * from billing.gift_card where hash = decode(:hash, 'hex') for update")
            .bind("hash", hash));
  }

  /** One, locked. */
  static Optional<GiftCard> locked(Handle tx, UUID id) {
    return one(
        tx.createQuery("select * from billing.gift_card where id = :id for update").bind("id", id));
  }

  static void redeem(Handle tx, UUID id, UUID person, Instant now) {
    tx.createUpdate(
            """
            update billing.gift_card set state = 'redeemed', person = :person, redeemed = :now
            where id = :id""")
        .bind("person", person)
        .bind("now", now)
        .bind("id", id)
        .execute();
  }

  static void block(Handle tx, UUID id) {
    tx.createUpdate("update billing.gift_card set state = 'blocked' where id = :id")
        .bind("id", id)
        .execute();
  }

  private static Optional<GiftCard> one(Query query) {
    return query.map((row, context) -> card(row)).findOne();
  }

  private static GiftCard card(ResultSet row) throws SQLException {
    return new GiftCard(
        row.getObject("id", UUID.class),
        row.getString("tail"),
        MoneyColumns.of(row),
        row.getString("origin"),
        row.getString("state"),
        Optional.ofNullable(row.getObject("person", UUID.class)),
        row.getTimestamp("activated").toInstant());
  }
}
