package playhouse.serving.identity.sessions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Sessions and devices, in the database. */
final class SessionStore {
  private SessionStore() {}

  /**
   * One that was put down.
   *
   * @param newDevice whether the account did not know the device
   * @param others whether it knew some before
   */
  record Begun(Session session, boolean newDevice, boolean others) {}

  /**
   * Puts one down, as it is then: whose profile asks for a PIN has not said yet who watches. It is
   * from the device that the account knows, which is seen now, or else from a new one, with the id
   * that the session names. All in one go, for every sign-in does this.
   *
   * @param hash of its token
   * @param kept hash of what the device keeps; empty if it keeps nothing
   * @param fresh hash of what it is to keep if it is new
   */
  static Begun begin(Handle tx, Session s, byte[] hash, byte[] kept, byte[] fresh) {
    return tx.createQuery(
            """
            with known as (
              update identity.device set seen = :seen
              where account = :account and hash = :kept and removed is null
              returning id),
            fresh as (
              insert into identity.device (id, account, hash, name, created, seen)
              select :from::uuid, :account, :fresh, :agent, :created, :seen
              where not exists (select 1 from known)
              returning id)
            insert into identity.session (id, account, hash, profile, person, device, methods,
              shown, proven, network, agent, created, seen, expires, chosen)
            select :id, :account, :hash, :profile, :person, d.id,
              string_to_array(:shownBy, ' '), :shown, :provenAt::timestamptz, :network, :agent,
              :created, :seen, :expires, p.pin is null
            from identity.profile p,
              (select id from known union all select id from fresh) d
            where p.id = :profile
            returning *, exists (select 1 from fresh) as new_device,
              exists (select 1 from identity.device o
                where o.account = :account and o.removed is null) as others""")
        .bind("id", s.id())
        .bind("account", s.account())
        .bind("hash", hash)
        .bind("kept", kept)
        .bind("fresh", fresh)
        .bind("profile", s.profile())
        .bind("person", s.person())
        .bind("from", s.device().orElse(null))
        .bind("shownBy", String.join(" ", s.methods()))
        .bind("shown", s.shown())
        .bind("provenAt", s.proven().orElse(null))
        .bind("network", s.network())
        .bind("agent", s.agent())
        .bind("created", s.created())
        .bind("seen", s.seen())
        .bind("expires", s.expires())
        .map(
            (row, context) ->
                new Begun(session(row), row.getBoolean("new_device"), row.getBoolean("others")))
        .one();
  }

  /**
   * Who bears one.
   *
   * @param staff what its owner is here, such as analyst.ana; empty if they do not work here
   */
  record Bearer(Session session, Optional<String> staff) {}

  /** Who bears the open one of that hash. */
  static Optional<Bearer> borne(Handle handle, byte[] hash, Instant now, Instant idle) {
    return handle
        .createQuery(
            """
            select s.*, t.role || '.' || t.name as staff from identity.session s
            left join identity.staff t
              on t.account = s.account and t.held is not null and t.ended is null
            where s.hash = :hash and s.ended is null and s.expires > :now and s.seen > :idle""")
        .bind("hash", hash)
        .bind("now", now)
        .bind("idle", idle)
        .map(
            (row, context) -> new Bearer(session(row), Optional.ofNullable(row.getString("staff"))))
        .findOne();
  }

  /** Notes that one was seen. */
  static void used(Handle handle, UUID id, Instant now) {
    handle
        .createUpdate("update identity.session set seen = :now where id = :id and seen < :now")
        .bind("id", id)
        .bind("now", now)
        .execute();
  }

  /** An open one, locked. */
  static Optional<Session> locked(Handle tx, UUID id) {
    return tx.createQuery(
            "select * from identity.session where id = :id and ended is null for update")
        .bind("id", id)
        .map((row, context) -> session(row))
        .findOne();
  }

  /** The open ones of an account, the newest first. */
  static List<Session> of(Handle handle, UUID account, Instant now) {
    return handle
        .createQuery(
            """
            select * from identity.session
            where account = :account and ended is null and expires > :now
            order by seen desc""")
        .bind("account", account)
        .bind("now", now)
        .map((row, context) -> session(row))
        .list();
  }

  /** Puts down as whom one watches, and how and when they showed who they are. */
  static void change(Handle tx, Session s) {
    tx.createUpdate(
            """
            update identity.session set profile = :profile, person = :person, chosen = :chosen,
              methods = :shownBy, shown = :shown, proven = :provenAt::timestamptz where id = :id""")
        .bindMethods(s)
        .bind("provenAt", s.proven().orElse(null))
        .bindArray("shownBy", String.class, s.methods())
        .execute();
  }

  /** Ends one; false if it was over. */
  static boolean end(Handle tx, UUID id, String why, Instant now) {
    return tx.createUpdate(
                """
                update identity.session set ended = :now, ending = :why
                where id = :id and ended is null""")
            .bind("id", id)
            .bind("why", why)
            .bind("now", now)
            .execute()
        == 1;
  }

  /** Whether a profile has an age limit. */
  static boolean limited(Handle handle, UUID profile) {
    return handle
        .createQuery("select most_age is not null from identity.profile where id = :profile")
        .bind("profile", profile)
        .mapTo(Boolean.class)
        .one();
  }

  /** Whether an account's owner works here. */
  static boolean staff(Handle handle, UUID account) {
    return handle
        .createQuery(
            """
            select count(*) > 0 from identity.staff
            where account = :account and held is not null and ended is null""")
        .bind("account", account)
        .mapTo(Boolean.class)
        .one();
  }

  /** Asks for second factors again from all of an account's devices. */
  static void distrust(Handle tx, UUID account) {
    tx.createUpdate("update identity.device set trusted_until = null where account = :account")
        .bind("account", account)
        .execute();
  }

  /** Forgets some that have been over for long; how many. */
  static int forget(Handle tx, Instant before, int most) {
    return tx.createUpdate(
            """
            delete from identity.session where ctid = any(array(
              select ctid from identity.session where expires < :before limit :most))""")
        .bind("before", before)
        .bind("most", most)
        .execute();
  }

  /** The device of an account that keeps that, locked. */
  static Optional<Device> device(Handle tx, UUID account, byte[] hash) {
    return tx.createQuery(
            """
            select * from identity.device
            where account = :account and hash = :hash and removed is null for update""")
        .bind("account", account)
        .bind("hash", hash)
        .map((row, context) -> device(row))
        .findOne();
  }

  /** Those of an account, the one seen last first. */
  static List<Device> devices(Handle handle, UUID account) {
    return handle
        .createQuery(
            """
            select * from identity.device where account = :account and removed is null
            order by seen desc""")
        .bind("account", account)
        .map((row, context) -> device(row))
        .list();
  }

  /** Has no second factor asked for from one until then. */
  static void trust(Handle tx, UUID device, Instant until) {
    tx.createUpdate("update identity.device set trusted_until = :until where id = :device")
        .bind("device", device)
        .bind("until", until)
        .execute();
  }

  /** Forgets a device of an account; false if there is none such. */
  static boolean remove(Handle tx, UUID account, UUID device, Instant now) {
    return tx.createUpdate(
                """
                update identity.device set removed = :now, trusted_until = null
                where id = :device and account = :account and removed is null""")
            .bind("device", device)
            .bind("account", account)
            .bind("now", now)
            .execute()
        == 1;
  }

  private static Session session(ResultSet row) throws SQLException {
    return new Session(
        row.getObject("id", UUID.class),
        row.getObject("account", UUID.class),
        row.getObject("profile", UUID.class),
        row.getObject("person", UUID.class),
        row.getBoolean("chosen"),
        Optional.ofNullable(row.getObject("device", UUID.class)),
        List.of((String[]) row.getArray("methods").getArray()),
        row.getTimestamp("shown").toInstant(),
        Optional.ofNullable(row.getTimestamp("proven")).map(Timestamp::toInstant),
        row.getString("network"),
        row.getString("agent"),
        row.getTimestamp("created").toInstant(),
        row.getTimestamp("seen").toInstant(),
        row.getTimestamp("expires").toInstant());
  }

  private static Device device(ResultSet row) throws SQLException {
    return new Device(
        row.getObject("id", UUID.class),
        row.getObject("account", UUID.class),
        row.getString("name"),
        row.getTimestamp("created").toInstant(),
        row.getTimestamp("seen").toInstant(),
        Optional.ofNullable(row.getTimestamp("trusted_until")).map(Timestamp::toInstant));
  }
}
