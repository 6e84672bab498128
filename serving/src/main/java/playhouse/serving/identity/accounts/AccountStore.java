package playhouse.serving.identity.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Accounts, addresses and what was agreed to, in the database. */
final class AccountStore {
  private AccountStore() {}

  /** Puts a new one down. */
  static void begin(Handle tx, Account a) {
    tx.createUpdate(
            """
            insert into identity.account (id, person, password, language, created)
            values (:id, :person, :password, :language, :created)""")
        .bind("id", a.id())
        .bind("person", a.person())
        .bind("password", a.password().orElse(null))
        .bind("language", a.language())
        .bind("created", a.created())
        .execute();
  }

  /** Has an account be reached there, in place of where it was; false if others are. */
  static boolean reach(Handle tx, UUID account, Address address, Instant now) {
    tx.createUpdate("delete from identity.address where account = :account and kind = :kind")
        .bind("account", account)
        .bind("kind", address.kind().text())
        .execute();
    return tx.createUpdate(
                """
                insert into identity.address values (:kind, :value, :account, :now)
                on conflict (kind, value) do nothing""")
            .bind("kind", address.kind().text())
            .bind("value", address.value())
            .bind("account", account)
            .bind("now", now)
            .execute()
        == 1;
  }

  /** The one that is reached there and is open. */
  static Optional<Account> at(Handle handle, Address address) {
    return one(
        handle,
        handle
            .createQuery(
                """
                select * from identity.account where closed is null and id =
                  (select account from identity.address where kind = :kind and value = :value)""")
            .bind("kind", address.kind().text())
            .bind("value", address.value()));
  }

  /** One. */
  static Optional<Account> find(Handle handle, UUID id) {
    return one(
        handle, handle.createQuery("select * from identity.account where id = :id").bind("id", id));
  }

  /** The open one whose owner is that person. */
  static Optional<Account> of(Handle handle, UUID person) {
    return one(
        handle,
        handle
            .createQuery("select * from identity.account where person = :person and closed is null")
            .bind("person", person));
  }

  /** One, locked. */
  static Optional<Account> locked(Handle tx, UUID id) {
    return one(
        tx,
        tx.createQuery("select * from identity.account where id = :id for update").bind("id", id));
  }

  /** Sets the password. */
  static void password(Handle tx, UUID id, String hash) {
    tx.createUpdate("update identity.account set password = :hash where id = :id")
        .bind("hash", hash)
        .bind("id", id)
        .execute();
  }

  /** Closes one: nothing is left that names its owner or lets anybody in. */
  static void close(Handle tx, UUID id, Instant now) {
    tx.createUpdate("update identity.account set closed = :now, password = null where id = :id")
        .bind("now", now)
        .bind("id", id)
        .execute();
    for (String leftover :
        List.of(
            "delete from identity.address where account = :id",
            "update identity.profile set name = '-', pin = null, removed = coalesce(removed, created)"
                + " where account = :id",
            "update identity.device set name = '', removed = coalesce(removed, seen)"
                + " where account = :id",
            "update identity.session set network = '', agent = '' where account = :id",
            "delete from identity.half_sign_in where account = :id",
            "delete from identity.passkey where account = :id",
            "delete from identity.ceremony where account = :id")) {
      tx.createUpdate(leftover).bind("id", id).execute();
    }
  }

  /** What is to be agreed to now. */
  static List<Document> documents(Handle handle, String language, Instant now) {
    return handle
        .createQuery(
            """
            select distinct on (kind) kind, version,
              case when :language = 'zh' then title_zh else title_en end as title
            from identity.document where in_force <= :now order by kind, in_force desc""")
        .bind("language", language)
        .bind("now", now)
        .map(
            (row, context) ->
                new Document(
                    row.getString("kind"), row.getString("version"), row.getString("title")))
        .list();
  }

  /** Which versions an account has agreed to, as {@code kind/version}. */
  static List<String> accepted(Handle handle, UUID account) {
    return handle
        .createQuery(
            "select kind || '/' || version from identity.acceptance where account = :account")
        .bind("account", account)
        .mapTo(String.class)
        .list();
  }

  /** Puts down that an account's owner agreed. */
  static void accept(Handle tx, UUID account, Document document, Instant now) {
    tx.createUpdate(
            """
            insert into identity.acceptance values (:account, :kind, :version, :now)
            on conflict do nothing""")
        .bind("account", account)
        .bind("kind", document.kind())
        .bind("version", document.version())
        .bind("now", now)
        .execute();
  }

  private static Optional<Account> one(Handle handle, Query query) {
    return query.map((row, context) -> account(handle, row)).findOne();
  }

  private static Account account(Handle handle, ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    return new Account(
        id,
        row.getObject("person", UUID.class),
        Optional.ofNullable(row.getString("password")),
        row.getString("language"),
        row.getTimestamp("created").toInstant(),
        Optional.ofNullable(row.getTimestamp("closed")).map(java.sql.Timestamp::toInstant),
        addresses(handle, id));
  }

  private static List<Address> addresses(Handle handle, UUID account) {
    return handle
        .createQuery(
            "select kind, value from identity.address where account = :account order by kind")
        .bind("account", account)
        .map((row, context) -> Address.kept(row.getString("kind"), row.getString("value")))
        .list();
  }
}
