package playhouse.serving.billing.payments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A provider that speaks JSON over HTTP: charges with an idempotency key, inquiry by our own
 * reference, and signed webhooks. Only an answer that says so clearly means that money was taken or
 * refused; everything else is not known, and is asked for.
 */
public final class HttpPsp implements PaymentChannel {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Pattern SIGNATURE = Pattern.compile("t=(\\d{1,12}),v1=([0-9a-f]{64})");

  /** Older ones may have been listened to on their way. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final URI uri;
  private final String key;
  private final String secret;
  private final Duration patience;
  private final Clock clock;

  /**
   * There.
   *
   * @param key that the provider knows us by
   * @param secret that its webhooks are signed with
   * @param patience how long an answer is waited for
   */
  public HttpPsp(URI uri, String key, String secret, Duration patience, Clock clock) {
    this.uri = uri;
    this.key = key;
    this.secret = secret;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * The same, with what we share with it in a file: {@code {"key": …, "secret": …}}.
   *
   * @throws IllegalArgumentException if the file cannot be read or lacks one of them
   */
  public static HttpPsp at(URI uri, Path secrets, Duration patience, Clock clock) {
    try {
      JsonNode shared = JSON.readTree(secrets.toFile());
      return new HttpPsp(uri, text(shared, "key"), text(shared, "secret"), patience, clock);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "PLAYHOUSE_PSP_URL is set, and PLAYHOUSE_PSP_SECRETS must be a file with key and secret: "
              + e.getMessage(),
          e);
    }
  }

  private static String text(JsonNode shared, String name) {
    String text = shared.path(name).asText("");
    if (text.isBlank()) {
      throw new IllegalArgumentException("there is no " + name);
    }
    return text;
  }

  @Override
  public Outcome charge(Payment payment) {
    try {
      byte[] body =
          JSON.writeValueAsBytes(
              Map.of(
                  "reference", payment.reference(),
                  "amountMinor", payment.amount().getAmountMinorLong(),
                  "currency", payment.amount().getCurrencyUnit().getCode(),
                  "method", payment.token()));
      HttpResponse<byte[]> answer =
          send(
              to("/charges")
                  .header("Content-Type", "application/json")
                  .header("Idempotency-Key", payment.reference())
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
      return switch (answer.statusCode()) {
        case 200, 201, 402 -> outcome(JSON.readTree(answer.body()));
        case 400, 401, 403, 404, 422 -> new Outcome.NotSent("HTTP " + answer.statusCode());
        default -> new Outcome.Unknown("HTTP " + answer.statusCode());
      };
    } catch (ConnectException | HttpConnectTimeoutException e) {
      return new Outcome.NotSent(e.toString());
    } catch (IOException e) {
      return new Outcome.Unknown(e.toString());
    }
  }

  @Override
  public Outcome inquire(Payment payment) {
    String reference = URLEncoder.encode(payment.reference(), StandardCharsets.UTF_8);
    try {
      HttpResponse<byte[]> answer = send(to("/charges?reference=" + reference).GET());
      if (answer.statusCode() != 200) {
        return new Outcome.Unknown("HTTP " + answer.statusCode());
      }
      JsonNode items = JSON.readTree(answer.body()).path("items");
      if (!items.isArray()) {
        return new Outcome.Unknown("an answer without items");
      }
      return items.isEmpty() ? new Outcome.NeverSeen() : outcome(items.get(0));
    } catch (IOException e) {
      return new Outcome.Unknown(e.toString());
    }
  }

  @Override
  public Optional<Told> told(byte[] body, Optional<String> signature) {
    Matcher parts = SIGNATURE.matcher(signature.orElse(""));
    if (!parts.matches() || !fresh(Long.parseLong(parts.group(1)))) {
      return Optional.empty();
    }
    byte[] ours = hmac(parts.group(1), body);
    if (!MessageDigest.isEqual(ours, HexFormat.of().parseHex(parts.group(2)))) {
      return Optional.empty();
    }
    try {
      JsonNode event = JSON.readTree(body);
      JsonNode charge = event.path("data");
      if (event.path("id").asText().isBlank()) {
        return Optional.empty();
      }
      return Optional.of(
          new Told(event.path("id").asText(), charge.path("reference").asText(), outcome(charge)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Outcome outcome(JsonNode charge) {
    return switch (charge.path("status").asText()) {
      case "succeeded" ->
          new Outcome.Captured(
              charge.path("id").asText(),
              charge.path("amountMinor").asLong(),
              charge.path("currency").asText());
      case "declined" ->
          new Outcome.Declined(charge.path("id").asText(), charge.path("code").asText());
      default -> new Outcome.Unknown("status '" + charge.path("status").asText() + "'");
    };
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(uri.resolve(path))
        .timeout(patience)
        .header("Authorization", "Bearer " + key);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
    // The request's own limit ends with the headers: a body that never ends would be waited for.
    CompletableFuture<HttpResponse<byte[]>> sending =
        client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    try {
      return sending.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      sending.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (TimeoutException e) {
      sending.cancel(true);
      throw new IOException("no answer within " + patience.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IOException(e.getCause());
    }
  }

  private boolean fresh(long seconds) {
    Duration age = Duration.between(Instant.ofEpochSecond(seconds), clock.instant()).abs();
    return age.compareTo(FRESH) <= 0;
  }

  private byte[] hmac(String seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }
}
