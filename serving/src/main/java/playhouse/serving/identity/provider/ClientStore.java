package playhouse.serving.identity.provider;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;

/** Clients, in the database. */
final class ClientStore {
  private ClientStore() {}

  /** Puts one down; false if there is, or was, one of that name. */
  static boolean add(Handle tx, Client c, byte @Nullable [] secret) {
    return tx.createUpdate(
                """
                insert into identity.oidc_client (id, title, role, secret, redirects,
                  after_sign_out, told, created)
                values (:id, :title, :is, cast(:secret as bytea), :back, :after, :there, :created)
                on conflict do nothing""")
            .bindMethods(c)
            .bind("is", c.role().map(Role::text).orElse(null))
            .bind("secret", secret)
            .bindArray("back", String.class, c.redirects())
            .bindArray("after", String.class, c.afterSignOut())
            .bind("there", c.told().orElse(null))
            .execute()
        == 1;
  }

  /** One. */
  static Optional<Client> find(Handle handle, String id) {
    return handle
        .createQuery("select * from identity.oidc_client where id = :id and removed is null")
        .bind("id", id)
        .map((row, context) -> client(row))
        .findOne();
  }

  /** What is kept of its secret; empty if it has none. */
  static Optional<byte[]> secret(Handle handle, String id) {
    return handle
        .createQuery(
            "select secret from identity.oidc_client where id = :id and secret is not null")
        .bind("id", id)
        .map((row, context) -> row.getBytes("secret"))
        .findOne();
  }

  /** All of them, by name. */
  static List<Client> all(Handle handle) {
    return handle
        .createQuery("select * from identity.oidc_client where removed is null order by id")
        .map((row, context) -> client(row))
        .list();
  }

  /** Takes one away; false if there is none such. */
  static boolean remove(Handle tx, String id, Instant now) {
    return tx.createUpdate(
                """
                update identity.oidc_client set removed = :now, secret = null
                where id = :id and removed is null""")
            .bind("id", id)
            .bind("now", now)
            .execute()
        == 1;
  }

  private static Client client(ResultSet row) throws SQLException {
    return new Client(
        row.getString("id"),
        row.getString("title"),
        Optional.ofNullable(row.getString("role")).flatMap(Role::of),
        List.of((String[]) row.getArray("redirects").getArray()),
        List.of((String[]) row.getArray("after_sign_out").getArray()),
        Optional.ofNullable(row.getString("told")),
        row.getTimestamp("created").toInstant());
  }
}
