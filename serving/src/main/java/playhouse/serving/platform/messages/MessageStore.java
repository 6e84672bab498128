package playhouse.serving.platform.messages;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Messages in the database. */
final class MessageStore {
  /** Whom it was for and what it said is nobody's business any more. */
  private static final String ERASED = "recipient = null, subject = null, body = null";

  private MessageStore() {}

  /**
   * Puts one down, to be sent now.
   *
   * @param marks of the recipient, and of the block that a number is in
   */
  static void add(
      Handle tx,
      UUID id,
      Message message,
      Marks.Made marks,
      long micros,
      Instant until,
      Instant now) {
    boolean sms = message instanceof Message.Sms;
    tx.createUpdate(
            """
            insert into platform.message values (:id, :kind, :purpose, :to, :country, :subject,
              :text, :recipientMark, :blockMark, 'due', 0, 0, :charged, :micros, '{}', null, null,
              :now, :until, :now)""")
        .bind("id", id)
        .bind("kind", sms ? "sms" : "mail")
        .bind("purpose", message.purpose().text())
        .bind("to", message.to())
        .bind("country", message instanceof Message.Sms text ? text.country() : null)
        .bind("subject", message instanceof Message.Mail mail ? mail.subject() : null)
        .bind("text", message.text())
        .bind("recipientMark", marks.recipient())
        .bind("blockMark", marks.block().orElse(null))
        .bind("charged", sms ? 1 : 0)
        .bind("micros", micros)
        .bind("until", until)
        .bind("now", now)
        .execute();
  }

  /** Has whoever sends to the same wait until this transaction is over. */
  static void lock(Handle tx, long number) {
    tx.createQuery("select 1 from pg_advisory_xact_lock(:number)")
        .bind("number", number)
        .mapTo(Integer.class)
        .one();
  }

  /**
   * How many were put down for a recipient since then.
   *
   * @param marks every mark of theirs
   */
  static long toRecipient(Handle tx, List<byte[]> marks, boolean notices, Instant since) {
    return tx.createQuery(
            """
            select count(*) from platform.message
            where recipient_mark in (<marks>) and created > :since
              and (purpose = 'notice') = :notices""")
        .bindList("marks", marks)
        .bind("notices", notices)
        .bind("since", since)
        .mapTo(Long.class)
        .one();
  }

  /** How many were put down for numbers of a block since then. */
  static long toBlock(Handle tx, List<byte[]> marks, Instant since) {
    return tx.createQuery(
            """
            select count(*) from platform.message
            where block_mark in (<marks>) and created > :since""")
        .bindList("marks", marks)
        .bind("since", since)
        .mapTo(Long.class)
        .one();
  }

  /** Takes some that are due, for so long; those that somebody else let lie count as unknown. */
  static List<Due> claim(Handle tx, Instant now, Duration lease, int most) {
    return tx.createQuery(
            """
            update platform.message set state = 'sending', next_at = :lease, attempt = attempt + 1,
              unknowns = unknowns + (state = 'sending')::int
            where id in (
              select id from platform.message
              where state in ('due', 'sending') and next_at <= :now and until > :now
              order by purpose = 'notice', next_at limit :most for update skip locked)
            returning *""")
        .bind("now", now)
        .bind("lease", now.plus(lease))
        .bind("most", most)
        .map((row, context) -> due(row))
        .list();
  }

  /** Locks one as long as it is that attempt's to say what becomes of it. */
  static boolean mine(Handle tx, Due due) {
    return tx.createQuery(
            """
            select 1 from platform.message
            where id = :id and attempt = :attempt and state = 'sending' for update""")
        .bind("id", due.id())
        .bind("attempt", due.attempt())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /** Puts down that nothing more is to be done, and forgets whom it was for and what it said. */
  static void end(Handle tx, UUID id, String state, String code, List<String> parts) {
    tx.createUpdate(
            "update platform.message set state = :state, code = :code, parts = :parts, "
                + ERASED
                + " where id = :id and state in ('due', 'sending')")
        .bind("id", id)
        .bind("state", state)
        .bind("code", code.isEmpty() ? null : code)
        .bindArray("parts", String.class, parts)
        .execute();
  }

  /** Puts down that it is to be tried again. */
  static void again(Handle tx, Due due, String code, List<String> parts, int unknowns, Instant at) {
    tx.createUpdate(
            """
            update platform.message set state = 'due', code = :code, parts = :parts,
              unknowns = :times, next_at = :at where id = :id""")
        .bind("id", due.id())
        .bind("code", code)
        .bindArray("parts", String.class, parts)
        .bind("times", unknowns)
        .bind("at", at)
        .execute();
  }

  /** How often the cost of one that is being sent was put down. */
  static void charged(Handle tx, UUID id, int times) {
    tx.createUpdate("update platform.message set charged = :times where id = :id")
        .bind("id", id)
        .bind("times", times)
        .execute();
  }

  /** Takes those whose time is over and that nobody is sending; they are to be ended. */
  static List<Due> over(Handle tx, Instant now, int most) {
    return tx.createQuery(
            """
            select * from platform.message
            where until <= :now and (state = 'due' or (state = 'sending' and next_at <= :now))
            limit :most for update skip locked""")
        .bind("now", now)
        .bind("most", most)
        .map((row, context) -> due(row))
        .list();
  }

  /** Puts down what became of a part; a bad end is never taken for a good one again. */
  static boolean receipt(Handle tx, String part, String state) {
    return tx.createUpdate(
                """
                update platform.message set
                  receipt = case when receipt is null or receipt = 'DELIVRD' then :state
                    else receipt end
                where parts @> array[:part]::text[]""")
            .bind("part", part)
            .bind("state", state)
            .execute()
        > 0;
  }

  /** Forgets what is older than that; how much. */
  static int forget(Handle tx, Instant before) {
    return tx.createUpdate(
            """
            delete from platform.message where id in (
              select id from platform.message
              where created < :before and state not in ('due', 'sending') limit 10000)""")
        .bind("before", before)
        .execute();
  }

  private static Due due(ResultSet row) throws SQLException {
    Purpose purpose = Purpose.of(row.getString("purpose"));
    String to = row.getString("recipient");
    String text = row.getString("body");
    Message message =
        row.getString("kind").equals("sms")
            ? new Message.Sms(purpose, to, row.getString("country"), text)
            : new Message.Mail(purpose, to, row.getString("subject"), text);
    return new Due(
        row.getObject("id", UUID.class),
        message,
        row.getInt("attempt"),
        row.getInt("unknowns"),
        row.getInt("charged"),
        row.getLong("cost_micros"),
        List.of((String[]) row.getArray("parts").getArray()),
        row.getTimestamp("created").toInstant());
  }
}
