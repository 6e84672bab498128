package playhouse.batch.jobapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody asks to have run.
 *
 * @param file the program, as {@link Program} names it
 * @param args what it is given
 * @param name what the run is called; empty if nothing was said
 * @param token by which the same order is known when it comes again
 * @param request the order as it came, without the token: what is compared then
 */
record Order(
    String file, List<String> args, String name, Optional<String> token, JsonNode request) {
  static final String TOKEN = "playhouse.token";

  private static final int LONGEST_TOKEN = 400;
  private static final int MOST_ARGS = 100;
  private static final String MAIN = "playhouse.batch.Main";

  /** How large a cluster's share would be: a laptop has no use for it, and a client may send it. */
  private static final Set<String> HINTS =
      Set.of(
          "proxyUser",
          "driverMemory",
          "driverCores",
          "executorMemory",
          "executorCores",
          "numExecutors",
          "queue");

  private static final Set<String> CODE = Set.of("jars", "pyFiles", "files", "archives");

  /**
   * Reads a body of {@code POST /batches}.
   *
   * @param header what {@code Idempotency-Key} says
   * @throws Refused 400, with what to do
   */
  static Order read(JsonNode body, Optional<String> header) {
    if (!(body instanceof ObjectNode fields)) {
      throw Refused.bad("the body is a JSON object with file and args");
    }
    if (fields.toString().contains("\\u0000")) {
      throw Refused.bad("the body holds the character zero, which no name or word has");
    }
    fields.properties().stream().map(Map.Entry::getKey).forEach(Order::known);
    String main = fields.path("className").asText(MAIN);
    if (!main.equals(MAIN)) {
      throw Refused.bad("className is " + MAIN + " or left out, not " + main);
    }
    String file = fields.path("file").asText("");
    List<String> args = args(fields.path("args"));
    Program.check(file, args);
    Optional<String> token = token(fields.path("conf"), header);
    return new Order(file, args, fields.path("name").asText(""), token, withoutToken(fields));
  }

  private static void known(String field) {
    if (CODE.contains(field)) {
      throw Refused.bad(field + " cannot be given: jobs bring their own code");
    }
    if (!HINTS.contains(field)
        && !List.of("file", "className", "args", "conf", "name").contains(field)) {
      throw Refused.bad("there is no field " + field + ": file, args, conf, name, className");
    }
  }

  private static List<String> args(JsonNode all) {
    if (!all.isMissingNode() && !all.isArray()) {
      throw Refused.bad("args is a list of words");
    }
    List<String> args = new ArrayList<>();
    for (JsonNode one : all) {
      if (!one.isValueNode() || one.isNull()) {
        throw Refused.bad("args is a list of words, and " + one + " is none");
      }
      args.add(one.asText());
    }
    if (args.size() > MOST_ARGS) {
      throw Refused.bad("args has " + MOST_ARGS + " words at most");
    }
    return args;
  }

  private static Optional<String> token(JsonNode conf, Optional<String> header) {
    for (Map.Entry<String, JsonNode> entry : conf.properties()) {
      if (!entry.getKey().equals(TOKEN)) {
        throw Refused.bad(
            entry.getKey()
                + " cannot be set for one run: conf takes "
                + TOKEN
                + ", and PLAYHOUSE_BATCH_JAVA_OPTIONS is for all");
      }
    }
    Optional<String> inside = Optional.ofNullable(conf.get(TOKEN)).map(JsonNode::asText);
    if (inside.isPresent() && header.isPresent() && !inside.equals(header)) {
      throw Refused.bad("Idempotency-Key and conf's " + TOKEN + " are not the same");
    }
    Optional<String> token = header.or(() -> inside);
    token.ifPresent(Order::checkToken);
    return token;
  }

  private static void checkToken(String token) {
    if (token.isBlank()
        || token.length() > LONGEST_TOKEN
        || token.chars().anyMatch(Character::isISOControl)) {
      throw Refused.bad("a token has 1 to " + LONGEST_TOKEN + " characters, none to control with");
    }
  }

  private static JsonNode withoutToken(ObjectNode fields) {
    ObjectNode rest = fields.deepCopy();
    rest.remove("conf");
    return rest;
  }
}
