package playhouse.serving.identity.recovery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Recoveries, in the database. */
final class RecoveryStore {
  private RecoveryStore() {}

  /** Puts one down; false if one is open for the account. */
  static boolean add(Handle tx, Recovery r, byte[] ticket, Instant remind) {
    return tx.createUpdate(
                """
                insert into identity.recovery (id, account, ticket, statement, network, agent,
                  state, created, due, expires, remind)
                values (:id, :account, :ticket, :statement, :network, :agent, :state, :created,
                  :due, :expires, :remind)
                on conflict do nothing""")
            .bind("id", r.id())
            .bind("account", r.account())
            .bind("ticket", ticket)
            .bind("statement", r.statement().orElse(null))
            .bind("network", r.network())
            .bind("agent", r.agent())
            .bind("state", r.state())
            .bind("created", r.created())
            .bind("due", r.due())
            .bind("expires", r.expires())
            .bind("remind", remind)
            .execute()
        == 1;
  }

  /** One, locked. */
  static Optional<Recovery> locked(Handle tx, UUID id) {
    return tx.createQuery("select * from identity.recovery where id = :id for update")
        .bind("id", id)
        .map((row, context) -> recovery(tx, row))
        .findOne();
  }

  /** One. */
  static Optional<Recovery> find(Handle handle, UUID id) {
    return handle
        .createQuery("select * from identity.recovery where id = :id")
        .bind("id", id)
        .map((row, context) -> recovery(handle, row))
        .findOne();
  }

  /** The one whose ticket that is. */
  static Optional<Recovery> of(Handle handle, byte[] ticket) {
    return handle
        .createQuery("select * from identity.recovery where ticket = :ticket")
        .bind("ticket", ticket)
        .map((row, context) -> recovery(handle, row))
        .findOne();
  }

  /** The open one of an account. */
  static Optional<Recovery> open(Handle handle, UUID account) {
    return handle
        .createQuery(
            "select * from identity.recovery where account = :account and state = 'waiting'")
        .bind("account", account)
        .map((row, context) -> recovery(handle, row))
        .findOne();
  }

  /** Those in a state, the oldest first. */
  static List<Recovery> all(Handle handle, String state, int most) {
    return handle
        .createQuery(
            """
            select * from identity.recovery where state = :state
            order by created, id limit :most""")
        .bind("state", state)
        .bind("most", most)
        .map((row, context) -> recovery(handle, row))
        .list();
  }

  /** Whether somebody said no to one of an account's since then. */
  static boolean denied(Handle tx, UUID account, Instant since) {
    return tx.createQuery(
            """
            select count(*) > 0 from identity.recovery
            where account = :account and state in ('stopped', 'refused') and ended > :since""")
        .bind("account", account)
        .bind("since", since)
        .mapTo(Boolean.class)
        .one();
  }

  /** Whether the account's owner has shown a second factor or a passkey since then. */
  static boolean shown(Handle tx, UUID account, Instant since) {
    return tx.createQuery(
            """
            select count(*) > 0 from identity.session
            where account = :account and proven > :since""")
        .bind("account", account)
        .bind("since", since)
        .mapTo(Boolean.class)
        .one();
  }

  /** Puts down what somebody says, in place of what they said. */
  static void say(Handle tx, UUID id, Recovery.Word word) {
    tx.createUpdate(
            """
            insert into identity.recovery_word values (:id, :author, :verdict, :note, :at)
            on conflict (recovery, author) do update
            set verdict = :verdict, note = :note, at = :at""")
        .bind("id", id)
        .bind("author", word.author())
        .bind("verdict", word.verdict())
        .bind("note", word.note())
        .bind("at", word.at())
        .execute();
  }

  /** It is no longer open. */
  static void end(Handle tx, UUID id, String state, String by, Instant now) {
    tx.createUpdate(
            """
            update identity.recovery
            set state = :state, ended = :now, ended_by = :by, remind = null where id = :id""")
        .bind("id", id)
        .bind("state", state)
        .bind("by", by)
        .bind("now", now)
        .execute();
  }

  /** Some whose owners are to be written to, or that nobody completed; locked. */
  static List<Recovery> due(Handle tx, Instant now, int most) {
    return tx.createQuery(
            """
            select * from identity.recovery
            where state = 'waiting' and (remind <= :now or expires <= :now)
            order by created limit :most for update skip locked""")
        .bind("now", now)
        .bind("most", most)
        .map((row, context) -> recovery(tx, row))
        .list();
  }

  /** Has the owner be written to then; never again if that is empty. */
  static void remind(Handle tx, UUID id, Optional<Instant> then) {
    tx.createUpdate("update identity.recovery set remind = :then::timestamptz where id = :id")
        .bind("id", id)
        .bind("then", then.orElse(null))
        .execute();
  }

  /** Forgets what was said by those that ended before; how many. */
  static int forget(Handle tx, Instant before) {
    return tx.createUpdate(
            """
            update identity.recovery set statement = null, network = '', agent = ''
            where ended < :before and statement is not null""")
        .bind("before", before)
        .execute();
  }

  private static List<Recovery.Word> words(Handle handle, UUID id) {
    return handle
        .createQuery("select * from identity.recovery_word where recovery = :id order by at")
        .bind("id", id)
        .map(
            (row, context) ->
                new Recovery.Word(
                    row.getString("author"),
                    row.getString("verdict"),
                    row.getString("note"),
                    row.getTimestamp("at").toInstant()))
        .list();
  }

  private static Recovery recovery(Handle handle, ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    return new Recovery(
        id,
        row.getObject("account", UUID.class),
        Optional.ofNullable(row.getString("statement")),
        row.getString("network"),
        row.getString("agent"),
        row.getString("state"),
        row.getTimestamp("created").toInstant(),
        row.getTimestamp("due").toInstant(),
        row.getTimestamp("expires").toInstant(),
        Optional.ofNullable(row.getTimestamp("ended")).map(Timestamp::toInstant),
        words(handle, id));
  }
}
