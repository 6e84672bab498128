package playhouse.local.verify.budgets;

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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import playhouse.contracts.Setting;
import playhouse.local.access.TokenKey;
import playhouse.local.process.LocalFailure;
import playhouse.local.stack.House;

/** Asks a house that may be dead at any moment. */
final class Desk {
  /** Nobody answered. */
  static final int NOBODY = 0;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration TOKEN = Duration.ofDays(2);
  private static final int OPERATORS = 60;

  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final String serving;
  private final TokenKey key;
  private final Map<String, String> tokens = new ConcurrentHashMap<>();
  private final AtomicLong asked = new AtomicLong();

  /** What was answered; a body that is no JSON is missing. */
  record Answer(int status, JsonNode body) {
    boolean good() {
      return status / 100 == 2;
    }
  }

  Desk(House house) {
    serving = house.settings().get(Setting.SERVING_URL);
    key = TokenKey.in(house.home().resolve("token.key"));
  }

  long asked() {
    return asked.get();
  }

  /** An operator has something made; its id. One of many, so that nobody asks too often. */
  String make(String path, Object body) {
    Answer made =
        send(token("operator.p" + asked.get() % OPERATORS), "POST", serving + path, text(body));
    if (!made.good()) {
      throw new LocalFailure(path + " is answered " + made);
    }
    return made.body().path("id").asText();
  }

  /** An operator looks. */
  Answer see(String path) {
    return send(token("operator.p" + asked.get() % OPERATORS), "GET", serving + path, "");
  }

  /** A player asks for a break. */
  Answer pod(Map<String, Object> body) {
    return send(token("service.proof"), "POST", serving + "/v1/ad-breaks", text(body));
  }

  /** A player tells something by calling an address. */
  Answer tell(String url) {
    return send("", "GET", url, "");
  }

  private String token(String who) {
    return tokens.computeIfAbsent(who, name -> key.sign(name, Instant.now(), TOKEN));
  }

  private Answer send(String token, String method, String url, String body) {
    asked.incrementAndGet();
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url))
              .timeout(PATIENCE)
              .method(method, HttpRequest.BodyPublishers.ofString(body));
      if (!body.isEmpty()) {
        request.header("Content-Type", "application/json");
      }
      if (!token.isEmpty()) {
        request.header("Authorization", "Bearer " + token);
      }
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(answer.statusCode(), tree(answer.body()));
    } catch (IOException e) {
      return new Answer(NOBODY, MissingNode.getInstance());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalFailure("interrupted", e);
    }
  }

  private static String text(Object body) {
    try {
      return JSON.writeValueAsString(body);
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
