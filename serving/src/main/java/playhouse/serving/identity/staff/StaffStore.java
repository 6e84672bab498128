package playhouse.serving.identity.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;

/** Who works here, in the database. */
final class StaffStore {
  private StaffStore() {}

  /** Has all who change who works here come one after the other. */
  static void lock(Handle tx) {
    tx.execute("select pg_advisory_xact_lock(hashtext('identity.staff'))");
  }

  /** Puts one down; false if the account has a role, or another that name. */
  static boolean add(Handle tx, Member m) {
    return tx.createUpdate(
                """
                insert into identity.staff (id, account, role, name, asked, asked_by, held)
                values (:id, :account, :role, :name, :asked, :by, :held::timestamptz)
                on conflict do nothing""")
            .bind("id", m.id())
            .bind("account", m.account())
            .bind("role", m.role().text())
            .bind("name", m.name())
            .bind("asked", m.asked())
            .bind("by", m.askedBy())
            .bind("held", m.held().orElse(null))
            .execute()
        == 1;
  }

  /** Those who are not over, by name. */
  static List<Member> all(Handle handle) {
    return handle
        .createQuery("select * from identity.staff where ended is null order by name")
        .map((row, context) -> member(row))
        .list();
  }

  /** One that is not over. */
  static Optional<Member> find(Handle handle, UUID id) {
    return handle
        .createQuery("select * from identity.staff where id = :id and ended is null")
        .bind("id", id)
        .map((row, context) -> member(row))
        .findOne();
  }

  /** What an account's owner is, if anything. */
  static Optional<Member> of(Handle handle, UUID account) {
    return handle
        .createQuery(
            """
            select * from identity.staff
            where account = :account and ended is null and held is not null""")
        .bind("account", account)
        .map((row, context) -> member(row))
        .findOne();
  }

  /** Whether anybody ever was an admin. */
  static boolean everAdmin(Handle tx) {
    return tx.createQuery(
            "select count(*) > 0 from identity.staff where role = 'admin' and held is not null")
        .mapTo(Boolean.class)
        .one();
  }

  /** A second admin agrees. */
  static void hold(Handle tx, UUID id, String by, Instant now) {
    tx.createUpdate("update identity.staff set held = :now, agreed_by = :by where id = :id")
        .bind("id", id)
        .bind("by", by)
        .bind("now", now)
        .execute();
  }

  /** It is over. */
  static void end(Handle tx, UUID id, String by, Instant now) {
    tx.createUpdate("update identity.staff set ended = :now, ended_by = :by where id = :id")
        .bind("id", id)
        .bind("by", by)
        .bind("now", now)
        .execute();
  }

  private static Member member(ResultSet row) throws SQLException {
    return new Member(
        row.getObject("id", UUID.class),
        row.getObject("account", UUID.class),
        Role.of(row.getString("role")).orElseThrow(),
        row.getString("name"),
        row.getTimestamp("asked").toInstant(),
        row.getString("asked_by"),
        Optional.ofNullable(row.getTimestamp("held")).map(Timestamp::toInstant),
        Optional.ofNullable(row.getString("agreed_by")));
  }
}
