package playhouse.audience.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import playhouse.audience.send.NotDelivered;

/** The collector's front door, as a patient producer sees it: it knocks until it is answered. */
final class Door {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ONE_TRY = Duration.ofSeconds(30);
  private static final long LONGEST_PAUSE_MILLIS = 2000;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI events;
  private final String key;
  private volatile long giveUpAtNanos;
  private volatile boolean givingUp;

  /** Why an event was refused. */
  record Refusal(String reason, String detail) {}

  Door(String collectorUrl, String key) {
    this.events = URI.create(collectorUrl + "/v1/events");
    this.key = key;
  }

  /** From now on it knocks no longer than that. */
  void giveUpAfter(Duration patience) {
    giveUpAtNanos = System.nanoTime() + patience.toNanos();
    givingUp = true;
  }

  /**
   * Hands events over and says which places were refused.
   *
   * @throws NotDelivered if the key is wrong, or patience ran out
   */
  Map<Integer, Refusal> hand(List<Parcel> parcels) {
    HttpRequest request =
        HttpRequest.newBuilder(events)
            .timeout(ONE_TRY)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body(parcels)))
            .build();
    long pause = 100;
    while (true) {
      Optional<HttpResponse<byte[]>> answer = once(request);
      if (answer.isPresent() && !later(answer.get())) {
        return refused(answer.get(), parcels.size());
      }
      if (givingUp && System.nanoTime() > giveUpAtNanos) {
        throw new NotDelivered("the collector at " + events + " does not answer", noCause());
      }
      await(answer.flatMap(Door::retryAfterMillis).orElse(pause));
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  private static IOException noCause() {
    return new IOException("out of patience");
  }

  private static byte[] body(List<Parcel> parcels) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(parcels.size() * 800);
    for (Parcel parcel : parcels) {
      body.writeBytes(parcel.line());
      body.write('\n');
    }
    return body.toByteArray();
  }

  private Optional<HttpResponse<byte[]>> once(HttpRequest request) {
    try {
      return Optional.of(client.send(request, HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      // Nobody there, or the answer was lost: the same ids are sent again.
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotDelivered("interrupted", e);
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

  private static void await(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
  }

  private static Map<Integer, Refusal> refused(HttpResponse<byte[]> answer, int size) {
    if (answer.statusCode() == 401 || answer.statusCode() == 403) {
      throw new NotDelivered("the collector does not know the key", noCause());
    }
    Map<Integer, Refusal> refusals = new HashMap<>();
    JsonNode body = json(answer.body());
    for (JsonNode result : body.path("results")) {
      if (result.path("status").asText().equals("rejected")) {
        refusals.put(
            result.path("index").asInt(),
            new Refusal(result.path("reason").asText(), result.path("detail").asText()));
      }
    }
    if (answer.statusCode() >= 400 && refusals.isEmpty()) {
      Refusal whole = new Refusal("http_" + answer.statusCode(), body.path("detail").asText());
      for (int i = 0; i < size; i++) {
        refusals.put(i, whole);
      }
    }
    return refusals;
  }

  private static JsonNode json(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }
}
