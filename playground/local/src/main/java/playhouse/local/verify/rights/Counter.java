package playhouse.local.verify.rights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import playhouse.contracts.Setting;
import playhouse.local.access.TokenKey;
import playhouse.local.process.LocalFailure;
import playhouse.local.stack.House;
import playhouse.local.stack.Keys;

/** Asks a house whose clock stands until it is moved here. */
final class Counter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration TOKEN = Duration.ofDays(900);
  private static final int OPERATORS = 80;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final House house;
  private final String serving;
  private final TokenKey key;
  private final Instant begin;
  private final Map<String, String> tokens = new HashMap<>();
  private Instant now;
  private long asked;

  /** What was answered; a body that is no JSON is missing. */
  record Answer(int status, JsonNode body, Optional<String> licence, long seconds) {
    boolean good() {
      return status / 100 == 2;
    }
  }

  Counter(House house, Instant begin) {
    this.house = house;
    this.serving = house.settings().get(Setting.SERVING_URL);
    this.key = TokenKey.in(house.home().resolve("token.key"));
    this.begin = begin;
    this.now = begin;
  }

  Instant now() {
    return now;
  }

  long asked() {
    return asked;
  }

  /** Moves the clock; the house has done all that is due then. */
  void to(Instant then) {
    now = then;
    Answer moved = send("", "POST", serving + "/control/clock", Map.of("now", then.toString()));
    if (!moved.good()) {
      throw new LocalFailure("the clock cannot be moved: " + moved);
    }
  }

  /** A machine of the platform asks. */
  Answer machine(String method, String path, Object body) {
    return send(token("service.proof"), method, serving + path, body);
  }

  /** Somebody who keeps rights asks: one of many, so that nobody asks too often. */
  Answer operator(String method, String path, Object body) {
    return send(token("operator.p" + asked % OPERATORS), method, serving + path, body);
  }

  /** Has titles be in the catalogue. */
  void events(String lines) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(house.settings().get(Setting.COLLECTOR_URL) + "/v1/events"))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + Keys.ofMachines(house.settings()).of("demo"))
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(lines))
            .build();
    Answer taken = answer(request);
    if (!taken.good()) {
      throw new LocalFailure("titles are not taken: " + taken);
    }
  }

  private String token(String who) {
    return tokens.computeIfAbsent(who, name -> key.sign(name, begin, TOKEN));
  }

  private Answer send(String token, String method, String url, Object body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(text(body)));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return answer(request.build());
  }

  private Answer answer(HttpRequest request) {
    asked++;
    try {
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() >= 500 || answer.statusCode() == 429) {
        throw new LocalFailure(request + " is answered " + answer.statusCode());
      }
      return new Answer(
          answer.statusCode(),
          tree(answer.body()),
          answer.headers().firstValue("Licence-Id"),
          answer.headers().firstValueAsLong("Licence-Seconds").orElse(0));
    } catch (IOException e) {
      throw new LocalFailure(request + " is not answered: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalFailure("interrupted", e);
    }
  }

  private static String text(Object body) {
    try {
      return body instanceof String text && text.isEmpty() ? "" : JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode tree(byte[] body) {
    try {
      return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (IOException noJson) {
      return MissingNode.getInstance();
    }
  }
}
