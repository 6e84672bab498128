package playhouse.local.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** A service works when this address answers 200. */
public record HttpHealth(HttpClient client, URI address) implements Health {
  private static final Duration LIMIT = Duration.ofSeconds(3);

  @Override
  public Optional<String> problem() {
    try {
      HttpResponse<String> answer = get(client, address);
      return answer.statusCode() == 200
          ? Optional.empty()
          : Optional.of(address + " answers " + answer.statusCode());
    } catch (IOException e) {
      return Optional.of("no answer at " + address);
    }
  }

  static HttpResponse<String> get(HttpClient client, URI address) throws IOException {
    try {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(LIMIT).GET().build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
