package playhouse.local.verify.ledger;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import playhouse.contracts.Role;
import playhouse.contracts.Setting;
import playhouse.local.access.TokenKey;
import playhouse.local.process.Await;
import playhouse.local.process.LocalFailure;
import playhouse.local.stack.House;

/**
 * A house whose clock stands until it is moved here, asked over HTTP by whoever. What is not
 * answered, because somebody was killed, is asked again with the same key once all live.
 */
final class Town {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LATER = Duration.ofMillis(200);
  private static final Duration TOKEN = Duration.ofDays(30);
  private static final int ATTEMPTS = 50;
  private static final int AT_ONCE = 16;
  private static final String SERVICE = "service.proof";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String serving;
  private final String counterparts;
  private final TokenKey key;
  private final Hospital hospital;
  private final Map<String, Token> tokens = new HashMap<>();
  private Instant now;
  private long answered;

  private record Token(String text, Instant until) {}

  /** What was answered; a body that is no JSON is missing. */
  record Answer(int status, JsonNode body) {
    boolean good() {
      return status / 100 == 2;
    }

    /** Its problem's stable code, or its status. */
    String code() {
      return body.path("code").asText(Integer.toString(status));
    }
  }

  /** What somebody asks. */
  record Asked(String who, String method, String path, Object body) {}

  Town(House house, Instant begin, Hospital hospital) {
    this.serving = house.settings().get(Setting.SERVING_URL);
    this.counterparts = "http://127.0.0.1:" + house.settings().get(Setting.COUNTERPARTS_PORT);
    this.key = TokenKey.in(house.home().resolve("token.key"));
    this.hospital = hospital;
    this.now = begin;
  }

  Instant now() {
    return now;
  }

  /** How many requests were answered. */
  long answered() {
    return answered;
  }

  /** Moves the clock; serving has done all that is due then. */
  void to(Instant then) {
    now = then;
    Map<String, Object> moment = Map.of("now", then.toString());
    require(send(counterparts, new Asked("", "POST", "/control/clock", moment), "", ""));
    require(retried(new Asked("", "POST", "/control/clock", moment), ""));
  }

  /** A person asks, from where they live. */
  Answer person(UUID person, String method, String path, Object body) {
    return retried(new Asked("viewer." + person, method, path, body), address(person));
  }

  /** Somebody of the house asks. */
  Answer staff(Role role, String method, String path, Object body) {
    // One of very many: nobody asks too often.
    String who = role == Role.SERVICE ? SERVICE : role.text() + ".p" + answered % 60;
    return retried(new Asked(who, method, path, body), "");
  }

  /** A service reads all of these, some at a time. */
  List<Answer> read(List<String> paths) {
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < paths.size(); i += AT_ONCE) {
      List<String> some = paths.subList(i, Math.min(paths.size(), i + AT_ONCE));
      List<CompletableFuture<HttpResponse<byte[]>>> asked =
          some.stream()
              .map(path -> new Asked(SERVICE, "GET", path, ""))
              .map(
                  asking ->
                      client.sendAsync(
                          request(serving, asking, "", UUID.randomUUID().toString()),
                          HttpResponse.BodyHandlers.ofByteArray()))
              .toList();
      for (int k = 0; k < some.size(); k++) {
        answers.add(answerOr(asked.get(k), some.get(k)));
      }
    }
    return answers;
  }

  private Answer answerOr(CompletableFuture<HttpResponse<byte[]>> asked, String path) {
    try {
      HttpResponse<byte[]> answer = asked.join();
      if (answer.statusCode() == 200) {
        answered++;
        return new Answer(answer.statusCode(), tree(answer.body()));
      }
    } catch (CompletionException killed) {
      // Asked again below.
    }
    return staff(Role.SERVICE, "GET", path, "");
  }

  /** Nobody in particular asks, such as a provider. */
  Answer nobody(String method, String path, Map<String, String> headers, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(serving + path))
            .timeout(PATIENCE)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return repeated(request::build);
  }

  /** A counterpart is told or asked something. */
  Answer counterpart(String method, String path, Object body) {
    return require(send(counterparts, new Asked("", method, path, body), "", ""));
  }

  /** The card provider takes money, as whoever has our key has it do. */
  void charge(String key, Object wanted) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(counterparts + "/charges"))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + key)
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes(wanted)))
            .build();
    require(repeated(() -> request));
  }

  /** A payer at the page of their bank. */
  void bank(String page, boolean themselves) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(page))
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "result=" + (themselves ? "authenticated" : "failed")))
            .build();
    try {
      client.send(request, HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      throw new LocalFailure("a bank does not answer: " + e, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Each lives in a network of their own. */
  private static String address(UUID person) {
    long bits = person.getLeastSignificantBits();
    return "10." + (bits >> 8 & 255) + "." + (bits & 255) + ".7";
  }

  private String token(String who) {
    Token token = tokens.get(who);
    if (token == null || !now.isBefore(token.until().minus(Duration.ofDays(1)))) {
      token = new Token(key.sign(who, now, TOKEN), now.plus(TOKEN));
      tokens.put(who, token);
    }
    return token.text();
  }

  private Answer retried(Asked asked, String from) {
    String once = UUID.randomUUID().toString();
    return repeated(() -> request(serving, asked, from, once));
  }

  private interface Request {
    HttpRequest make();
  }

  private Answer repeated(Request request) {
    String why = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        HttpResponse<byte[]> answer =
            client.send(request.make(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() < 500 && answer.statusCode() != 429) {
          answered++;
          return new Answer(answer.statusCode(), tree(answer.body()));
        }
        why =
            answer.statusCode()
                + " "
                + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
        if (answer.statusCode() != 429) {
          hospital.heal();
        }
      } catch (IOException e) {
        why = e.toString();
        hospital.heal();
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
      Await.until(LATER, () -> false);
    }
    throw new LocalFailure("serving does not answer " + request.make() + ": " + why);
  }

  private Answer send(String url, Asked asked, String from, String once) {
    try {
      HttpResponse<byte[]> answer =
          client.send(request(url, asked, from, once), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(answer.statusCode(), tree(answer.body()));
    } catch (IOException e) {
      throw new LocalFailure(asked.path() + " is not answered: " + e, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private HttpRequest request(String url, Asked asked, String from, String once) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + asked.path()))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(asked.method(), HttpRequest.BodyPublishers.ofByteArray(bytes(asked.body())));
    if (!asked.who().isEmpty()) {
      request.header("Authorization", "Bearer " + token(asked.who()));
      request.header("Idempotency-Key", once);
    }
    if (!from.isEmpty()) {
      request.header("X-Forwarded-For", from);
    }
    return request.build();
  }

  private static Answer require(Answer answer) {
    if (!answer.good()) {
      throw new LocalFailure("refused: " + answer);
    }
    return answer;
  }

  private static byte[] bytes(Object body) {
    try {
      return body instanceof String text && text.isEmpty()
          ? new byte[0]
          : JSON.writeValueAsBytes(body);
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

  private static LocalFailure interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new LocalFailure("interrupted", e);
  }
}
