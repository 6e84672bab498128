package playhouse.collector.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;

/** A door with three keys, and somebody who knocks. */
public final class OpenDoor implements AutoCloseable {

  static final String DEMO = "demo-key";
  static final String OTHER = "other-key";
  public static final String IMPORT = "import-key";
  static final Limits ROOMY =
      new Limits(
          8 << 20, 10_000, 200_000, 64 << 20, Duration.ofSeconds(10), Duration.ofSeconds(30));

  final Door door;
  public final int port;
  private final HttpClient client = HttpClient.newHttpClient();

  public OpenDoor(Broker broker, Path folder) {
    this(broker, folder, ROOMY, Clock.systemUTC(), plan -> plan);
  }

  OpenDoor(
      Broker broker, Path folder, Limits limits, Clock clock, UnaryOperator<Door.Plan> change) {
    Path keys = folder.resolve("keys.json");
    try {
      Files.writeString(
          keys,
          "{\"demo\":\"%s\",\"other\":\"%s\",\"import\":\"%s\"}".formatted(DEMO, OTHER, IMPORT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Door.Plan plan =
        new Door.Plan("127.0.0.1", 0, broker.address(), keys, true, ClientAddress.PEER, limits);
    door = Door.open(change.apply(plan), clock);
    port = door.port();
    Await.until("healthy", Duration.ofSeconds(30), () -> get("/health").statusCode() == 200);
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  public HttpResponse<String> post(String contentType, String body) {
    return post(contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  HttpResponse<String> post(String contentType, byte[] body) {
    return send(request(DEMO, contentType, body).build());
  }

  public HttpRequest.Builder request(String key, String contentType, byte[] body) {
    return HttpRequest.newBuilder(uri("/v1/events"))
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", contentType)
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  public HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A rating of the given id and source. */
  public static String rating(String source, String id) {
    return """
        {"specversion":"1.0","id":"%s","source":"%s","type":"rating",\
        "time":"2026-01-02T03:04:05Z","person":"ml-1m:42",\
        "data":{"title":"ml-1m:1","score":4.5,"scale":"stars5"}}"""
        .formatted(id, source);
  }

  @Override
  public void close() {
    door.close();
  }
}
