package playhouse.serving.billing.fraud;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.billing.payments.routing.Screening;

/** Payments that people look at, in the database. */
final class CaseStore {
  private CaseStore() {}

  /**
   * One of them.
   *
   * @param reasons codes, the weightiest first, with commas between
   * @param claimedUntil until when it is theirs who took it
   * @param decision genuine or fraud; empty while it is open
   */
  record Case(
      long number,
      UUID id,
      UUID payment,
      int attempt,
      UUID person,
      String reasons,
      Instant opened,
      Optional<String> claimedBy,
      Optional<Instant> claimedUntil,
      Optional<String> decision,
      Optional<String> note,
      Optional<String> decidedBy,
      Optional<Instant> decided) {}

  /** Has those who judge what has to do with one thing wait for each other. */
  static void lock(Handle tx, String thing) {
    tx.createQuery("select 1 from (select pg_advisory_xact_lock(hashtext('fraud/' || :thing))) one")
        .bind("thing", thing)
        .mapTo(Integer.class)
        .one();
  }

  static Case open(
      Handle tx, UUID id, Screening.Question question, Judgement judgement, Instant now) {
    return tx.createQuery(
            """
            insert into billing.fraud_case (id, payment, attempt, person, reasons, opened)
            values (:id, :payment, :attempt, :person, :reasons, :now) returning *""")
        .bind("id", id)
        .bind("payment", question.payment())
        .bind("attempt", question.attempt())
        .bind("person", question.person())
        .bind("reasons", String.join(",", judgement.reasons()))
        .bind("now", now)
        .map((row, context) -> found(row))
        .one();
  }

  static Optional<Case> locked(Handle tx, UUID id) {
    return tx.createQuery("select * from billing.fraud_case where id = :id for update")
        .bind("id", id)
        .map((row, context) -> found(row))
        .findOne();
  }

  /** Open ones, the newest first. */
  static List<Case> open(Handle handle, long before, int most) {
    return handle
        .createQuery(
            """
            select * from billing.fraud_case where decision is null and number < :before
            order by number desc limit :most""")
        .bind("before", before)
        .bind("most", most)
        .map((row, context) -> found(row))
        .list();
  }

  static void claim(Handle tx, UUID id, String who, Instant until) {
    tx.createUpdate(
            """
            update billing.fraud_case set claimed_by = :who, claimed_until = :until
            where id = :id""")
        .bind("who", who)
        .bind("until", until)
        .bind("id", id)
        .execute();
  }

  static void decide(Handle tx, UUID id, boolean genuine, String note, String who, Instant now) {
    tx.createUpdate(
            """
            update billing.fraud_case
            set decision = :decision, note = :note, decided_by = :who, decided = :now
            where id = :id""")
        .bind("decision", genuine ? "genuine" : "fraud")
        .bind("note", note)
        .bind("who", who)
        .bind("now", now)
        .bind("id", id)
        .execute();
  }

  private static Case found(ResultSet row) throws SQLException {
    return new Case(
        row.getLong("number"),
        row.getObject("id", UUID.class),
        row.getObject("payment", UUID.class),
        row.getInt("attempt"),
        row.getObject("person", UUID.class),
        row.getString("reasons"),
        row.getTimestamp("opened").toInstant(),
        Optional.ofNullable(row.getString("claimed_by")),
        Optional.ofNullable(row.getTimestamp("claimed_until")).map(Timestamp::toInstant),
        Optional.ofNullable(row.getString("decision")),
        Optional.ofNullable(row.getString("note")),
        Optional.ofNullable(row.getString("decided_by")),
        Optional.ofNullable(row.getTimestamp("decided")).map(Timestamp::toInstant));
  }
}
