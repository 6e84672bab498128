package playhouse.serving.billing.reconciliation.statements;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.joda.money.Money;
import playhouse.serving.billing.plans.MoneyColumns;

/** Statements in the database. */
public final class StatementStore {
  private StatementStore() {}

  /** One that is here. */
  record Known(UUID id, String hash) {}

  /** How a day ended. */
  record Closing(LocalDate day, Money closing) {}

  /** A statement in the list of them. */
  public record Listed(
      long number,
      UUID id,
      String kind,
      String account,
      String statement,
      LocalDate day,
      int lines,
      Instant received) {}

  /** Has nobody else take statements in or match them meanwhile. */
  public static void lock(Handle tx) {
    tx.execute("select pg_advisory_xact_lock(hashtext('billing.reconciliation'))");
  }

  static Optional<Known> known(Handle tx, String account, String id) {
    return tx.createQuery(
            """
            select id, hash from billing.recon_statement
            where account = :account and statement = :id""")
        .bind("account", account)
        .bind("id", id)
        .map((row, context) -> new Known(row.getObject("id", UUID.class), row.getString("hash")))
        .findOne();
  }

  static Optional<Closing> last(Handle tx, String account) {
    return tx.createQuery(
            """
            select day, currency, closing from billing.recon_statement
            where account = :account order by day desc, number desc limit 1""")
        .bind("account", account)
        .map(
            (row, context) ->
                new Closing(row.getObject("day", LocalDate.class), MoneyColumns.of(row, "closing")))
        .findOne();
  }

  static void add(Handle tx, UUID id, Statement s, String hash, Instant now) {
    tx.createUpdate(
            """
            insert into billing.recon_statement
              (id, kind, account, statement, day, currency, opening, closing, hash, lines, received)
            values (:id, :kind, :account, :statement, :day, :currency, :opening, :closing, :hash,
              :lines, :now)""")
        .bind("id", id)
        .bind("kind", s.kind().name().toLowerCase(Locale.ROOT))
        .bind("account", s.account())
        .bind("statement", s.id())
        .bind("day", s.day())
        .bind(
            "currency", s.balances().map(b -> b.opening().getCurrencyUnit().getCode()).orElse(null))
        .bind("opening", s.balances().map(b -> b.opening().getAmount()).orElse(null))
        .bind("closing", s.balances().map(b -> b.closing().getAmount()).orElse(null))
        .bind("hash", hash)
        .bind("lines", s.lines().size())
        .bind("now", now)
        .execute();
    PreparedBatch batch =
        tx.prepareBatch(
            """
            insert into billing.recon_line
            values (:id, :number, :type, :batch, :reference, :currency, :gross, :rate, :paid, :fee,
              :net, null, null)""");
    for (StatementLine line : s.lines()) {
      batch
          .bind("id", id)
          .bind("number", line.number())
          .bind("type", line.type())
          .bind("batch", line.batch())
          .bind("reference", line.reference())
          .bind("currency", line.gross().getCurrencyUnit().getCode())
          .bind("gross", line.gross().getAmount())
          .bind("rate", line.rate())
          .bind("paid", line.net().getCurrencyUnit().getCode())
          .bind("fee", line.fee().getAmount())
          .bind("net", line.net().getAmount())
          .add();
    }
    if (!s.lines().isEmpty()) {
      batch.execute();
    }
  }

  /** Sums up what a settlement file pays out; false if some of it is in another file. */
  static boolean addBatches(Handle tx, UUID statement) {
    int made =
        tx.createUpdate(
                """
                insert into billing.recon_batch (batch, statement, day, currency, net, lines)
                select l.batch, s.id, s.day, min(l.paid), sum(l.net), count(*)
                from billing.recon_line l join billing.recon_statement s on s.id = l.statement
                where s.id = :id and s.kind = 'settlement' group by l.batch, s.id, s.day
                having count(distinct l.paid) = 1 on conflict do nothing""")
            .bind("id", statement)
            .execute();
    return made
        == tx.createQuery(
                "select count(distinct batch) from billing.recon_line where statement = :id and batch <> ''")
            .bind("id", statement)
            .mapTo(Integer.class)
            .one();
  }

  /** Some of them, the newest first. */
  public static List<Listed> newest(Handle handle, long before, int most) {
    return handle
        .createQuery(
            """
            select * from billing.recon_statement where number < :before
            order by number desc limit :most""")
        .bind("before", before)
        .bind("most", most)
        .map((row, context) -> listed(row))
        .list();
  }

  private static Listed listed(ResultSet row) throws SQLException {
    return new Listed(
        row.getLong("number"),
        row.getObject("id", UUID.class),
        row.getString("kind"),
        row.getString("account"),
        row.getString("statement"),
        row.getObject("day", LocalDate.class),
        row.getInt("lines"),
        row.getTimestamp("received").toInstant());
  }
}
