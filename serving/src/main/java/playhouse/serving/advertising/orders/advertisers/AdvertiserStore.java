package playhouse.serving.advertising.orders.advertisers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Advertisers in the database. */
public final class AdvertiserStore {
  private AdvertiserStore() {}

  static Advertiser add(Handle tx, Advertiser fresh) {
    return tx.createQuery(
            """
            insert into advertising.advertiser
              (id, owner, name, domain, country, evidence, valid_until, state, created)
            values (:id, :owner, :name, :domain, :country, :evidence, :validUntil, :state, :created)
            returning *""")
        .bindMethods(fresh)
        .map((row, context) -> advertiser(row))
        .one();
  }

  /** What they say of themselves is another thing now: it is looked at anew. */
  static Advertiser change(Handle tx, Advertiser next) {
    return tx.createQuery(
            """
            update advertising.advertiser set name = :name, domain = :domain, country = :country,
              evidence = :evidence, valid_until = :validUntil, state = 'submitted', reason = '',
              version = version + 1, changed = now()
            where id = :id returning *""")
        .bindMethods(next)
        .map((row, context) -> advertiser(row))
        .one();
  }

  /** Somebody decided. */
  public static void decide(Handle tx, UUID id, String state, String reason) {
    tx.createUpdate(
            """
            update advertising.advertiser set state = :state, reason = :reason, changed = now()
            where id = :id""")
        .bind("id", id)
        .bind("state", state)
        .bind("reason", reason)
        .execute();
  }

  /** One of them. */
  public static Optional<Advertiser> find(Handle handle, UUID id) {
    return handle
        .createQuery("select * from advertising.advertiser where id = :id")
        .bind("id", id)
        .map((row, context) -> advertiser(row))
        .findOne();
  }

  /** The same, locked. */
  public static Optional<Advertiser> lock(Handle tx, UUID id) {
    return tx.createQuery("select * from advertising.advertiser where id = :id for update")
        .bind("id", id)
        .map((row, context) -> advertiser(row))
        .findOne();
  }

  /** Those of somebody, or all; the newest first. */
  static List<Advertiser> of(Handle handle, Optional<String> owner, long before, int most) {
    return handle
        .createQuery(
            """
            select * from advertising.advertiser
            where number < :before and (:owner is null or owner = :owner)
            order by number desc limit :most""")
        .bind("before", before)
        .bindByType("owner", owner.orElse(null), String.class)
        .bind("most", most)
        .map((row, context) -> advertiser(row))
        .list();
  }

  /** Those that nobody has decided of, the oldest first. */
  public static List<Advertiser> waiting(Handle handle, int most) {
    return handle
        .createQuery(
            """
            select * from advertising.advertiser where state = 'submitted'
            order by changed, number limit :most""")
        .bind("most", most)
        .map((row, context) -> advertiser(row))
        .list();
  }

  /** Those that changed since then; or all. */
  public static List<Advertiser> since(Handle handle, Optional<Instant> since) {
    return handle
        .createQuery(
            """
            select * from advertising.advertiser
            where cast(:since as timestamptz) is null or changed > :since""")
        .bindByType("since", since.orElse(null), Instant.class)
        .map((row, context) -> advertiser(row))
        .list();
  }

  private static Advertiser advertiser(ResultSet row) throws SQLException {
    return new Advertiser(
        row.getObject("id", UUID.class),
        row.getLong("number"),
        row.getString("owner"),
        row.getString("name"),
        row.getString("domain"),
        row.getString("country"),
        row.getString("evidence"),
        row.getObject("valid_until", LocalDate.class),
        row.getString("state"),
        row.getString("reason"),
        row.getInt("version"),
        row.getTimestamp("created").toInstant());
  }
}
