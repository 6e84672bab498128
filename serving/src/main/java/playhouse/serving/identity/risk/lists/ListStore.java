package playhouse.serving.identity.risk.lists;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The lists, in the database. */
public final class ListStore {
  private ListStore() {}

  /** All that is said of a sign-up's address, device, domain and network. */
  public static List<Listed> matching(
      Handle tx,
      byte[] address,
      Optional<byte[]> device,
      Optional<String> domain,
      Optional<String> net,
      Instant now) {
    return tx.createQuery(
            """
            select * from identity.sign_up_list
            where (until is null or until > :now) and (
              (kind = 'address' and mark = :address)
              or (kind = 'device' and mark = :device)
              or (kind = 'domain' and (value = :domain or :domain like '%.' || value))
              or (case when kind = 'net' then value::cidr >>= :net::cidr end))""")
        .bind("now", now)
        .bind("address", address)
        .bind("device", device.orElse(null))
        .bind("domain", domain.orElse(null))
        .bind("net", net.orElse(null))
        .map((row, context) -> listed(row))
        .list();
  }

  /** Puts an address on the list of those who are let in. */
  public static void allow(
      Handle tx, byte[] address, String reason, String author, Instant until, Instant now) {
    put(
        tx,
        new Listed(
            UUID.randomUUID(),
            "allow",
            "address",
            Optional.empty(),
            reason,
            author,
            Optional.of(until),
            now),
        Optional.of(address));
  }

  /** Puts an entry down, in the place of one for the same thing; it is told as it stands then. */
  static Listed put(Handle tx, Listed entry, Optional<byte[]> mark) {
    String place = mark.isPresent() ? "(kind, mark) where mark" : "(kind, value) where value";
    return tx.createQuery(
            """
            insert into identity.sign_up_list
            values (:id, :verdict, :kind, :text, :mark, :reason, :author, :over, :created)
            on conflict <place> is not null do update
            set verdict = excluded.verdict, reason = excluded.reason, author = excluded.author,
              until = excluded.until
            returning *""")
        .define("place", place)
        .bindMethods(entry)
        .bind("text", entry.value().orElse(null))
        .bind("mark", mark.orElse(null))
        .bind("over", entry.until().orElse(null))
        .map((row, context) -> listed(row))
        .one();
  }

  static Optional<Listed> find(Handle handle, UUID id) {
    return handle
        .createQuery("select * from identity.sign_up_list where id = :id")
        .bind("id", id)
        .map((row, context) -> listed(row))
        .findOne();
  }

  /** Changes what is said of something; false if there is no such entry. */
  static boolean change(Handle tx, UUID id, Listed to) {
    return tx.createUpdate(
                """
                update identity.sign_up_list
                set verdict = :verdict, reason = :reason, author = :author, until = :over
                where id = :entry""")
            .bindMethods(to)
            .bind("over", to.until().orElse(null))
            .bind("entry", id)
            .execute()
        == 1;
  }

  static boolean remove(Handle tx, UUID id) {
    return tx.createUpdate("delete from identity.sign_up_list where id = :id")
            .bind("id", id)
            .execute()
        == 1;
  }

  /** The newest first. */
  static List<Listed> all(Handle handle, Optional<String> kind, int most) {
    return handle
        .createQuery(
            """
            select * from identity.sign_up_list where (:kind::text is null or kind = :kind)
            order by created desc, id limit :most""")
        .bind("kind", kind.orElse(null))
        .bind("most", most)
        .map((row, context) -> listed(row))
        .list();
  }

  /** Takes those off whose time is over; how many. */
  public static int forget(Handle tx, Instant now) {
    return tx.createUpdate("delete from identity.sign_up_list where until < :now")
        .bind("now", now)
        .execute();
  }

  private static Listed listed(ResultSet row) throws SQLException {
    return new Listed(
        row.getObject("id", UUID.class),
        row.getString("verdict"),
        row.getString("kind"),
        Optional.ofNullable(row.getString("value")),
        row.getString("reason"),
        row.getString("author"),
        Optional.ofNullable(row.getTimestamp("until")).map(Timestamp::toInstant),
        row.getTimestamp("created").toInstant());
  }
}
