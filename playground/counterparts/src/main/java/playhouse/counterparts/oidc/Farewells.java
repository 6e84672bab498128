package playhouse.counterparts.oidc;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Tells the client that somebody has left. */
final class Farewells {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Register register;
  private final Tokens tokens;

  Farewells(Register register, Tokens tokens) {
    this.register = register;
    this.tokens = tokens;
  }

  /** Signs somebody out; what the client answers. */
  int signOut(String subject) throws IOException, InterruptedException {
    register.forget(subject);
    HttpRequest request =
        HttpRequest.newBuilder(register.client().told())
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "logout_token=" + tokens.left(subject, Optional.empty())))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
