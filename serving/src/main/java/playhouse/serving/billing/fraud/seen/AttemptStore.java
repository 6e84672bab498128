package playhouse.serving.billing.fraud.seen;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Attempts to pay, in the database, and how many there were of what in windows that slide. */
public final class AttemptStore {
  /** Longer than the longest window. */
  static final Duration KEPT = Duration.ofDays(8);

  private AttemptStore() {}

  /** What an attempt is made with, as hashes. */
  public record With(UUID person, String method, Optional<String> device, Optional<String> ip) {}

  /** Puts an attempt down of which nobody has said anything yet. */
  public static void begin(Handle tx, UUID payment, int attempt, With with, Instant at) {
    tx.createUpdate(
            """
            insert into billing.fraud_attempt
            values (:payment, :attempt, :at, :person, :method, :device, :ip, 'open')
            on conflict do nothing""")
        .bind("payment", payment)
        .bind("attempt", attempt)
        .bind("at", at)
        .bind("person", with.person())
        .bind("method", with.method())
        .bindByType("device", with.device().orElse(null), String.class)
        .bindByType("ip", with.ip().orElse(null), String.class)
        .execute();
  }

  /** Puts down what the bank said, or that nobody knows: captured, declined or unknown. */
  public static void heard(Handle tx, UUID payment, int attempt, String outcome) {
    tx.createUpdate(
            """
            update billing.fraud_attempt set outcome = :outcome
            where payment = :payment and attempt = :attempt and outcome in ('open', 'unknown')""")
        .bind("payment", payment)
        .bind("attempt", attempt)
        .bind("outcome", outcome)
        .execute();
  }

  /** Looks up what became of attempts made with the same things. */
  public static void hear(Handle tx, With with) {
    tx.createUpdate(
            """
            update billing.fraud_attempt a set outcome = case
              when p.attempt = a.attempt and p.state = 'captured' then 'captured'
              else 'declined' end
            from billing.payment p
            where p.id = a.payment and a.outcome in ('open', 'unknown')
              and (a.person = :person or a.method = :method or a.device = :device or a.ip = :ip)
              -- What we refused, gave up or found odd ourselves counts against nobody.
              and coalesce(p.code, '') not in ('fraud_denied', 'authorisation_expired',
                'amount_differs', 'challenge_abandoned', 'released', 'captured_late',
                'captured_twice')
              and (p.attempt = a.attempt and p.state in ('captured', 'failed')
                or p.attempt > a.attempt and p.code is not null)""")
        .bind("person", with.person())
        .bind("method", with.method())
        .bindByType("device", with.device().orElse(null), String.class)
        .bindByType("ip", with.ip().orElse(null), String.class)
        .execute();
  }

  private static final String COUNTS =
      """
      select
        count(*) filter (where person = :person and at > :m1 and outcome in ('captured', 'declined')) as attempts_person_1m,
        count(*) filter (where person = :person and at > :h1 and outcome in ('captured', 'declined')) as attempts_person_1h,
        count(distinct method) filter (where device = :device and at > :h1) as methods_device_1h,
        count(distinct method) filter (where device = :device) as methods_device_7d,
        count(distinct method) filter (where ip = :ip and at > :h1) as methods_ip_1h,
        count(distinct method) filter (where person = :person and at > :d1) as methods_person_24h,
        count(*) filter (where device = :device and at > :h1 and outcome = 'declined') as declines_device_1h,
        count(*) filter (where device = :device and at > :d1 and outcome = 'declined') as declines_device_24h,
        count(*) filter (where ip = :ip and at > :h1 and outcome = 'declined') as declines_ip_1h,
        count(*) filter (where person = :person and at > :d1 and outcome = 'declined') as declines_person_24h,
        count(*) filter (where method = :method and at > :d1 and outcome = 'declined') as declines_method_24h,
        count(distinct person) filter (where device = :device and at > :d1) as people_device_24h
      from (
        select * from billing.fraud_attempt
        where at > :d7 and (person = :person or method = :method or device = :device or ip = :ip)
        order by at desc limit 5000) near
      """;

  /** The counts, as of that moment. */
  public static Map<Feature, Double> counts(Handle handle, With with, Instant now) {
    return handle
        .createQuery(COUNTS)
        .bind("person", with.person())
        .bind("method", with.method())
        .bindByType("device", with.device().orElse(null), String.class)
        .bindByType("ip", with.ip().orElse(null), String.class)
        .bind("m1", now.minus(Duration.ofMinutes(1)))
        .bind("h1", now.minus(Duration.ofHours(1)))
        .bind("d1", now.minus(Duration.ofDays(1)))
        .bind("d7", now.minus(Duration.ofDays(7)))
        .map((row, context) -> counts(row))
        .one();
  }

  private static Map<Feature, Double> counts(ResultSet row) throws SQLException {
    Map<Feature, Double> counts = new EnumMap<>(Feature.class);
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      double count = row.getDouble(i);
      Feature.of(row.getMetaData().getColumnLabel(i)).ifPresent(f -> counts.put(f, count));
    }
    return counts;
  }

  /** Everything that is known of an attempt but lists and what it costs. */
  public static Features features(Handle handle, With with, Instant now) {
    Map<Feature, Double> all = counts(handle, with, now);
    SignalStore.Links links = SignalStore.links(handle, with.person());
    all.put(Feature.LINKED_PEOPLE, (double) links.people());
    all.put(Feature.LINKED_FRAUDS, (double) links.frauds());
    all.put(Feature.PEOPLE_METHOD, (double) SignalStore.people(handle, "method", with.method()));
    long hours =
        SignalStore.first(handle, with.person())
            .map(first -> Duration.between(first, now).toHours())
            .orElse(0L);
    all.put(Feature.KNOWN_HOURS, (double) Math.max(0, Math.min(720, hours)));
    return new Features(all);
  }

  static int forget(Handle tx, Instant before, int most) {
    return tx.createUpdate(
            """
            delete from billing.fraud_attempt where ctid = any(array(
              select ctid from billing.fraud_attempt where at < :before limit :most))""")
        .bind("before", before)
        .bind("most", most)
        .execute();
  }
}
