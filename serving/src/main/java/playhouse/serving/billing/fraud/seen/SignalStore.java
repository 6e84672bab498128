package playhouse.serving.billing.fraud.seen;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What was seen of whom, in the database: people are linked by what they share. */
final class SignalStore {
  /** Most people that are remembered for one thing. */
  private static final int MOST_PEOPLE = 50;

  /** What more people share than these, such as an office's network, links nobody. */
  private static final int FEW = 8;

  /** Most things of a person, and most people, that are followed. */
  private static final int WIDEST = 50;

  private SignalStore() {}

  /**
   * People within two steps.
   *
   * @param people how many, the person not counted
   * @param frauds how many of them turned out to be frauds
   */
  record Links(int people, int frauds) {}

  static void seen(Handle tx, UUID person, String kind, String hash, Instant at) {
    tx.createUpdate(
            """
            insert into billing.fraud_seen
            select :kind, :hash, :person, :at, :at
            where exists (select from billing.fraud_seen
                where kind = :kind and hash = :hash and person = :person)
              or (select count(*) from (select from billing.fraud_seen
                where kind = :kind and hash = :hash limit :most) few) < :most
            on conflict (kind, hash, person) do update
            set last = greatest(fraud_seen.last, :at), first = least(fraud_seen.first, :at)""")
        .bind("kind", kind)
        .bind("hash", hash)
        .bind("person", person)
        .bind("at", at)
        .bind("most", MOST_PEOPLE)
        .execute();
    tx.createUpdate(
            """
            insert into billing.fraud_current values (:person, :kind, :hash, :at)
            on conflict (person, kind) do update set hash = :hash, at = :at
            where fraud_current.at <= :at""")
        .bind("person", person)
        .bind("kind", kind)
        .bind("hash", hash)
        .bind("at", at)
        .execute();
  }

  static Optional<String> current(Handle handle, UUID person, String kind, Instant since) {
    return handle
        .createQuery(
            """
            select hash from billing.fraud_current
            where person = :person and kind = :kind and at >= :since""")
        .bind("person", person)
        .bind("kind", kind)
        .bind("since", since)
        .mapTo(String.class)
        .findOne();
  }

  /** When a person was seen first; empty if they never were. */
  static Optional<Instant> first(Handle handle, UUID person) {
    return handle
        .createQuery("select min(first) from billing.fraud_seen where person = :person")
        .bind("person", person)
        .mapTo(Instant.class)
        .findOne();
  }

  static int people(Handle handle, String kind, String hash) {
    return handle
        .createQuery("select count(*) from billing.fraud_seen where kind = :kind and hash = :hash")
        .bind("kind", kind)
        .bind("hash", hash)
        .mapTo(Integer.class)
        .one();
  }

  static Links links(Handle handle, UUID person) {
    return handle
        .createQuery(
            """
            with mine as (
              select s.kind, s.hash from billing.fraud_seen s where s.person = :person
                and (select count(*) from billing.fraud_seen o
                  where o.kind = s.kind and o.hash = s.hash) <= :few
              order by s.last desc, s.hash limit :widest),
            near as (
              select distinct o.person from mine m
              join billing.fraud_seen o on o.kind = m.kind and o.hash = m.hash
              order by o.person limit :widest),
            theirs as (
              select distinct s.kind, s.hash from near n
              join billing.fraud_seen s on s.person = n.person
              where (select count(*) from billing.fraud_seen o
                where o.kind = s.kind and o.hash = s.hash) <= :few
              order by s.kind, s.hash limit :widest),
            far as (
              select person from near union
              select o.person from theirs t
              join billing.fraud_seen o on o.kind = t.kind and o.hash = t.hash)
            select count(*) as people, count(*) filter (where exists (
              select from billing.fraud_label l join billing.fraud_decision d on d.payment = l.payment
              where d.person = far.person and l.fraud and l.source <> 'settled')) as frauds
            from far where person <> :person""")
        .bind("person", person)
        .bind("few", FEW)
        .bind("widest", WIDEST)
        .map((row, context) -> new Links(row.getInt("people"), row.getInt("frauds")))
        .one();
  }

  static int forget(Handle tx, Instant before, int most) {
    int seen =
        tx.createUpdate(
                """
                delete from billing.fraud_seen where ctid = any(array(
                  select ctid from billing.fraud_seen where last < :before limit :most))""")
            .bind("before", before)
            .bind("most", most)
            .execute();
    return seen
        + tx.createUpdate(
                """
                delete from billing.fraud_current where ctid = any(array(
                  select ctid from billing.fraud_current where at < :before limit :most))""")
            .bind("before", before)
            .bind("most", most)
            .execute();
  }
}
