package playhouse.serving.identity.risk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The versions of the rules, in the database. */
final class RuleSetStore {
  private RuleSetStore() {}

  /** A version as it is told. */
  record Row(int version, String mode, String body, String author, Instant since) {}

  /** Those that judge, the newest first. */
  static List<RuleSet> judging(Handle handle) {
    return handle
        .createQuery("select * from identity.sign_up_rules where mode <> 'retired'")
        .map((row, context) -> row(row))
        .stream()
        .map(row -> RuleSet.of(row.version(), row.mode().equals("shadow"), row.body()))
        .toList();
  }

  /** All, the newest first. */
  static List<Row> all(Handle handle) {
    return handle
        .createQuery("select * from identity.sign_up_rules order by version desc limit 100")
        .map((row, context) -> row(row))
        .list();
  }

  static Optional<Row> locked(Handle tx, int version) {
    return tx.createQuery(
            "select * from identity.sign_up_rules where version = :version for update")
        .bind("version", version)
        .map((row, context) -> row(row))
        .findOne();
  }

  /** Adds one, in shadow mode; its version. */
  static int add(Handle tx, String body, String author, Instant now) {
    tx.execute("lock table identity.sign_up_rules in share row exclusive mode");
    return tx.createQuery(
            """
            insert into identity.sign_up_rules
            select coalesce(max(version), 0) + 1, 'shadow', :body::jsonb, :author, :now
            from identity.sign_up_rules returning version""")
        .bind("body", body)
        .bind("author", author)
        .bind("now", now)
        .mapTo(Integer.class)
        .one();
  }

  /** Sets what is done with one; the one that was live goes back to the shadow. */
  static void mode(Handle tx, int version, String mode, Instant now) {
    tx.execute("lock table identity.sign_up_rules in share row exclusive mode");
    if (mode.equals("live")) {
      tx.createUpdate(
              """
              update identity.sign_up_rules set mode = 'shadow', since = :now
              where mode = 'live' and version <> :version""")
          .bind("now", now)
          .bind("version", version)
          .execute();
    }
    tx.createUpdate(
            "update identity.sign_up_rules set mode = :mode, since = :now where version = :version")
        .bind("mode", mode)
        .bind("now", now)
        .bind("version", version)
        .execute();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getInt("version"),
        row.getString("mode"),
        row.getString("body"),
        row.getString("author"),
        row.getTimestamp("since").toInstant());
  }
}
