package playhouse.serving.identity.risk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.platform.Json;

/** Sign-ups that were judged, in the database. */
final class JudgedStore {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration MONTH = Duration.ofDays(30);

  private static final List<Rule> COUNTED =
      List.of(
          Rule.ADDRESS_VARIANTS,
          Rule.DOMAIN_ALIKE_WEEK,
          Rule.DOMAIN_WEEK,
          Rule.PHONE_BLOCK_HOUR,
          Rule.DEVICE_ACCOUNTS,
          Rule.NET_HOUR,
          Rule.NET_WEEK,
          Rule.NET_ALIKE_HOUR,
          Rule.NET_BARE_HOUR,
          Rule.NET_ALIKE_WEEK,
          Rule.NET_BARE_WEEK,
          Rule.KNOWN_ABUSE);

  private JudgedStore() {}

  /** Has whoever judges the same wait until this transaction is over. */
  static void lock(Handle tx, long number) {
    tx.createQuery("select 1 from pg_advisory_xact_lock(:number)")
        .bind("number", number)
        .mapTo(Integer.class)
        .one();
  }

  /**
   * How many others there were like this one, each address once, for whoever tries again is no
   * other. Those of a domain are counted from other networks only: a school signs up together.
   * Those whom people found to be good are not counted, and what only rules found counts for
   * nothing: they would prove themselves right.
   */
  static Map<Rule, Long> counts(Handle tx, Clues clues) {
    Instant at = clues.attempt().at();
    return tx.createQuery(
            """
            with good as (
              select account from identity.sign_up_label where source <> 'rule'
              group by account having min(label) = 'good' and max(label) = 'good'),
            abuse as (
              select account from identity.sign_up_label where source <> 'rule'
              group by account having min(label) = 'abuse' and max(label) = 'abuse'),
            others as (
              select * from identity.judged_sign_up
              where account <> :account and exact_mark <> :exact and at > :week
                and account not in (select account from good)),
            net as (
              select exact_mark, max(at) as at, bool_or(look_mark = :look) as alike,
                max(at) filter (where look_mark = :look) as alike_at,
                bool_or(bare_mark = :bare) as bare,
                max(at) filter (where bare_mark = :bare) as bare_at
              from others where net_mark = :net group by exact_mark)
            select
              (select count(distinct exact_mark) from identity.judged_sign_up
                where address_mark = :address and at > :month and account <> :account
                  and exact_mark <> :exact) as address_variants,
              (select count(distinct exact_mark) from others
                where look_mark = :look and net_mark is distinct from :net)
                as domain_alike_week,
              (select count(distinct exact_mark) from others
                where domain_mark = :domain and kind = 'email'
                  and net_mark is distinct from :net) as domain_week,
              (select count(distinct exact_mark) from others
                where domain_mark = :domain and kind = 'phone' and at > :hour)
                as phone_block_hour,
              (select count(distinct exact_mark) from others where device_mark = :device)
                as device_accounts,
              (select count(*) from net where at > :hour) as net_hour,
              (select count(*) from net) as net_week,
              (select count(*) from net where alike_at > :hour) as net_alike_hour,
              (select count(*) from net where bare_at > :hour) as net_bare_hour,
              (select count(*) from net where alike) as net_alike_week,
              (select count(*) from net where bare) as net_bare_week,
              (select count(*) from (
                select 1 from identity.judged_sign_up s join abuse using (account)
                where s.address_mark = :address or s.device_mark = :device limit 1) as known)
                as known_abuse""")
        .bind("account", clues.attempt().account())
        .bind("address", clues.addressMark().orElse(null))
        .bind("exact", clues.exactMark())
        .bind("domain", clues.domainMark())
        .bind("device", clues.deviceMark().orElse(null))
        .bind("net", clues.netMark().orElse(null))
        .bind("look", clues.lookMark())
        .bind("bare", clues.bareMark().orElse(null))
        .bind("hour", at.minus(HOUR))
        .bind("week", at.minus(WEEK))
        .bind("month", at.minus(MONTH))
        .map((row, context) -> counts(row))
        .one();
  }

  private static Map<Rule, Long> counts(ResultSet row) throws SQLException {
    Map<Rule, Long> counts = new EnumMap<>(Rule.class);
    for (Rule rule : COUNTED) {
      counts.put(rule, row.getLong(rule.text()));
    }
    return counts;
  }

  /** Puts down what was found. */
  static void add(Handle tx, Clues clues, SignUpRisk.Judgement judgement) {
    tx.createUpdate(
            """
            insert into identity.judged_sign_up values (:id, :account, :at, :kind, :address, :exact,
              :domain, :device, :net, :look, :bare, :score, :decision, :would, :reasons::jsonb)""")
        .bind("id", judgement.id())
        .bind("account", clues.attempt().account())
        .bind("at", clues.attempt().at())
        .bind("kind", clues.attempt().kind())
        .bind("address", clues.addressMark().orElse(null))
        .bind("exact", clues.exactMark())
        .bind("domain", clues.domainMark())
        .bind("device", clues.deviceMark().orElse(null))
        .bind("net", clues.netMark().orElse(null))
        .bind("look", clues.lookMark())
        .bind("bare", clues.bareMark().orElse(null))
        .bind("score", judgement.score())
        .bind("decision", judgement.decision().text())
        .bind("would", judgement.would().text())
        .bind("reasons", Json.text(judgement.reasons()))
        .execute();
  }

  /** Puts down what a version of the rules said. */
  static void add(Handle tx, UUID signUp, RuleSet.Verdict verdict) {
    tx.createUpdate(
            """
            insert into identity.sign_up_verdict
            values (:signUp, :version, :shadow, :score, :would, :rules)""")
        .bind("signUp", signUp)
        .bind("version", verdict.rules().version())
        .bind("shadow", verdict.rules().shadow())
        .bind("score", verdict.score())
        .bind("would", verdict.would().text())
        .bindArray("rules", String.class, verdict.reasons().stream().map(Reason::code).toList())
        .execute();
  }

  /** How one was judged. */
  static Optional<RiskRoutes.JudgementView> find(Handle handle, UUID id) {
    return handle
        .createQuery("select * from identity.judged_sign_up where id = :id")
        .bind("id", id)
        .map(
            (row, context) ->
                new RiskRoutes.JudgementView(
                    id,
                    row.getObject("account", UUID.class),
                    row.getTimestamp("at").toInstant(),
                    row.getString("decision"),
                    row.getString("would"),
                    row.getDouble("score"),
                    row.getString("reasons")))
        .findOne();
  }

  /** Takes a challenge that was solved; false if it was taken for another account before. */
  static boolean take(Handle tx, String challenge, UUID account, Instant at) {
    tx.createUpdate(
            """
            insert into identity.sign_up_proof values (:challenge, :account, :at)
            on conflict do nothing""")
        .bind("challenge", challenge)
        .bind("account", account)
        .bind("at", at)
        .execute();
    return tx.createQuery("select account from identity.sign_up_proof where challenge = :challenge")
        .bind("challenge", challenge)
        .mapTo(UUID.class)
        .one()
        .equals(account);
  }

  static int forget(Handle tx, Instant before, Instant proofsBefore) {
    return tx.createUpdate(
                """
                delete from identity.judged_sign_up where id in (
                  select id from identity.judged_sign_up where at < :before limit 10000)""")
            .bind("before", before)
            .execute()
        + tx.createUpdate("delete from identity.sign_up_proof where at < :before")
            .bind("before", proofsBefore)
            .execute();
  }
}
