package playhouse.serving.billing.fraud.rules;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import playhouse.serving.billing.fraud.seen.Features;
import playhouse.serving.billing.payments.routing.Screening.Verdict;

/** Rules in the database: nothing is changed, a new version is written. */
public final class RuleStore {
  private RuleStore() {}

  /** The newest version of each. */
  public static List<Rule> newest(Handle handle) {
    return handle
        .createQuery(
            """
            select * from (
              select distinct on (code) * from billing.fraud_rule order by code, version desc) one
            order by code""")
        .map((row, context) -> rule(row))
        .list();
  }

  /** The newest version of one. */
  static Optional<Rule> newest(Handle handle, String code) {
    return newest(handle).stream().filter(rule -> rule.code().equals(code)).findFirst();
  }

  /** Has nobody else write any meanwhile. */
  static void lock(Handle tx) {
    tx.execute("select pg_advisory_xact_lock(hashtext('billing.fraud_rule'))");
  }

  static Rule add(Handle tx, Rule rule) {
    return tx.createQuery(
            """
            insert into billing.fraud_rule (code, expression, verdict, mode, who, at)
            values (:code, :expression, :verdict, :mode, :who, :at) returning *""")
        .bind("code", rule.code())
        .bind("expression", rule.expression())
        .bind("verdict", rule.verdict().name().toLowerCase(Locale.ROOT))
        .bind("mode", rule.mode().text())
        .bind("who", rule.who())
        .bind("at", rule.at())
        .map((row, context) -> rule(row))
        .one();
  }

  /** The features of the newest decisions. */
  static List<Features> recent(Handle handle, int most) {
    return handle
        .createQuery(
            """
            select features::text from billing.fraud_decision order by number desc limit :most""")
        .bind("most", most)
        .map((row, context) -> Features.parse(row.getString(1)))
        .list();
  }

  private static Rule rule(ResultSet row) throws SQLException {
    return new Rule(
        row.getLong("version"),
        row.getString("code"),
        row.getString("expression"),
        Verdict.valueOf(row.getString("verdict").toUpperCase(Locale.ROOT)),
        Rule.Mode.valueOf(row.getString("mode").toUpperCase(Locale.ROOT)),
        row.getString("who"),
        row.getTimestamp("at").toInstant());
  }
}
