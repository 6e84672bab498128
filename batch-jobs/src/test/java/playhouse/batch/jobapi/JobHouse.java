package playhouse.batch.jobapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import playhouse.contracts.Settings;
import playhouse.testbed.Await;
import playhouse.testbed.Database;
import playhouse.testbed.Ports;

/**
 * A home with a job API whose launcher is a script: it says what it was given, and ends when the
 * test lets it, with what the test says.
 */
final class JobHouse {
  static final ObjectMapper JSON = new ObjectMapper();
  static final Duration LIMIT = Duration.ofMinutes(2);

  private static final String LAUNCHER =
      """
      echo "began $*" >&2
      echo "$$ $*" >> "$PLAYHOUSE_HOME/begun"
      while [ ! -e "$PLAYHOUSE_HOME/go" ]; do sleep 0.05; done
      echo "has ended" >&2
      echo "{\\"said\\":\\"$*\\"}"
      exit "$(cat "$PLAYHOUSE_HOME/go")"
      """;

  private static final KeyPair KEY = key();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> environment;
  private final Path home;

  JobHouse() {
    try {
      home = Files.createTempDirectory("jobs-");
      Files.writeString(home.resolve("launcher.sh"), LAUNCHER);
      String half = Base64.getMimeEncoder().encodeToString(KEY.getPublic().getEncoded());
      Files.writeString(
          home.resolve("token.pub"),
          "-----BEGIN PUBLIC KEY-----\n" + half + "\n-----END PUBLIC KEY-----\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    environment =
        Map.of(
            "PLAYHOUSE_HOME", home.toString(),
            "PLAYHOUSE_JOBS_PORT", Integer.toString(Ports.free()),
            "PLAYHOUSE_JOBS_LOG_BYTES", "20000",
            "PLAYHOUSE_SERVICES_URI", Database.fresh());
  }

  Map<String, String> environment() {
    return environment;
  }

  Settings settings() {
    return Settings.of(environment);
  }

  /** The launcher's command; it finds the home without the process's environment. */
  List<String> launcher() {
    return List.of(
        "/usr/bin/env",
        "PLAYHOUSE_HOME=" + home,
        "/bin/sh",
        home.resolve("launcher.sh").toString());
  }

  /** Lets whatever runs end, now and later, with that exit code. */
  void go(int exit) {
    write("go", Integer.toString(exit));
  }

  private void write(String file, String text) {
    try {
      Path draft = home.resolve(file + ".draft");
      Files.writeString(draft, text);
      Files.move(draft, home.resolve(file), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What has begun so far: pid and words. */
  List<String> begun() {
    try {
      Path file = home.resolve("begun");
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String token(String subject, Duration lifetime) {
    try {
      Instant end = Instant.now().plus(lifetime);
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader(JWSAlgorithm.RS256),
              new JWTClaimsSet.Builder()
                  .issuer("playhouse")
                  .subject(subject)
                  .expirationTime(Date.from(end))
                  .build());
      jwt.sign(new RSASSASigner(KEY.getPrivate()));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String bearer(String subject) {
    return "Bearer " + token(subject, Duration.ofHours(1));
  }

  HttpResponse<String> send(String method, String path, String body, String... headers) {
    URI uri = URI.create("http://127.0.0.1:" + environment.get("PLAYHOUSE_JOBS_PORT") + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(20))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!List.of(headers).contains("Authorization")) {
      request.header("Authorization", bearer("operator"));
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  JsonNode get(String path) {
    HttpResponse<String> answer = send("GET", path, "");
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return json(answer.body());
  }

  /** Hands in a run of {@code profiles}; its id. */
  long submit(String token) {
    HttpResponse<String> answer =
        send("POST", "/batches", order("profiles", token), "Content-Type", "application/json");
    return json(answer.body()).path("id").asLong(-1);
  }

  static String order(String job, String token) {
    return "{\"file\":\"playhouse:run\",\"args\":[\"%s\"],\"conf\":{\"playhouse.token\":\"%s\"}}"
        .formatted(job, token);
  }

  void awaitState(long id, String state) {
    Await.until(
        "run " + id + " is " + state,
        LIMIT,
        Duration.ofMillis(50),
        () -> state.equals(get("/batches/" + id + "/state").path("state").asText()));
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  private static KeyPair key() {
    try {
      return KeyPairGenerator.getInstance("RSA").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
