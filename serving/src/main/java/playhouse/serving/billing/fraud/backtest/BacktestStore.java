package playhouse.serving.billing.fraud.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.billing.fraud.seen.Features;
import playhouse.serving.billing.payments.routing.Screening.Verdict;
import playhouse.serving.platform.Json;

/** Back-tests, and what they look at, in the database. */
final class BacktestStore {
  private static final ObjectMapper JSON = new ObjectMapper();

  private BacktestStore() {}

  /**
   * One of them.
   *
   * @param rules as they were written, JSON
   * @param model its version; empty for what we believe
   * @param done up to which decision it has come
   * @param until which is the last
   */
  record Backtest(
      UUID id,
      String rules,
      Optional<Long> model,
      Instant since,
      long done,
      long until,
      Tally tally,
      String state,
      String who,
      Instant at) {}

  /** A decision of the past; whether it was fraud, if that is known. */
  record Past(
      long number,
      UUID payment,
      Features features,
      Verdict verdict,
      String currency,
      BigDecimal amount,
      Optional<Boolean> fraud) {}

  static Backtest add(
      Handle tx,
      UUID id,
      String rules,
      Optional<Long> model,
      Instant since,
      String who,
      Instant now) {
    return tx.createQuery(
            """
            insert into billing.fraud_backtest
            select :id, :rules::jsonb, :model, :since, coalesce(min(number) - 1, 0),
              coalesce(max(number), 0), :tally::jsonb, 'waiting', :who, :now
            from billing.fraud_decision where at >= :since
            returning *""")
        .bind("id", id)
        .bind("rules", rules)
        .bindByType("model", model.orElse(null), Long.class)
        .bind("since", since)
        .bind("tally", Json.text(Tally.NOTHING))
        .bind("who", who)
        .bind("now", now)
        .map((row, context) -> backtest(row))
        .one();
  }

  static Optional<Backtest> find(Handle handle, UUID id) {
    return handle
        .createQuery("select * from billing.fraud_backtest where id = :id")
        .bind("id", id)
        .map((row, context) -> backtest(row))
        .findOne();
  }

  /** How many wait. */
  static int waiting(Handle tx) {
    return tx.createQuery("select count(*) from billing.fraud_backtest where state = 'waiting'")
        .mapTo(Integer.class)
        .one();
  }

  /** The oldest that waits, locked. */
  static Optional<Backtest> next(Handle tx) {
    return tx.createQuery(
            """
            select * from billing.fraud_backtest where state = 'waiting'
            order by at, id limit 1 for update skip locked""")
        .map((row, context) -> backtest(row))
        .findOne();
  }

  static void change(Handle tx, UUID id, long done, Tally tally, String state) {
    tx.createUpdate(
            """
            update billing.fraud_backtest set done = :done, tally = :tally::jsonb, state = :state
            where id = :id""")
        .bind("done", done)
        .bind("tally", Json.text(tally))
        .bind("state", state)
        .bind("id", id)
        .execute();
  }

  static List<Past> past(Handle tx, Backtest backtest, int most) {
    return tx.createQuery(
            """
            select d.*, d.features::text as text, l.fraud from billing.fraud_decision d
            left join lateral (select fraud from billing.fraud_label l where l.payment = d.payment
              order by source = 'chargeback' desc, source = 'case' desc limit 1) l on true
            where d.number > :done and d.number <= :until order by d.number limit :most""")
        .bind("done", backtest.done())
        .bind("until", backtest.until())
        .bind("most", most)
        .map((row, context) -> past(row))
        .list();
  }

  private static Past past(ResultSet row) throws SQLException {
    return new Past(
        row.getLong("number"),
        row.getObject("payment", UUID.class),
        Features.parse(row.getString("text")),
        Verdict.valueOf(row.getString("verdict").toUpperCase(Locale.ROOT)),
        row.getString("currency"),
        row.getBigDecimal("amount"),
        Optional.ofNullable(row.getObject("fraud", Boolean.class)));
  }

  private static Backtest backtest(ResultSet row) throws SQLException {
    return new Backtest(
        row.getObject("id", UUID.class),
        row.getString("rules"),
        Optional.ofNullable(row.getObject("model", Long.class)),
        row.getTimestamp("since").toInstant(),
        row.getLong("done"),
        row.getLong("until"),
        tally(row.getString("tally")),
        row.getString("state"),
        row.getString("who"),
        row.getTimestamp("at").toInstant());
  }

  private static Tally tally(String json) {
    try {
      return JSON.readValue(json, Tally.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a tally that is not as we wrote it", e);
    }
  }
}
