package playhouse.serving.identity.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Profiles, in the database. */
final class ProfileStore {
  private ProfileStore() {}

  /**
   * What guards one.
   *
   * @param pin what follows from it; empty if none is asked for
   * @param wrong PINs since one was right
   * @param until nothing is tried before that
   */
  record Guard(Optional<String> pin, int wrong, Optional<Instant> until) {}

  /** Puts one down; false if there is one of that name. */
  static boolean begin(Handle tx, Profile p, Instant now) {
    return tx.createUpdate(
                """
                insert into identity.profile (id, account, person, name, most_age, created)
                values (:id, :account, :person, :name, :age, :now)
                on conflict (account, lower(name)) where removed is null do nothing""")
            .bindMethods(p)
            .bind("age", p.mostAge().orElse(null))
            .bind("now", now)
            .execute()
        == 1;
  }

  /** Those of an account, the owner's first. */
  static List<Profile> of(Handle handle, UUID account) {
    return handle
        .createQuery(
            """
            select * from identity.profile where account = :account and removed is null
            order by person <> (select person from identity.account where id = :account),
              created, id""")
        .bind("account", account)
        .map((row, context) -> profile(row))
        .list();
  }

  /** One, locked; empty if the account has none such. */
  static Optional<Profile> locked(Handle tx, UUID account, UUID id) {
    return tx.createQuery(
            """
            select * from identity.profile
            where id = :id and account = :account and removed is null for update""")
        .bind("id", id)
        .bind("account", account)
        .map((row, context) -> profile(row))
        .findOne();
  }

  /** What guards one that is locked. */
  static Guard guard(Handle tx, UUID id) {
    return tx.createQuery("select pin, pin_wrong, pin_until from identity.profile where id = :id")
        .bind("id", id)
        .map(
            (row, context) ->
                new Guard(
                    Optional.ofNullable(row.getString("pin")),
                    row.getInt("pin_wrong"),
                    Optional.ofNullable(row.getTimestamp("pin_until"))
                        .map(java.sql.Timestamp::toInstant)))
        .one();
  }

  /** Sets what guards one. */
  static void guard(Handle tx, UUID id, Guard guard) {
    tx.createUpdate(
            """
            update identity.profile set pin = :pin, pin_wrong = :wrong, pin_until = :until
            where id = :id""")
        .bind("pin", guard.pin().orElse(null))
        .bind("wrong", guard.wrong())
        .bind("until", guard.until().orElse(null))
        .bind("id", id)
        .execute();
  }

  /** Has one be called so, with that limit; false if another is called so. */
  static boolean change(Handle tx, Profile p) {
    boolean taken =
        tx.createQuery(
                    """
                select count(*) from identity.profile
                where account = :account and lower(name) = lower(:name) and removed is null
                  and id <> :id""")
                .bindMethods(p)
                .mapTo(Long.class)
                .one()
            > 0;
    if (!taken) {
      tx.createUpdate("update identity.profile set name = :name, most_age = :age where id = :id")
          .bindMethods(p)
          .bind("age", p.mostAge().orElse(null))
          .execute();
    }
    return !taken;
  }

  /** Takes one away. */
  static void remove(Handle tx, UUID id, Instant now) {
    tx.createUpdate("update identity.profile set removed = :now where id = :id")
        .bind("now", now)
        .bind("id", id)
        .execute();
  }

  /**
   * For whom titles are suitable up to an age only.
   *
   * @param mostAge empty if there is no limit any more
   */
  record Limit(UUID person, Optional<Integer> mostAge) {}

  /** The limits that changed since then, those of profiles that are gone taken away; or all. */
  static List<Limit> limits(Handle handle, Optional<Instant> since) {
    return handle
        .createQuery(
            """
            select person, case when removed is null then most_age end as age
            from identity.profile
            where case when cast(:since as timestamptz) is null then most_age is not null and removed is null
              else limit_changed > :since end""")
        .bindByType("since", since.orElse(null), Instant.class)
        .map(
            (row, context) -> {
              int age = row.getInt("age");
              Optional<Integer> most = row.wasNull() ? Optional.empty() : Optional.of(age);
              return new Limit(row.getObject("person", UUID.class), most);
            })
        .list();
  }

  private static Profile profile(ResultSet row) throws SQLException {
    int age = row.getInt("most_age");
    Optional<Integer> mostAge = row.wasNull() ? Optional.empty() : Optional.of(age);
    return new Profile(
        row.getObject("id", UUID.class),
        row.getObject("account", UUID.class),
        row.getObject("person", UUID.class),
        row.getString("name"),
        mostAge,
        row.getString("pin") != null);
  }
}
