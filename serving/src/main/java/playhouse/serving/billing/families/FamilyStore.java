package playhouse.serving.billing.families;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Seats and those who were asked to take one, in the database. */
final class FamilyStore {
  private FamilyStore() {}

  static void invite(Handle tx, UUID subscription, UUID person, Instant now) {
    tx.createUpdate(
            """
            insert into billing.seat_invitation
            select :subscription, :person, :now
            where not exists (
              select from billing.seat where person = :person and subscription = :subscription)
            on conflict do nothing""")
        .bind("subscription", subscription)
        .bind("person", person)
        .bind("now", now)
        .execute();
  }

  static boolean invited(Handle handle, UUID subscription, UUID person) {
    return handle
        .createQuery(
            """
            select exists (select from billing.seat_invitation
              where subscription = :subscription and person = :person)""")
        .bind("subscription", subscription)
        .bind("person", person)
        .mapTo(Boolean.class)
        .one();
  }

  /** Whom one has asked. */
  static List<UUID> invited(Handle handle, UUID subscription) {
    return handle
        .createQuery(
            """
            select person from billing.seat_invitation
            where subscription = :subscription order by at, person""")
        .bind("subscription", subscription)
        .mapTo(UUID.class)
        .list();
  }

  static void forget(Handle tx, UUID subscription, UUID person) {
    tx.createUpdate(
            """
            delete from billing.seat_invitation
            where subscription = :subscription and person = :person""")
        .bind("subscription", subscription)
        .bind("person", person)
        .execute();
  }

  /** How many others sit there or were asked to. */
  static long taken(Handle handle, UUID subscription, UUID but) {
    return handle
        .createQuery(
            """
            select count(*) from (
              select person from billing.seat where subscription = :subscription
              union select person from billing.seat_invitation
              where subscription = :subscription) as all_of_them
            where person <> :but""")
        .bind("subscription", subscription)
        .bind("but", but)
        .mapTo(Long.class)
        .one();
  }

  /** Gives a seat; false if the person has one elsewhere. */
  static boolean seat(Handle tx, UUID subscription, UUID person, Instant now) {
    return tx.createUpdate(
                """
                insert into billing.seat values (:person, :subscription, :now)
                on conflict do nothing""")
            .bind("person", person)
            .bind("subscription", subscription)
            .bind("now", now)
            .execute()
        == 1;
  }

  /** Takes a seat; false if the person has none there. */
  static boolean unseat(Handle tx, UUID subscription, UUID person) {
    return tx.createUpdate(
                """
                delete from billing.seat
                where person = :person and subscription = :subscription""")
            .bind("person", person)
            .bind("subscription", subscription)
            .execute()
        == 1;
  }
}
