package playhouse.serving.identity.accounts;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Accounts, addresses and what was agreed to, in the database. */
final class AccountStore {
  /** With where its owner is reached, at once: every sign-in asks. */
  private static final String FIELDS =
      """
      a.*,
        array(select kind from identity.address where account = a.id order by kind) as kinds,
        array(select value from identity.address where account = a.id order by kind) as values
      """;

  private static final String SELECT = "select " + FIELDS + "from identity.account a\n";

  private static final String IN_FORCE =
      """
      select d.kind, d.version, case when :language = 'zh' then title_zh else title_en end as title
      from (select distinct on (kind) * from identity.document
        where in_force <= :now order by kind, in_force desc) d
      """;

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
        handle
            .createQuery(
                SELECT
                    + """
                    where a.closed is null and a.id =
                      (select account from identity.address where kind = :kind and value = :value)""")
            .bind("kind", address.kind().text())
            .bind("value", address.value()));
  }

  /** One. */
  static Optional<Account> find(Handle handle, UUID id) {
    return one(handle.createQuery(SELECT + "where a.id = :id").bind("id", id));
  }

  /** The open one whose owner is that person. */
  static Optional<Account> of(Handle handle, UUID person) {
    return one(
        handle
            .createQuery(SELECT + "where a.person = :person and a.closed is null")
            .bind("person", person));
  }

  /** One, locked. */
  static Optional<Account> locked(Handle tx, UUID id) {
    return one(tx.createQuery(SELECT + "where a.id = :id for update of a").bind("id", id));
  }

  /** One, locked, with what its owner has not agreed to yet, in one question. */
  static Optional<Accounts.Entering> entering(Handle tx, UUID id, Instant now) {
    return tx.createQuery(
            "select "
                + FIELDS
                + """
                , (select array_agg(array[d.kind, d.version,
                      case when a.language = 'zh' then d.title_zh else d.title_en end]
                      order by d.kind)
                    from (select distinct on (kind) * from identity.document
                      where in_force <= :now order by kind, in_force desc) d
                    where not exists (select 1 from identity.acceptance y
                      where y.account = a.id and y.kind = d.kind and y.version = d.version)) as open
                from identity.account a where a.id = :id for update of a""")
        .bind("id", id)
        .bind("now", now)
        .map((row, context) -> new Accounts.Entering(account(row), open(row)))
        .findOne();
  }

  private static List<Document> open(ResultSet row) throws SQLException {
    Array open = row.getArray("open");
    return open == null
        ? List.of()
        : Stream.of((String[][]) open.getArray())
            .map(each -> new Document(each[0], each[1], each[2]))
            .toList();
  }

  /** Sets the password. */
  static void password(Handle tx, UUID id, String hash) {
    tx.createUpdate("update identity.account set password = :hash where id = :id")
        .bind("hash", hash)
        .bind("id", id)
        .execute();
  }

  /** Since when what lets in is to be looked at. */
  static Optional<Instant> review(Handle handle, UUID id) {
    return handle
        .createQuery("select review from identity.account where id = :id and review is not null")
        .bind("id", id)
        .map((row, context) -> row.getTimestamp("review").toInstant())
        .findOne();
  }

  /** Sets that. */
  static void review(Handle tx, UUID id, Optional<Instant> since) {
    tx.createUpdate("update identity.account set review = :since where id = :id")
        .bindByType("since", since.orElse(null), Instant.class)
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
    return documents(handle.createQuery(IN_FORCE + "order by kind"), language, now);
  }

  private static List<Document> documents(Query query, String language, Instant now) {
    return query
        .bind("language", language)
        .bind("now", now)
        .map(
            (row, context) ->
                new Document(
                    row.getString("kind"), row.getString("version"), row.getString("title")))
        .list();
  }

  /** What is to be agreed to now and an account's owner has not agreed to. */
  static List<Document> open(Handle handle, UUID account, String language, Instant now) {
    return documents(
        handle
            .createQuery(
                IN_FORCE
                    + """
                where not exists (select 1 from identity.acceptance a
                  where a.account = :account and a.kind = d.kind and a.version = d.version)
                order by kind""")
            .bind("account", account),
        language,
        now);
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

  private static Optional<Account> one(Query query) {
    return query.map((row, context) -> account(row)).findOne();
  }

  private static Account account(ResultSet row) throws SQLException {
    return new Account(
        row.getObject("id", UUID.class),
        row.getObject("person", UUID.class),
        Optional.ofNullable(row.getString("password")),
        row.getString("language"),
        row.getTimestamp("created").toInstant(),
        Optional.ofNullable(row.getTimestamp("closed")).map(java.sql.Timestamp::toInstant),
        addresses(row));
  }

  private static List<Address> addresses(ResultSet row) throws SQLException {
    String[] kinds = (String[]) row.getArray("kinds").getArray();
    String[] values = (String[]) row.getArray("values").getArray();
    List<Address> all = new ArrayList<>();
    for (int i = 0; i < kinds.length; i++) {
      all.add(Address.kept(kinds[i], values[i]));
    }
    return List.copyOf(all);
  }
}
