package playhouse.collector.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** The collector over HTTP, told which rejects its events are. */
public final class FrontDoor implements Destination {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI events;
  private final String key;

  /**
   * @param collector base of its URLs
   * @param key the key of imports, which may speak for any source
   */
  public FrontDoor(String collector, String key) {
    this.events = URI.create(collector + "/v1/events");
    this.key = key;
  }

  @Override
  public List<Verdict> send(List<Letter> letters) {
    HttpResponse<byte[]> answer = answer(request(letters));
    try {
      return verdicts(letters.size(), answer.statusCode(), JSON.readTree(answer.body()));
    } catch (IOException e) {
      throw new NotReplayed("the collector's answer is no JSON: " + e.getMessage(), e);
    }
  }

  private HttpRequest request(List<Letter> letters) {
    boolean lines = letters.size() > 1 || letters.get(0).fitsLine();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Letter letter : letters) {
      body.writeBytes(letter.bytes());
      if (lines) {
        body.write('\n');
      }
    }
    return HttpRequest.newBuilder(events)
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", lines ? "application/x-ndjson" : letters.get(0).mediaType())
        .header(
            "Playhouse-Replay-Of",
            letters.stream().map(l -> l.reject().toString()).collect(Collectors.joining(",")))
        .timeout(Duration.ofSeconds(60))
        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
        .build();
  }

  /** Asks again while the door is too busy or out of reach; repeats do no harm. */
  private HttpResponse<byte[]> answer(HttpRequest request) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      String trouble;
      Duration pause = Duration.ofSeconds(1);
      try {
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 429 && answer.statusCode() < 500) {
          return answer;
        }
        trouble = "it answers " + answer.statusCode();
        pause = Duration.ofSeconds(answer.headers().firstValueAsLong("Retry-After").orElse(1));
      } catch (IOException e) {
        trouble = String.valueOf(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new NotReplayed("interrupted", e);
      }
      if (System.nanoTime() + pause.toNanos() > end) {
        throw new NotReplayed(
            "the collector at " + events + " does not take it: " + trouble, new IOException());
      }
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  private List<Verdict> verdicts(int letters, int status, JsonNode answer) {
    if (status == 401 || status == 403) {
      throw new NotReplayed(
          "the collector does not let us in: " + answer.path("detail").asText(),
          new IOException("status " + status));
    }
    if (status >= 400 && !answer.has("results")) {
      Verdict whole = new Verdict(answer.path("code").asText(), answer.path("detail").asText());
      return Collections.nCopies(letters, whole);
    }
    List<Verdict> verdicts = new ArrayList<>(Collections.nCopies(letters, Verdict.ACCEPTED));
    for (JsonNode result : answer.path("results")) {
      if (result.path("status").asText().equals("rejected")) {
        // A whole array is one reject, however many events of it are refused now.
        verdicts.set(
            Math.min(result.path("index").asInt(), letters - 1),
            new Verdict(result.path("reason").asText(), result.path("detail").asText()));
      }
    }
    return verdicts;
  }
}
