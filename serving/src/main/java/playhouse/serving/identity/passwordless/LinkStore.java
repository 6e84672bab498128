package playhouse.serving.identity.passwordless;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Address;

/** Links that were sent, in the database. */
final class LinkStore {
  private LinkStore() {}

  /** One that is good. */
  record Link(UUID id, Address address, String next) {}

  /** One that was sent to that account's owner and led nowhere. */
  record Unused(UUID id, UUID account) {}

  /** Puts one down. */
  static void begin(Handle tx, Link link, byte[] hash, Instant now, Instant expires) {
    tx.createUpdate(
            """
            insert into identity.link
            values (:id, :hash, :kind, :value, :next, :now, :expires, null, null)""")
        .bind("id", link.id())
        .bind("hash", hash)
        .bind("kind", link.address().kind().text())
        .bind("value", link.address().value())
        .bind("next", link.next())
        .bind("now", now)
        .bind("expires", expires)
        .execute();
  }

  /** How many were asked for an address since then. */
  static int since(Handle tx, Address address, Instant since) {
    return tx.createQuery(
            """
            select count(*) from identity.link
            where address = :value and address_kind = :kind and created > :since""")
        .bind("value", address.value())
        .bind("kind", address.kind().text())
        .bind("since", since)
        .mapTo(Integer.class)
        .one();
  }

  /** Puts down whom one was sent to. */
  static void sent(Handle tx, UUID id, UUID account) {
    tx.createUpdate("update identity.link set account = :account where id = :id")
        .bind("account", account)
        .bind("id", id)
        .execute();
  }

  /** The one that is borne so, if it is good still, locked. */
  static Optional<Link> locked(Handle tx, byte[] hash, Instant now) {
    return tx.createQuery(
            """
            select * from identity.link
            where hash = :hash and used is null and expires > :now for update""")
        .bind("hash", hash)
        .bind("now", now)
        .map(
            (row, context) ->
                new Link(
                    row.getObject("id", UUID.class),
                    Address.kept(row.getString("address_kind"), row.getString("address")),
                    row.getString("next")))
        .findOne();
  }

  /** Puts down that one was used: it is good no longer, and with it all others to that address. */
  static void used(Handle tx, Link link, Instant now) {
    tx.createUpdate(
            """
            update identity.link set used = :now
            where address_kind = :kind and address = :value and used is null""")
        .bind("now", now)
        .bind("kind", link.address().kind().text())
        .bind("value", link.address().value())
        .execute();
  }

  /** Takes away some that ended before that; those that were sent and led nowhere are told. */
  static List<Unused> forget(Handle tx, Instant before, int most) {
    return tx.createQuery(
            """
            with gone as (
              delete from identity.link where id = any(array(
                select id from identity.link where expires < :before limit :most
                for update skip locked))
              returning *)
            select id, account from gone where used is null and account is not null""")
        .bind("before", before)
        .bind("most", most)
        .map(
            (row, context) ->
                new Unused(row.getObject("id", UUID.class), row.getObject("account", UUID.class)))
        .list();
  }
}
