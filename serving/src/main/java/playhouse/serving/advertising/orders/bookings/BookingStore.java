package playhouse.serving.advertising.orders.bookings;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.platform.Json;

/** Orders and line items in the database. */
public final class BookingStore {
  private BookingStore() {}

  static Order add(Handle tx, Order fresh) {
    return tx.createQuery(
            """
            insert into advertising.ad_order (id, advertiser, name, reference, currency, created)
            values (:id, :advertiser, :name, :reference, :currency, :created) returning *""")
        .bindMethods(fresh)
        .map((row, context) -> order(row))
        .one();
  }

  /** An order. */
  public static Optional<Order> order(Handle handle, UUID id) {
    return handle
        .createQuery("select * from advertising.ad_order where id = :id")
        .bind("id", id)
        .map((row, context) -> order(row))
        .findOne();
  }

  /** Orders of somebody, or all; the newest first. */
  static List<Order> orders(Handle handle, Optional<String> owner, long before, int most) {
    return handle
        .createQuery(
            """
            select o.* from advertising.ad_order o
            join advertising.advertiser a on a.id = o.advertiser
            where o.number < :before and (:owner is null or a.owner = :owner)
            order by o.number desc limit :most""")
        .bind("before", before)
        .bindByType("owner", owner.orElse(null), String.class)
        .bind("most", most)
        .map((row, context) -> order(row))
        .list();
  }

  static Booking add(Handle tx, UUID id, Order order, Terms terms) {
    return tx.createQuery(
            """
            insert into advertising.line_item (id, ad_order, advertiser, terms, ends, state)
            values (:id, :order, :advertiser, cast(:terms as jsonb), :ends, 'active')
            returning *""")
        .bind("id", id)
        .bind("order", order.id())
        .bind("advertiser", order.advertiser())
        .bind("terms", Json.text(terms))
        .bind("ends", terms.ends())
        .map((row, context) -> booking(row))
        .one();
  }

  static Booking change(Handle tx, UUID id, Terms terms) {
    return tx.createQuery(
            """
            update advertising.line_item set terms = cast(:terms as jsonb), ends = :ends,
              version = version + 1, changed = now()
            where id = :id returning *""")
        .bind("id", id)
        .bind("terms", Json.text(terms))
        .bind("ends", terms.ends())
        .map((row, context) -> booking(row))
        .one();
  }

  static Booking change(Handle tx, UUID id, String state) {
    return tx.createQuery(
            """
            update advertising.line_item set state = :state, version = version + 1, changed = now()
            where id = :id returning *""")
        .bind("id", id)
        .bind("state", state)
        .map((row, context) -> booking(row))
        .one();
  }

  static Optional<Booking> find(Handle handle, UUID id) {
    return handle
        .createQuery("select * from advertising.line_item where id = :id")
        .bind("id", id)
        .map((row, context) -> booking(row))
        .findOne();
  }

  static Optional<Booking> lock(Handle tx, UUID id) {
    return tx.createQuery("select * from advertising.line_item where id = :id for update")
        .bind("id", id)
        .map((row, context) -> booking(row))
        .findOne();
  }

  /** Line items of somebody, or all, of an order or any; the newest first. */
  static List<Booking> all(
      Handle handle, Optional<String> owner, Optional<UUID> order, long before, int most) {
    return handle
        .createQuery(
            """
            select l.* from advertising.line_item l
            join advertising.advertiser a on a.id = l.advertiser
            where l.number < :before and (:owner is null or a.owner = :owner)
              and (cast(:order as uuid) is null or l.ad_order = cast(:order as uuid))
            order by l.number desc limit :most""")
        .bind("before", before)
        .bindByType("owner", owner.orElse(null), String.class)
        .bindByType("order", order.orElse(null), UUID.class)
        .bind("most", most)
        .map((row, context) -> booking(row))
        .list();
  }

  /** Line items of orders. */
  public static List<Booking> of(Handle handle, List<UUID> orders) {
    return handle
        .createQuery(
            """
            select * from advertising.line_item where ad_order = any(:orders) order by number""")
        .bindArray("orders", UUID.class, orders)
        .map((row, context) -> booking(row))
        .list();
  }

  /** Those that changed since then; or all that may still run. */
  public static List<Booking> since(Handle handle, Optional<Instant> since) {
    return handle
        .createQuery(
            """
            select * from advertising.line_item
            where case when cast(:since as timestamptz) is null
              then state <> 'ended' else changed > :since end""")
        .bindByType("since", since.orElse(null), Instant.class)
        .map((row, context) -> booking(row))
        .list();
  }

  /** Ends those whose time was over before then; how many. */
  public static int end(Handle tx, Instant before, int most) {
    return tx.createUpdate(
            """
            update advertising.line_item set state = 'ended', version = version + 1, changed = now()
            where id in (
              select id from advertising.line_item
              where state <> 'ended' and ends < :before order by id limit :most
              for update skip locked)""")
        .bind("before", before)
        .bind("most", most)
        .execute();
  }

  private static Order order(ResultSet row) throws SQLException {
    return new Order(
        row.getObject("id", UUID.class),
        row.getLong("number"),
        row.getObject("advertiser", UUID.class),
        row.getString("name"),
        row.getString("reference"),
        row.getString("currency"),
        row.getTimestamp("created").toInstant());
  }

  private static Booking booking(ResultSet row) throws SQLException {
    return new Booking(
        row.getObject("id", UUID.class),
        row.getLong("number"),
        row.getObject("ad_order", UUID.class),
        row.getObject("advertiser", UUID.class),
        Json.read(row.getString("terms"), new TypeReference<Terms>() {}),
        row.getString("state"),
        row.getInt("version"));
  }
}
