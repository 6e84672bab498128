package playhouse.batch.jobapi;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Runs as they lie in the database. */
final class RunRows {
  static final String COLUMNS =
      """
      id, file, args, name, owner, state, attempt, began_at, ended_at, exit_code, failure, result
      """;

  private RunRows() {}

  static Optional<Run> find(Handle handle, long id) {
    return handle
        .createQuery("select " + COLUMNS + " from run where id = :id")
        .bind("id", id)
        .map((row, context) -> run(row))
        .findOne();
  }

  /** Some of all, oldest first. */
  static List<Run> page(Handle handle, int from, int size) {
    return handle
        .createQuery("select " + COLUMNS + " from run order by id offset :from limit :size")
        .bind("from", from)
        .bind("size", size)
        .map((row, context) -> run(row))
        .list();
  }

  static int count(Handle handle) {
    return handle.createQuery("select count(*) from run").mapTo(Integer.class).one();
  }

  /** Those that have a process, or are about to. */
  static List<Run> underWay(Handle handle) {
    return handle
        .createQuery(
            "select "
                + COLUMNS
                + " from run where state in ('starting', 'running', 'shutting_down') order by id")
        .map((row, context) -> run(row))
        .list();
  }

  /** A row of {@link #COLUMNS}. */
  static Run run(ResultSet row) throws SQLException {
    int exit = row.getInt("exit_code");
    Optional<Integer> code = row.wasNull() ? Optional.empty() : Optional.of(exit);
    return new Run(
        row.getLong("id"),
        row.getString("file"),
        List.of((String[]) row.getArray("args").getArray()),
        row.getString("name"),
        row.getString("owner"),
        State.of(row.getString("state")),
        row.getInt("attempt"),
        instant(row.getTimestamp("began_at")),
        instant(row.getTimestamp("ended_at")),
        code,
        Optional.<@Nullable String>ofNullable(row.getString("failure")).orElse(""),
        Optional.ofNullable(row.getString("result")));
  }

  private static Optional<Instant> instant(@Nullable Timestamp stamp) {
    return Optional.ofNullable(stamp).map(Timestamp::toInstant);
  }
}
