package playhouse.audience.customers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * The platform's services as apps ask them: whoever gets no answer waits and asks the same again,
 * with the same key, so that it is done once.
 */
public final class Services {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ONE_TRY = Duration.ofSeconds(30);
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
  private final URI serving;
  private final URI mailbox;
  private final String desk;
  private final boolean networks;
  private final LongAdder asked = new LongAdder();
  private final LongAdder again = new LongAdder();
  private final Map<String, Integer> refusals = new TreeMap<>();
  private volatile boolean givingUp;
  private volatile boolean answering;

  /** What was answered. */
  record Told(int status, JsonNode body) {
    boolean done() {
      return status < 300;
    }

    /** True if it was refused with that code. */
    boolean says(String code) {
      return body.path("type").asText().endsWith(":" + code);
    }

    String text(String field) {
      return body.path(field).asText();
    }
  }

  /** The services did not answer, and there is no time to go on asking. */
  static final class GivenUp extends RuntimeException {
    private static final long serialVersionUID = 1;

    GivenUp() {
      super("the services do not answer");
    }
  }

  /**
   * The services at a URL.
   *
   * @param mailboxUrl where the mail that they send can be read
   * @param desk the key of those who help people on the telephone
   * @param networks whether the services believe where people say that they come from
   */
  public Services(String servingUrl, String mailboxUrl, String desk, boolean networks) {
    this.serving = URI.create(servingUrl);
    this.mailbox = URI.create(mailboxUrl);
    this.desk = desk;
    this.networks = networks;
  }

  /** From now on it asks once, and not again. */
  void giveUp() {
    givingUp = true;
  }

  /** True if they have ever answered. */
  boolean answering() {
    return answering;
  }

  /** A path of theirs. */
  URI at(String path) {
    return serving.resolve(path);
  }

  /** Where the mail is. */
  URI mailbox(String path) {
    return mailbox.resolve(path);
  }

  /** By what those who help people are known. */
  String desk() {
    return desk;
  }

  /** Whether to say where somebody comes from. */
  boolean networks() {
    return networks;
  }

  /**
   * Asks until there is an answer that is not "later".
   *
   * @throws GivenUp if there is none and no time is left
   */
  Told ask(HttpRequest.Builder request) {
    HttpRequest built = request.timeout(ONE_TRY).build();
    asked.increment();
    long pause = 200;
    while (true) {
      Optional<HttpResponse<byte[]>> answer = once(built);
      if (answer.isPresent() && !later(answer.get())) {
        answering = true;
        return told(answer.get());
      }
      if (givingUp) {
        throw new GivenUp();
      }
      again.increment();
      pause(answer.flatMap(Services::retryAfterMillis).orElse(pause));
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  /** Waits. */
  static void pause(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.currentThread().isInterrupted()) {
        throw new GivenUp();
      }
    }
  }

  private Optional<HttpResponse<byte[]>> once(HttpRequest request) {
    try {
      return Optional.of(client.send(request, HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      // Nobody there, or the answer was lost: the same is asked again.
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GivenUp();
    }
  }

  private static boolean later(HttpResponse<byte[]> answer) {
    return answer.statusCode() == 429 || answer.statusCode() >= 500;
  }

  private static Optional<Long> retryAfterMillis(HttpResponse<byte[]> answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(seconds -> seconds.matches("\\d{1,4}"))
        .map(seconds -> Math.max(50, Long.parseLong(seconds) * 1000));
  }

  private Told told(HttpResponse<byte[]> answer) {
    Told told = new Told(answer.statusCode(), json(answer));
    if (told.status() >= 400) {
      String type = told.text("type");
      String code = type.isEmpty() ? "http_" + told.status() : type.replaceAll("^.*[:/]", "");
      synchronized (refusals) {
        refusals.merge(code, 1, Integer::sum);
      }
    }
    return told;
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    try {
      return answer.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(answer.body());
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }

  /** How often they were asked. */
  public long asked() {
    return asked.sum();
  }

  /** How often they had to be asked again. */
  public long again() {
    return again.sum();
  }

  /** What they refused, by its code. */
  public Map<String, Integer> refusals() {
    synchronized (refusals) {
      return new TreeMap<>(refusals);
    }
  }
}
