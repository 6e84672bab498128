package playhouse.serving.billing.documents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.billing.plans.MoneyColumns;

/** Credit notes in the database: they never change. */
final class CreditNoteStore {
  private CreditNoteStore() {}

  static void add(Handle tx, CreditNote n) {
    tx.createUpdate(
            """
            insert into billing.credit_note values (:id, :number, :invoice, :reason, :currency,
              :back, :contained, :toBalance, :containedThere, :refunded::uuid, :byWhom, :created)""")
        .bindMethods(n)
        .bind("currency", n.amount().getCurrencyUnit().getCode())
        .bind("back", n.amount().getAmount())
        .bind("contained", n.tax().getAmount())
        .bind("toBalance", n.balance().getAmount())
        .bind("containedThere", n.balanceTax().getAmount())
        .bindByType("refunded", n.refund().orElse(null), UUID.class)
        .execute();
  }

  /** Those of an invoice, in the order in which they were made. */
  static List<CreditNote> of(Handle handle, String invoice) {
    return handle
        .createQuery(
            "select * from billing.credit_note where invoice = :invoice order by created, number")
        .bind("invoice", invoice)
        .map((row, context) -> note(row))
        .list();
  }

  static Optional<CreditNote> find(Handle handle, UUID id) {
    return handle
        .createQuery("select * from billing.credit_note where id = :id")
        .bind("id", id)
        .map((row, context) -> note(row))
        .findOne();
  }

  /** The one that a refund is of. */
  static Optional<CreditNote> ofRefund(Handle handle, UUID refund) {
    return handle
        .createQuery("select * from billing.credit_note where refund = :refund")
        .bind("refund", refund)
        .map((row, context) -> note(row))
        .findOne();
  }

  private static CreditNote note(ResultSet row) throws SQLException {
    return new CreditNote(
        row.getObject("id", UUID.class),
        row.getString("number"),
        row.getString("invoice"),
        row.getString("reason"),
        MoneyColumns.of(row),
        MoneyColumns.of(row, "tax"),
        MoneyColumns.of(row, "balance"),
        MoneyColumns.of(row, "balance_tax"),
        Optional.ofNullable(row.getObject("refund", UUID.class)),
        row.getString("by_whom"),
        row.getTimestamp("created").toInstant());
  }
}
