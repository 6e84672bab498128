package playhouse.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import playhouse.contracts.Setting;
import playhouse.local.access.TokenVerb;
import playhouse.local.demo.Demo;
import playhouse.local.notebooks.NotebooksVerb;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Progress;
import playhouse.local.sql.SqlVerb;
import playhouse.local.stack.House;
import playhouse.local.stack.ProcessStatus;
import playhouse.local.stack.Stack;
import playhouse.local.verify.VerifyVerb;

/** What each verb of {@code ./playhouse} does; the answer is the exit code. */
final class Verbs {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final House house;
  private final Progress progress;

  Verbs(House house, Progress progress) {
    this.house = house;
    this.progress = progress;
  }

  int run(String verb, List<String> arguments) {
    return switch (verb) {
      case "up" -> up(arguments);
      case "down" -> down(arguments);
      case "status" -> status(arguments);
      case "sql" -> new SqlVerb(house, progress, System.out).run(arguments);
      case "notebooks" -> new NotebooksVerb(house, progress).run(arguments);
      case "token" -> new TokenVerb(house.settings(), System.out).run(arguments);
      case "verify" -> new VerifyVerb(house, progress, System.out).run(arguments);
      case "demo" -> new Demo(house, progress).run(arguments);
      case "run" -> batch(arguments);
      case "retrain", "model" -> batch(with(verb, arguments));
      case "replay" -> new ReplayVerb(house, progress).run(arguments);
      case "import" -> new ImportVerb(house, progress).run(arguments);
      default -> throw new LocalFailure(LocalFailure.USAGE, "there is no verb '" + verb + "'");
    };
  }

  private int up(List<String> arguments) {
    takeOnly(arguments, "up");
    new Stack(house, progress).up();
    System.out.println("serving    " + house.settings().get(Setting.SERVING_URL));
    System.out.println("collector  " + house.settings().get(Setting.COLLECTOR_URL));
    System.out.println("flink      http://127.0.0.1:" + house.settings().get(Setting.FLINK_PORT));
    System.out.println("jobs       " + house.settings().get(Setting.JOBS_URL));
    System.out.println("logs       " + house.home().resolve("logs"));
    return 0;
  }

  private int batch(List<String> arguments) {
    if (!arguments.contains("--list")) {
      new Stack(house, progress).requireUp();
    }
    return new BatchJvm(house).run(arguments);
  }

  /** The batch understands these verbs as its own words. */
  private static List<String> with(String verb, List<String> arguments) {
    return Stream.concat(Stream.of(verb), arguments.stream()).toList();
  }

  private int down(List<String> arguments) {
    takeOnly(arguments, "down");
    boolean any = new Stack(house, progress).down();
    System.out.println(any ? "stopped" : "nothing was running");
    return 0;
  }

  private int status(List<String> arguments) {
    takeOnly(arguments, "status", "--json");
    List<ProcessStatus> rows = new Stack(house, progress).status();
    System.out.println(arguments.isEmpty() ? table(rows) : json(rows));
    return 0;
  }

  private String json(List<ProcessStatus> rows) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("home", house.home().toString());
    answer.put("processes", rows);
    try {
      return JSON.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String table(List<ProcessStatus> rows) {
    StringBuilder text = new StringBuilder();
    String line = "%-10s %8s  %-10s %6s %10s  %s%n";
    text.append(String.format(Locale.ROOT, line, "process", "pid", "health", "port", "lag", ""));
    for (ProcessStatus row : rows) {
      String pid = row.pid() == null ? "-" : row.pid().toString();
      String lag = row.lag() == null ? "-" : row.lag().toString();
      text.append(
          String.format(
              Locale.ROOT, line, row.name(), pid, row.health(), row.port(), lag, row.detail()));
    }
    return text.toString().stripTrailing();
  }

  private static void takeOnly(List<String> arguments, String verb, String... options) {
    for (String argument : arguments) {
      if (!List.of(options).contains(argument)) {
        throw new LocalFailure(
            LocalFailure.USAGE,
            "'" + argument + "' is not understood by " + verb + "; see ./playhouse help");
      }
    }
  }
}
