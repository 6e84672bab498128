package playhouse.serving.billing.reconciliation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.joda.money.Money;
import playhouse.serving.billing.reconciliation.Mismatch.Batch;
import playhouse.serving.billing.reconciliation.Mismatch.Booked;
import playhouse.serving.billing.reconciliation.Mismatch.Told;

/** In the database: matches, and which lines lie in them or in a mismatch. */
final class HoldingStore {
  private HoldingStore() {}

  /** Puts a match down. */
  static void add(
      Handle tx,
      UUID id,
      String kind,
      List<Told> told,
      int ledgerLines,
      Money amount,
      Instant now) {
    tx.createUpdate(
            """
            insert into billing.recon_match
            values (:id, :kind, :statement, :told, :booked, :currency, :amount, :reason, :now)""")
        .bind("id", id)
        .bind("kind", kind)
        .bind("statement", told.get(0).name())
        .bind("told", told.size())
        .bind("booked", ledgerLines)
        .bind("currency", amount.getCurrencyUnit().getCode())
        .bind("amount", amount.getAmount())
        .bind("reason", "recon/" + id)
        .bind("now", now)
        .execute();
    hold(tx, "match", id, new Mismatch.Members(told, List.of(), List.of()));
  }

  /** Has these lie in a match or an exception from now on, and in no other. */
  static void hold(Handle tx, String in, UUID id, Mismatch.Members members) {
    Optional<UUID> match = in.equals("match") ? Optional.of(id) : Optional.empty();
    Optional<UUID> exception = in.equals("match") ? Optional.empty() : Optional.of(id);
    PreparedBatch lines =
        tx.prepareBatch(
            """
            update billing.recon_line set match = :match::uuid, exception = :exception::uuid
            where statement = :statement and line = :line""");
    for (Told told : members.told()) {
      both(lines, match, exception)
          .bind("statement", told.statement())
          .bind("line", told.line().number())
          .add();
    }
    PreparedBatch ledger =
        tx.prepareBatch(
            """
            insert into billing.recon_ledger values (:entry, :line, :match::uuid, :exception::uuid)
            on conflict (entry, line) do update set match = :match::uuid, exception = :exception::uuid""");
    for (Booked booked : members.booked()) {
      both(ledger, match, exception)
          .bind("entry", booked.entry())
          .bind("line", booked.line())
          .add();
    }
    PreparedBatch batches =
        tx.prepareBatch(
            """
            update billing.recon_batch set match = :match::uuid, exception = :exception::uuid
            where batch = :batch""");
    for (Batch batch : members.batches()) {
      both(batches, match, exception).bind("batch", batch.name()).add();
    }
    for (PreparedBatch some : List.of(lines, ledger, batches)) {
      if (some.size() > 0) {
        some.execute();
      }
    }
  }

  private static PreparedBatch both(
      PreparedBatch batch, Optional<UUID> match, Optional<UUID> exception) {
    return batch
        .bindByType("match", match.orElse(null), UUID.class)
        .bindByType("exception", exception.orElse(null), UUID.class);
  }
}
