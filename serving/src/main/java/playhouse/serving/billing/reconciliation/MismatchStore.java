package playhouse.serving.billing.reconciliation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.billing.plans.MoneyColumns;

/** Mismatches, and what people did about them, in the database. */
final class MismatchStore {
  private MismatchStore() {}

  static void open(Handle tx, Mismatch m) {
    tx.createUpdate(
            """
            insert into billing.recon_exception (id, kind, side, subject, statement, day, currency,
              difference, opened, state)
            values (:id, :what, :between, :subject, :statement, :day, :currency, :amount, :opened,
              'open')""")
        .bind("id", m.id())
        .bind("what", m.kind().text())
        .bind("between", m.side().name().toLowerCase(Locale.ROOT))
        .bind("subject", m.subject())
        .bind("statement", m.statement())
        .bind("day", m.day())
        .bind("currency", m.difference().getCurrencyUnit().getCode())
        .bind("amount", m.difference().getAmount())
        .bind("opened", m.opened())
        .execute();
  }

  static Optional<Mismatch> locked(Handle tx, UUID id) {
    return tx.createQuery("select * from billing.recon_exception where id = :id for update")
        .bind("id", id)
        .map((row, context) -> mismatch(row))
        .findOne();
  }

  /** Some, the newest first. */
  static List<Mismatch> newest(Handle handle, boolean openOnly, long before, int most) {
    return handle
        .createQuery(
            """
            select * from billing.recon_exception
            where number < :before and (not :open or state <> 'resolved')
            order by number desc limit :most""")
        .bind("before", before)
        .bind("open", openOnly)
        .bind("most", most)
        .map((row, context) -> mismatch(row))
        .list();
  }

  /** Some of those that miss what stands in the ledger by now, the oldest first. */
  static List<UUID> booked(Handle tx, int most) {
    return tx.createQuery(
            """
            select x.id from billing.recon_exception x
            where x.state = 'open' and x.kind = 'missing-in-ledger' and x.side = 'settlement'
              and exists (select from billing.ledger_entry e
                join billing.ledger_line l on l.entry = e.number and l.account = 'provider'
                left join billing.recon_ledger r on r.entry = l.entry and r.line = l.line
                where billing.ledger_subject(e.reason) = x.subject and e.reason not like 'recon/%'
                  and r.match is null)
            order by x.number limit :most""")
        .bind("most", most)
        .mapTo(UUID.class)
        .list();
  }

  static void propose(Handle tx, UUID id) {
    tx.createUpdate("update billing.recon_exception set state = 'proposed' where id = :id")
        .bind("id", id)
        .execute();
  }

  /**
   * Ends it.
   *
   * @param reason of the entry that it was booked with; empty if it was matched by what came later
   */
  static void resolve(Handle tx, UUID id, String resolution, Optional<String> reason) {
    tx.createUpdate(
            """
            update billing.recon_exception
            set state = 'resolved', resolution = :resolution, reason = :reason where id = :id""")
        .bind("resolution", resolution)
        .bind("reason", reason.orElse(null))
        .bind("id", id)
        .execute();
  }

  /** Puts down what somebody did. */
  static void act(Handle tx, UUID id, Instant now, String who, String what, String note) {
    tx.createUpdate(
            """
            insert into billing.recon_action
            select :id, count(*) + 1, :now, :who, :what, :note
            from billing.recon_action where exception = :id""")
        .bind("id", id)
        .bind("now", now)
        .bind("who", who)
        .bind("what", what)
        .bind("note", note)
        .execute();
  }

  /** What people did, the first first. */
  static List<MismatchRoutes.Action> actions(Handle handle, UUID id) {
    return handle
        .createQuery("select * from billing.recon_action where exception = :id order by step")
        .bind("id", id)
        .map(
            (row, context) ->
                new MismatchRoutes.Action(
                    row.getTimestamp("at").toInstant(),
                    row.getString("who"),
                    row.getString("what"),
                    row.getString("note")))
        .list();
  }

  /** Takes one along into a month. */
  static void carry(Handle tx, UUID id, LocalDate month) {
    tx.createUpdate("update billing.recon_exception set carried = :month where id = :id")
        .bind("month", month)
        .bind("id", id)
        .execute();
  }

  private static Mismatch mismatch(ResultSet row) throws SQLException {
    return new Mismatch(
        row.getLong("number"),
        row.getObject("id", UUID.class),
        Mismatch.Kind.of(row.getString("kind")),
        Mismatch.Side.valueOf(row.getString("side").toUpperCase(Locale.ROOT)),
        row.getString("subject"),
        row.getString("statement"),
        row.getObject("day", LocalDate.class),
        MoneyColumns.of(row, "difference"),
        row.getTimestamp("opened").toInstant(),
        Mismatch.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getString("reason")),
        Optional.ofNullable(row.getString("resolution")),
        Optional.ofNullable(row.getObject("carried", LocalDate.class)));
  }
}
