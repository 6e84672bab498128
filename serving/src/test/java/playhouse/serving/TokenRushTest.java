package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many clients that want tokens in the moment in which the key to sign with is looked for. */
class TokenRushTest {
  /** More than there are connections to the database. */
  private static final int AT_ONCE = 48;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void noneWaitsForAConnectionThatAnotherHolds() throws Exception {
    try (People people = new People(Map.of())) {
      String id = "rush" + System.nanoTime();
      House admin = people.house.as(Ground.token("admin.ada"));
      House.Answer client =
          admin.post("/v1/clients", "{\"id\":\"" + id + "\",\"title\":\"X\",\"role\":\"service\"}");
      assertThat(client.status()).as(client.body()).isEqualTo(201);
      Callable<Integer> call = () -> token(people.house.port(), id, client.text("secret"));
      assertThat(call.call()).isEqualTo(200);
      ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
      try {
        for (int round = 0; round < 3; round++) {
          // What is known of the keys is old now.
          people.clock.forward(Duration.ofMinutes(2));
          List<Integer> statuses = new ArrayList<>();
          for (Future<Integer> each :
              callers.invokeAll(java.util.Collections.nCopies(AT_ONCE, call))) {
            statuses.add(each.get());
          }
          assertThat(statuses).containsOnly(200);
        }
      } finally {
        callers.shutdown();
      }
    }
  }

  private int token(int port, String id, String secret) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/oidc/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "grant_type=client_credentials&client_id=" + id + "&client_secret=" + secret))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
