package playhouse.batch.jobapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Runs in the database. */
final class RunStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COLUMNS =
      """
      id, file, args, name, owner, state, attempt, began_at, ended_at, exit_code, failure, result
      """;
  private static final String NEW =
      """
      insert into run (token, request, file, args, name, owner, state, queued_at)
      values (:token, :request::jsonb, :file, :args, :name, :owner, 'not_started', :now)
      on conflict (token) do nothing
      returning id""";

  private RunStore() {}

  /**
   * What came of handing in an order.
   *
   * @param fresh whether this call made it a run, or has it begin again
   */
  record Submitted(Run run, boolean fresh) {}

  /**
   * Makes an order a run, once for each token. One that is known and failed or was cancelled waits
   * for its turn again, as the same run.
   *
   * @throws Refused 409 if the token was used for another order
   */
  static Submitted submit(Handle handle, Order order, String owner, Instant now) {
    Optional<Long> made =
        handle
            .createQuery(NEW)
            .bindByType("token", order.token().orElse(null), String.class)
            .bind("request", text(order))
            .bind("file", order.file())
            .bindArray("args", String.class, order.args())
            .bind("name", order.name())
            .bind("owner", owner)
            .bind("now", at(now))
            .mapTo(Long.class)
            .findOne();
    return made.map(id -> new Submitted(find(handle, id).orElseThrow(), true))
        .orElseGet(() -> again(handle, order, now));
  }

  private static Submitted again(Handle handle, Order order, Instant now) {
    String token = order.token().orElseThrow();
    record Known(long id, boolean same) {}
    Known known =
        handle
            .createQuery("select id, request = :request::jsonb same from run where token = :token")
            .bind("request", text(order))
            .bind("token", token)
            .map((row, context) -> new Known(row.getLong("id"), row.getBoolean("same")))
            .one();
    if (!known.same()) {
      throw Refused.conflict(
          "the token '" + token + "' is that of run " + known.id() + ", which is another order");
    }
    int begun = waitAgain(handle, known.id(), now, "state in ('dead', 'killed')");
    handle
        .createUpdate("update run set wanted = true where id = :id and state = 'shutting_down'")
        .bind("id", known.id())
        .execute();
    return new Submitted(find(handle, known.id()).orElseThrow(), begun == 1);
  }

  /** Another attempt, with nothing left of the one before; how many that was the case for. */
  private static int waitAgain(Handle handle, long id, Instant now, String condition) {
    return handle
        .createUpdate(
            """
            update run set state = 'not_started', attempt = attempt + 1, wanted = false, queued_at = :now,
              began_at = null, ended_at = null, exit_code = null, failure = null, result = null
            where id = :id and\s"""
                + condition)
        .bind("id", id)
        .bind("now", at(now))
        .execute();
  }

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

  /** The one that has waited longest begins; empty if none waits. */
  static Optional<Run> begin(Handle handle, Instant now) {
    return handle
        .createQuery(
            """
            update run set state = 'starting', began_at = :now
            where id = (select id from run where state = 'not_started' order by queued_at, id limit 1
                        for update skip locked)
            returning\s"""
                + COLUMNS)
        .bind("now", at(now))
        .map((row, context) -> run(row))
        .findOne();
  }

  /** Its process is there. */
  static void running(Handle handle, Run run) {
    handle
        .createUpdate("update run set state = 'running' where id = :id and state = 'starting'")
        .bind("id", run.id())
        .execute();
  }

  /** It has not begun after all, and waits again. */
  static void wait(Handle handle, Run run) {
    handle
        .createUpdate(
            """
            update run set state = 'not_started', attempt = attempt + 1, began_at = null
            where id = :id and state = 'starting'""")
        .bind("id", run.id())
        .execute();
  }

  /** It is over; one that was cancelled, and handed in again since, waits for its turn again. */
  static void end(Handle handle, Run run, Ended ended, Instant now) {
    handle
        .createUpdate(
            """
            update run set state = :state, ended_at = :now, exit_code = :exit, failure = :failure,
              result = :result::jsonb
            where id = :id and attempt = :attempt and state in ('starting', 'running', 'shutting_down')""")
        .bind("id", run.id())
        .bind("attempt", run.attempt())
        .bind("state", ended.state().text())
        .bind("now", at(now))
        .bindByType("exit", ended.exit().orElse(null), Integer.class)
        .bindByType("failure", ended.failure().isEmpty() ? null : ended.failure(), String.class)
        .bindByType("result", ended.result().orElse(null), String.class)
        .execute();
    waitAgain(handle, run.id(), now, "wanted and state = 'killed'");
  }

  /** One that waits is over; one that runs is to be ended; one that is over stays as it is. */
  static void cancel(Handle handle, long id, Instant now) {
    handle
        .createUpdate(
            """
            update run set wanted = false, ended_at = case state when 'not_started' then :now end,
              state = case state when 'not_started' then 'killed' else 'shutting_down' end
            where id = :id and state in ('not_started', 'starting', 'running', 'shutting_down')""")
        .bind("id", id)
        .bind("now", at(now))
        .execute();
  }

  private static Run run(ResultSet row) throws SQLException {
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

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static String text(Order order) {
    try {
      return JSON.writeValueAsString(order.request());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
