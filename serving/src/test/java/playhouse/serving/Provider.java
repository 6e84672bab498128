package playhouse.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import playhouse.counterparts.psp.Psp;
import playhouse.counterparts.settlement.Moved;

/** A payment provider that tells nothing by itself, seen from its own side. */
public final class Provider implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Psp psp = new Psp(0, "key", URI.create("http://127.0.0.1:1/nowhere"), "secret");

  public Provider() throws IOException, InterruptedException {
    post("/control/webhooks", "{\"copies\":0}");
  }

  public URI uri() {
    return psp.uri();
  }

  /** Has the next charge go wrong so. */
  public void next(String fault) throws IOException, InterruptedException {
    post("/control/faults", "{\"next\":[\"" + fault + "\"]}");
  }

  /** What it has in its books. */
  public List<JsonNode> charges() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(psp.uri().resolve("/charges"))
            .header("Authorization", "Bearer key")
            .build();
    List<JsonNode> charges = new ArrayList<>();
    JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
        .path("items")
        .forEach(charges::add);
    return charges;
  }

  /** All money that moved, as it settles it. */
  public List<Moved> moved() {
    return psp.books().moved();
  }

  private void post(String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(psp.uri().resolve(path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status != 204) {
      throw new AssertionError(path + " answers " + status);
    }
  }

  @Override
  public void close() {
    psp.close();
  }
}
