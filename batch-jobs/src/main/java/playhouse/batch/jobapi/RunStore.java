package playhouse.batch.jobapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What becomes of runs, in the database: handed in, begun, over, begun again. */
final class RunStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NEW =
      """
      insert into run (token, request, file, args, name, owner, state, queued_at)
      values (:token, :request::jsonb, :file, :args, :name, :owner, 'not_started', :now)
      on conflict (token) do nothing
      returning id\
      """;

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
    return made.map(id -> new Submitted(RunRows.find(handle, id).orElseThrow(), true))
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
    return new Submitted(RunRows.find(handle, known.id()).orElseThrow(), begun == 1);
  }

  /** Another attempt, with nothing left of the one before; how many that was the case for. */
  private static int waitAgain(Handle handle, long id, Instant now, String condition) {
    return handle
        .createUpdate(
            """
            update run set state = 'not_started', attempt = attempt + 1, wanted = false, queued_at = :now,
              began_at = null, ended_at = null, exit_code = null, failure = null, result = null
            where id = :id and
            """
                + condition)
        .bind("id", id)
        .bind("now", at(now))
        .execute();
  }

  /** The one that has waited longest begins; empty if none waits. */
  static Optional<Run> begin(Handle handle, Instant now) {
    return handle
        .createQuery(
            """
            update run set state = 'starting', began_at = :now
            where id = (select id from run where state = 'not_started' order by queued_at, id limit 1
                        for update skip locked)
            returning
            """
                + RunRows.COLUMNS)
        .bind("now", at(now))
        .map((row, context) -> RunRows.run(row))
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
            where id = :id and state = 'starting'\
            """)
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
            where id = :id and attempt = :attempt and state in ('starting', 'running', 'shutting_down')\
            """)
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
            where id = :id and state in ('not_started', 'starting', 'running', 'shutting_down')\
            """)
        .bind("id", id)
        .bind("now", at(now))
        .execute();
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
