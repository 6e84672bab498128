package playhouse.serving.billing.fraud.learning;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.billing.fraud.seen.Features;

/**
 * What turned out to be so, in the database. A payment that was refused has no label by that: only
 * people, banks, and time without complaint say what it was.
 */
public final class LabelStore {
  /** How long a bank may take to complain: what it left alone for so long was genuine. */
  private static final Duration COMPLAINT = Duration.ofDays(60);

  /** What was said so lately may be taken back. */
  static final Duration FRESH = Duration.ofDays(7);

  private static final int AT_ONCE = 1_000;

  private LabelStore() {}

  /** Where a label comes from. */
  public enum Source {
    /** People who looked. */
    CASE,
    /** A bank that took the money back. */
    CHARGEBACK,
    /** Time without complaint. */
    SETTLED;

    private String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Puts one down, once for each source. */
  public static void add(
      Handle tx, UUID payment, Source source, boolean fraud, String who, Instant at) {
    tx.createUpdate(
            """
            insert into billing.fraud_label values (:payment, :source, :fraud, :who, :at)
            on conflict do nothing""")
        .bind("payment", payment)
        .bind("source", source.text())
        .bind("fraud", fraud)
        .bind("who", who)
        .bind("at", at)
        .execute();
  }

  /** Puts down what time has shown: taken long ago, and left alone. How many. */
  public static int settle(Handle tx, Instant now) {
    return tx.createUpdate(
            """
            insert into billing.fraud_label
            select distinct d.payment, 'settled', false, 'time', :now::timestamptz
            from billing.fraud_decision d join billing.payment p on p.id = d.payment
            where d.at < :before and p.state = 'captured'
              and not exists (select from billing.fraud_label l where l.payment = d.payment)
              and not exists (select from billing.chargeback c where c.payment = d.payment)
            limit :most
            on conflict do nothing""")
        .bind("now", now)
        .bind("before", now.minus(COMPLAINT))
        .bind("most", AT_ONCE)
        .execute();
  }

  /**
   * Some of what is known for long enough, the oldest first: what a bank says goes before what
   * people say, and that before what time shows.
   */
  static List<Training.Example> examples(Handle handle, Instant now, int most) {
    return handle
        .createQuery(
            """
            select features, fraud, who from (
              select distinct on (d.payment) d.number, d.features::text as features, l.fraud,
                l.source || ':' || case l.source when 'case' then l.who
                  else substr(d.payment::text, 1, 2) end as who
              from billing.fraud_label l join billing.fraud_decision d on d.payment = l.payment
              where l.at < :before
              order by d.payment, l.source = 'chargeback' desc, l.source = 'case' desc, d.attempt desc
            ) one order by number desc limit :most""")
        .bind("before", now.minus(FRESH))
        .bind("most", most)
        .map(
            (row, context) ->
                new Training.Example(
                    Features.parse(row.getString("features")),
                    row.getBoolean("fraud"),
                    row.getString("who")))
        .list()
        .stream()
        .collect(
            java.util.stream.Collectors.collectingAndThen(
                java.util.stream.Collectors.toList(),
                list -> {
                  java.util.Collections.reverse(list);
                  return list;
                }));
  }
}
