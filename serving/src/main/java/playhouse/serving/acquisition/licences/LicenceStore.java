package playhouse.serving.acquisition.licences;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Licences, used challenges and sealed keys in the database. */
final class LicenceStore {
  private static final String SELECT = "select l.* from acquisition.licence l ";

  private LicenceStore() {}

  /** A key as it lies there, as Base64 for URLs without padding. */
  record Sealed(UUID kid, String title, int height, String sealed) {}

  static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static byte[] bytes(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  /** Puts a key down, unless there is one of that id. */
  static void add(Handle tx, Sealed key, String who, Instant now) {
    tx.createUpdate(
            """
            insert into acquisition.content_key (kid, title, height, sealed, who, made)
            values (:kid, :title, :height, :sealed, :who, :now) on conflict do nothing""")
        .bind("kid", ContentKeys.bytes(key.kid()))
        .bind("title", key.title())
        .bind("height", key.height())
        .bind("sealed", bytes(key.sealed()))
        .bind("who", who)
        .bind("now", now)
        .execute();
  }

  static Optional<Sealed> sealed(Handle handle, UUID kid) {
    return handle
        .createQuery("select * from acquisition.content_key where kid = :kid")
        .bind("kid", ContentKeys.bytes(kid))
        .map((row, context) -> key(row))
        .findOne();
  }

  static List<Sealed> sealed(Handle handle, String title) {
    return handle
        .createQuery(
            "select * from acquisition.content_key where title = :title order by made limit 200")
        .bind("title", title)
        .map((row, context) -> key(row))
        .list();
  }

  private static Sealed key(ResultSet row) throws SQLException {
    return new Sealed(
        ContentKeys.uuid(row.getBytes("kid")),
        row.getString("title"),
        row.getInt("height"),
        text(row.getBytes("sealed")));
  }

  /** Uses a challenge; false if it was used before. */
  static boolean use(Handle tx, byte[] hash, Instant now) {
    return tx.createUpdate(
                """
                insert into acquisition.licence_challenge (hash, used) values (:hash, :now)
                on conflict do nothing""")
            .bind("hash", hash)
            .bind("now", now)
            .execute()
        == 1;
  }

  static int forgetUsed(Handle tx, Instant before, int most) {
    return tx.createUpdate(
            """
            delete from acquisition.licence_challenge where ctid = any(array(
              select ctid from acquisition.licence_challenge where used < :before limit :most))""")
        .bind("before", before)
        .bind("most", most)
        .execute();
  }

  static int forget(Handle tx, Instant before, int most) {
    return tx.createUpdate(
            """
            delete from acquisition.licence where ctid = any(array(
              select ctid from acquisition.licence where expires < :before limit :most))""")
        .bind("before", before)
        .bind("most", most)
        .execute();
  }

  /** Puts one down, new or as it stands now. */
  static void put(Handle tx, Licence licence) {
    tx.createUpdate(
            """
            insert into acquisition.licence (id, person, session, title, play, territory, device,
              height, issued, expires, renewals, rights_version, over, why)
            values (:id, :person, :in::uuid, :title, :play, :there, :on, :height, :issued, :expires,
              :renewals, :rightsVersion, :ended::timestamptz, :reason)
            on conflict (id) do update set expires = excluded.expires,
              renewals = excluded.renewals, rights_version = excluded.rights_version,
              over = excluded.over, why = excluded.why""")
        .bindMethods(licence)
        .bindByType("in", licence.session().orElse(null), UUID.class)
        .bindByType("there", licence.territory().orElse(null), String.class)
        .bindByType("on", licence.device().orElse(null), String.class)
        .bindByType("ended", licence.over().orElse(null), Instant.class)
        .bindByType("reason", licence.why().orElse(null), String.class)
        .execute();
  }

  static Optional<Licence> find(Handle handle, UUID id) {
    return one(handle.createQuery(SELECT + "where id = :id").bind("id", id));
  }

  static Optional<Licence> locked(Handle tx, UUID id) {
    return one(tx.createQuery(SELECT + "where id = :id for update").bind("id", id));
  }

  /** Open ones of titles of which a grant has changed since they were judged, locked. */
  static List<Licence> toJudge(Handle tx, Instant now, int most) {
    return tx.createQuery(
            SELECT
                + """
                where over is null and expires > :now
                  and exists (select from acquisition.rights_grant g
                    where g.title = l.title and g.version > l.rights_version)
                limit :most for update skip locked""")
        .bind("now", now)
        .bind("most", most)
        .map((row, context) -> licence(row))
        .list();
  }

  private static Optional<Licence> one(Query query) {
    return query.map((row, context) -> licence(row)).findOne();
  }

  private static Licence licence(ResultSet row) throws SQLException {
    return new Licence(
        row.getObject("id", UUID.class),
        row.getObject("person", UUID.class),
        Optional.ofNullable(row.getObject("session", UUID.class)),
        row.getString("title"),
        row.getString("play"),
        Optional.ofNullable(row.getString("territory")),
        Optional.ofNullable(row.getString("device")),
        row.getInt("height"),
        row.getTimestamp("issued").toInstant(),
        row.getTimestamp("expires").toInstant(),
        row.getInt("renewals"),
        row.getLong("rights_version"),
        Optional.ofNullable(row.getTimestamp("over")).map(Timestamp::toInstant),
        Optional.ofNullable(row.getString("why")));
  }
}
