package playhouse.serving.acquisition.valuation;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Valuations of candidates in the database. */
final class ValuationStore {
  private ValuationStore() {}

  /** One as it was made; candidate and result are JSON. */
  record Made(
      UUID id, String candidate, String result, String modelVersion, String who, Instant at) {}

  /** What an analyst said instead, and why. */
  record Said(Money amount, String reason, String who, Instant at) {}

  static void add(Handle tx, Made made) {
    tx.createUpdate(
            """
            insert into acquisition.valuation (id, candidate, result, model_version, who, at)
            values (:id, :candidate::jsonb, :result::jsonb, :modelVersion, :who, :at)\
            """)
        .bind("id", made.id())
        .bind("candidate", made.candidate())
        .bind("result", made.result())
        .bind("modelVersion", made.modelVersion())
        .bind("who", made.who())
        .bind("at", made.at())
        .execute();
  }

  static Optional<Made> find(Handle handle, UUID id) {
    return handle
        .createQuery(
            """
            select id, candidate::text as candidate, result::text as result, model_version, who, at
            from acquisition.valuation where id = :id\
            """)
        .bind("id", id)
        .map((row, context) -> made(row))
        .findOne();
  }

  /** The same, so that nobody else says something of it meanwhile. */
  static boolean lock(Handle tx, UUID id) {
    return tx.createQuery("select id from acquisition.valuation where id = :id for update")
        .bind("id", id)
        .mapTo(UUID.class)
        .findOne()
        .isPresent();
  }

  /** Writes down what was said; the number of the word. */
  static long override(Handle tx, UUID id, Said said) {
    return tx.createUpdate(
            """
            insert into acquisition.valuation_override
              (valuation, amount, currency, reason, who, at)
            values (:id, :amount, :currency, :reason, :who, :at)\
            """)
        .bind("id", id)
        .bind("amount", said.amount().getAmount())
        .bind("currency", said.amount().getCurrencyUnit().getCode())
        .bind("reason", said.reason())
        .bind("who", said.who())
        .bind("at", said.at())
        .executeAndReturnGeneratedKeys("number")
        .mapTo(Long.class)
        .one();
  }

  /** The newest. */
  static Optional<Said> overridden(Handle handle, UUID id) {
    return handle
        .createQuery(
            """
            select amount, currency, reason, who, at from acquisition.valuation_override
            where valuation = :id order by number desc limit 1\
            """)
        .bind("id", id)
        .map((row, context) -> said(row))
        .findOne();
  }

  private static Made made(ResultSet row) throws SQLException {
    return new Made(
        row.getObject("id", UUID.class),
        row.getString("candidate"),
        row.getString("result"),
        row.getString("model_version"),
        row.getString("who"),
        row.getTimestamp("at").toInstant());
  }

  private static Said said(ResultSet row) throws SQLException {
    BigDecimal amount = row.getBigDecimal("amount");
    return new Said(
        Money.of(CurrencyUnit.of(row.getString("currency")), amount),
        row.getString("reason"),
        row.getString("who"),
        row.getTimestamp("at").toInstant());
  }
}
