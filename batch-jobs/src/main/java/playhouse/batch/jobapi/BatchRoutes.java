package playhouse.batch.jobapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import playhouse.batch.jobapi.HttpHost.Answer;
import playhouse.batch.jobapi.HttpHost.Asked;

/** Livy's batches over HTTP. */
record BatchRoutes(JobsDatabase database, Foreman foreman, Callers callers, InstantSource clock) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ONE =
      Pattern.compile("/batches/([0-9]{1,18})(?:/(state|log|result))?");
  private static final int PAGE = 100;
  private static final int LARGEST_PAGE = 1000;

  /** What answers a request. */
  Answer answer(Asked asked) {
    return switch (asked.path()) {
      case "/health" -> health();
      case "/openapi.json" -> Answer.ok(openApi());
      default -> known(asked, callers.of(asked.header("Authorization")));
    };
  }

  /** Only whom we know is told whether there is such a thing. */
  private Answer known(Asked asked, String caller) {
    if (asked.path().equals("/batches")) {
      return switch (asked.method()) {
        case "POST" -> submit(asked, caller);
        case "GET" -> list(asked);
        default -> throw Refused.method(asked.method(), asked.path());
      };
    }
    Matcher one = ONE.matcher(asked.path());
    if (!one.matches()) {
      throw Refused.missing("there is no " + asked.path() + "; see /openapi.json");
    }
    return one(asked, Long.parseLong(one.group(1)), Objects.requireNonNullElse(one.group(2), ""));
  }

  private Answer one(Asked asked, long id, String part) {
    if (asked.method().equals("DELETE") && part.isEmpty()) {
      database.in(
          handle -> {
            RunStore.cancel(handle, id, clock.instant());
            return RunRows.find(handle, id).orElseThrow(() -> noRun(id));
          });
      return Answer.ok(Map.of("msg", "deleted"));
    }
    if (!asked.method().equals("GET")) {
      throw Refused.method(asked.method(), asked.path());
    }
    Run run = database.in(handle -> RunRows.find(handle, id).orElseThrow(() -> noRun(id)));
    return switch (part) {
      case "state" -> Answer.ok(fields("id", id, "state", run.state().text()));
      case "log" -> Answer.ok(log(run, asked));
      case "result" -> Answer.ok(result(run));
      default -> Answer.ok(batch(run));
    };
  }

  private Answer submit(Asked asked, String caller) {
    Order order = Order.read(asked.json(), asked.header("Idempotency-Key"));
    RunStore.Submitted submitted =
        database.in(handle -> RunStore.submit(handle, order, caller, clock.instant()));
    Run run = submitted.run();
    return new Answer(
        submitted.fresh() ? 201 : 200, Map.of("Location", "/batches/" + run.id()), batch(run));
  }

  private Answer list(Asked asked) {
    int from = Math.max(0, asked.number("from", 0));
    int size = Math.min(LARGEST_PAGE, Math.max(0, asked.number("size", PAGE)));
    List<Object> runs =
        database.in(handle -> RunRows.page(handle, from, size).stream().map(this::batch).toList());
    int total = database.in(RunRows::count);
    return Answer.ok(fields("from", from, "total", total, "sessions", runs));
  }

  private Map<String, Object> log(Run run, Asked asked) {
    int size = Math.min(LARGEST_PAGE, Math.max(0, asked.number("size", PAGE)));
    RunLog.Page page = foreman.folder(run).lines().page(asked.number("from", -1), size);
    return fields(
        "id",
        run.id(),
        "from",
        page.from(),
        "size",
        size,
        "total",
        page.total(),
        "log",
        page.lines());
  }

  /** What a run answered: only one that has succeeded has something to say. */
  private static JsonNode result(Run run) {
    if (run.state() != State.SUCCESS) {
      throw Refused.conflict(
          "run "
              + run.id()
              + " is "
              + run.state().text()
              + (run.failure().isEmpty() ? "" : ": " + run.failure()));
    }
    try {
      return JSON.readTree(run.result().orElse("{}"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Livy's fields, and ours behind them. */
  private Object batch(Run run) {
    Map<String, Object> fields =
        fields(
            "id",
            run.id(),
            "name",
            run.name(),
            "owner",
            run.owner(),
            "state",
            run.state().text(),
            "appId",
            "playhouse-" + run.id() + "-" + run.attempt(),
            "appInfo",
            Map.of("driverLogUrl", "/batches/" + run.id() + "/log", "sparkUiUrl", ""),
            "log",
            foreman.folder(run).lines().page(-1, 10).lines());
    fields.putAll(fields("file", run.file(), "args", run.args(), "attempt", run.attempt()));
    run.began().ifPresent(began -> fields.put("beganAt", began.toString()));
    run.ended().ifPresent(ended -> fields.put("endedAt", ended.toString()));
    run.exit().ifPresent(exit -> fields.put("exitCode", exit));
    if (!run.failure().isEmpty()) {
      fields.put("failure", run.failure());
    }
    return fields;
  }

  private Answer health() {
    database.in(RunRows::count);
    return Answer.ok(Map.of("status", "ok"));
  }

  private static JsonNode openApi() {
    try (InputStream in = BatchRoutes.class.getResourceAsStream("/jobapi/openapi.json")) {
      return JSON.readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Refused noRun(long id) {
    return Refused.missing("there is no run " + id);
  }

  /** Names and values by turns, in this order. */
  private static Map<String, Object> fields(Object... pairs) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      fields.put((String) pairs[i], pairs[i + 1]);
    }
    return fields;
  }
}
