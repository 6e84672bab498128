package playhouse.serving.identity.risk.appeals;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Appeals in the database. */
final class AppealStore {
  private static final String SELECT =
      """
      select a.*, s.score, s.reasons from identity.sign_up_appeal a
      join identity.judged_sign_up s on s.id = a.sign_up
      """;

  private AppealStore() {}

  /** A judgement that somebody may appeal against. */
  record Refused(UUID judgement, UUID account) {}

  /** The one of that id, if it refused or held up whoever has that address. */
  static Optional<Refused> refused(Handle tx, UUID judgement, byte[] address) {
    return tx.createQuery(
            """
            select id, account from identity.judged_sign_up
            where id = :id and address_mark = :address and decision <> 'allow' for update""")
        .bind("id", judgement)
        .bind("address", address)
        .map(
            (row, context) ->
                new Refused(row.getObject("id", UUID.class), row.getObject("account", UUID.class)))
        .findOne();
  }

  /** Against that judgement. */
  static Optional<Appeal> against(Handle tx, UUID judgement) {
    return tx.createQuery(SELECT + "where a.sign_up = :judgement")
        .bind("judgement", judgement)
        .map((row, context) -> appeal(row))
        .findOne();
  }

  /** How many there were for an address, or from a network, since then. */
  static long since(Handle tx, String mark, byte[] value, Instant since) {
    return tx.createQuery(
            "select count(*) from identity.sign_up_appeal where <mark> = :value and created > :since")
        .define("mark", mark.equals("net") ? "net_mark" : "address_mark")
        .bind("value", value)
        .bind("since", since)
        .mapTo(Long.class)
        .one();
  }

  static void add(
      Handle tx,
      UUID id,
      Refused refused,
      byte[] address,
      Optional<byte[]> net,
      String statement,
      Instant now) {
    tx.createUpdate(
            """
            insert into identity.sign_up_appeal values (:id, :judgement, :account, :address, :net,
              :statement, 'open', :now)""")
        .bind("id", id)
        .bind("judgement", refused.judgement())
        .bind("account", refused.account())
        .bind("address", address)
        .bind("net", net.orElse(null))
        .bind("statement", statement)
        .bind("now", now)
        .execute();
  }

  static Optional<Appeal> find(Handle handle, UUID id) {
    return handle
        .createQuery(SELECT + "where a.id = :id")
        .bind("id", id)
        .map((row, context) -> appeal(row))
        .findOne();
  }

  static Optional<Appeal> locked(Handle tx, UUID id) {
    return tx.createQuery(SELECT + "where a.id = :id for update of a")
        .bind("id", id)
        .map((row, context) -> appeal(row))
        .findOne();
  }

  /** The mark of whose it is. */
  static byte[] address(Handle tx, UUID id) {
    return tx.createQuery("select address_mark from identity.sign_up_appeal where id = :id")
        .bind("id", id)
        .mapTo(byte[].class)
        .one();
  }

  /** Those in a state, the oldest first. */
  static List<Appeal> all(Handle handle, String state, int most) {
    return handle
        .createQuery(SELECT + "where a.state = :state order by a.created, a.id limit :most")
        .bind("state", state)
        .bind("most", most)
        .map((row, context) -> appeal(row))
        .list();
  }

  static void decide(Handle tx, UUID id, String state, String author, String note, Instant now) {
    tx.createUpdate(
            """
            update identity.sign_up_appeal
            set state = :state, author = :author, note = :note, decided = :now where id = :id""")
        .bind("id", id)
        .bind("state", state)
        .bind("author", author)
        .bind("note", note)
        .bind("now", now)
        .execute();
  }

  /** Forgets what was said in those that were decided before; how many. */
  static int forget(Handle tx, Instant before) {
    return tx.createUpdate(
            """
            update identity.sign_up_appeal set statement = null
            where decided < :before and statement is not null""")
        .bind("before", before)
        .execute();
  }

  private static Appeal appeal(ResultSet row) throws SQLException {
    return new Appeal(
        row.getObject("id", UUID.class),
        row.getObject("sign_up", UUID.class),
        row.getObject("account", UUID.class),
        Optional.ofNullable(row.getString("statement")),
        row.getString("state"),
        row.getDouble("score"),
        row.getString("reasons"),
        row.getTimestamp("created").toInstant(),
        Optional.ofNullable(row.getTimestamp("decided")).map(Timestamp::toInstant),
        Optional.ofNullable(row.getString("author")),
        Optional.ofNullable(row.getString("note")));
  }
}
