package playhouse.serving.billing.payments.channels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
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
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import playhouse.serving.billing.payments.Outcome;
import playhouse.serving.billing.payments.Payment;
import playhouse.serving.billing.payments.PaymentChannel;

/**
 * A provider that speaks JSON over HTTP: charges with an idempotency key, inquiry by our own
 * reference, and signed webhooks. Only an answer that says so clearly means that money was taken or
 * refused; everything else is not known, and is asked for.
 */
public final class HttpPsp implements PaymentChannel {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SIGNATURE = Pattern.compile("t=(\\d{1,12}),v1=([0-9a-f]{64})");

  /** Older ones may have been listened to on their way. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final Web web;
  private final String base;
  private final Optional<String> returnTo;
  private final boolean aside;
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
    this(uri, Optional.empty(), false, key, secret, patience, clock);
  }

  private HttpPsp(
      URI uri,
      Optional<String> returnTo,
      boolean aside,
      String key,
      String secret,
      Duration patience,
      Clock clock) {
    this.base = uri.toString().replaceAll("/$", "");
    this.returnTo = returnTo;
    this.aside = aside;
    this.key = key;
    this.secret = secret;
    this.patience = patience;
    this.web = new Web(patience);
    this.clock = clock;
  }

  /** The same, with payers coming back from their banks to us there. */
  public HttpPsp returningTo(URI us) {
    String there = us.toString().replaceAll("/$", "");
    return new HttpPsp(URI.create(base), Optional.of(there), aside, key, secret, patience, clock);
  }

  /** The same, with all money set aside first and taken apart, as wallets want it. */
  public HttpPsp settingAside() {
    return new HttpPsp(URI.create(base), returnTo, true, key, secret, patience, clock);
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
    Map<String, Object> body = new TreeMap<>();
    body.put("reference", payment.reference());
    body.put("amountMinor", payment.amount().getAmountMinorLong());
    body.put("currency", payment.amount().getCurrencyUnit().getCode());
    body.put("method", payment.token());
    body.put("capture", !payment.hold() && !aside);
    body.put("challenge", payment.progress().challenge());
    returnTo.ifPresent(
        to -> body.put("returnUrl", to + "/v1/payments/" + payment.id() + "/return"));
    return change("/charges", payment.reference(), body, PspWords::outcome);
  }

  @Override
  public boolean setsAside() {
    return true;
  }

  @Override
  public boolean chargesAlone(String token) {
    return true;
  }

  @Override
  public Outcome capture(Payment payment) {
    return change(
        "/charges/" + payment.providerId().orElse("none") + "/capture",
        payment.reference() + "-capture",
        Map.of("amountMinor", payment.amount().getAmountMinorLong()),
        PspWords::outcome);
  }

  @Override
  public Outcome release(Payment payment) {
    return change(
        "/charges/" + payment.providerId().orElse("none") + "/cancel",
        payment.reference() + "-cancel",
        Map.of(),
        PspWords::outcome);
  }

  @Override
  public Outcome refund(Return wanted) {
    return change(
        "/refunds",
        wanted.id().toString(),
        Map.of(
            "reference", wanted.id().toString(),
            "charge", wanted.providerCharge(),
            "amountMinor", wanted.amount().getAmountMinorLong(),
            "currency", wanted.amount().getCurrencyUnit().getCode()),
        PspWords::refunded);
  }

  @Override
  public Outcome inquire(Payment payment) {
    return find("/charges?reference=" + encoded(payment.reference()), PspWords::outcome);
  }

  @Override
  public Outcome inquire(Return wanted) {
    return find("/refunds?reference=" + encoded(wanted.id().toString()), PspWords::refunded);
  }

  @Override
  public boolean contest(String chargeback, String evidence) {
    Outcome outcome =
        change(
            "/disputes/" + encoded(chargeback) + "/evidence",
            chargeback,
            Map.of("evidence", evidence),
            dispute -> new Outcome.Released(dispute.path("id").asText()));
    return outcome instanceof Outcome.Released;
  }

  @Override
  public Optional<TakenBack> chargeback(String chargeback) {
    try {
      HttpResponse<String> answer = web.send(to("/disputes/" + encoded(chargeback)).GET());
      return answer.statusCode() == 200
          ? Optional.of(PspWords.takenBack(JSON.readTree(answer.body())))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Asks for something to be done, once for that key. */
  private Outcome change(
      String path, String once, Map<String, Object> body, Function<JsonNode, Outcome> meaning) {
    try {
      HttpResponse<String> answer =
          web.send(
              to(path)
                  .header("Content-Type", "application/json")
                  .header("Idempotency-Key", once)
                  .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
      return switch (answer.statusCode()) {
        case 200, 201, 202, 402 -> meaning.apply(JSON.readTree(answer.body()));
        case 400, 401, 403, 404, 422 -> new Outcome.NotSent("HTTP " + answer.statusCode());
        default -> new Outcome.Unknown("HTTP " + answer.statusCode());
      };
    } catch (IOException e) {
      return Web.unsent(e) ? new Outcome.NotSent(e.toString()) : new Outcome.Unknown(e.toString());
    }
  }

  private Outcome find(String path, Function<JsonNode, Outcome> meaning) {
    try {
      HttpResponse<String> answer = web.send(to(path).GET());
      if (answer.statusCode() != 200) {
        return new Outcome.Unknown("HTTP " + answer.statusCode());
      }
      JsonNode items = JSON.readTree(answer.body()).path("items");
      if (!items.isArray()) {
        return new Outcome.Unknown("an answer without items");
      }
      return items.isEmpty() ? new Outcome.NeverSeen() : meaning.apply(items.get(0));
    } catch (IOException e) {
      return new Outcome.Unknown(e.toString());
    }
  }

  @Override
  public Optional<Told> told(Notice notice) {
    Matcher parts = SIGNATURE.matcher(notice.headers().apply("Psp-Signature").orElse(""));
    if (!parts.matches() || !fresh(Long.parseLong(parts.group(1)))) {
      return Optional.empty();
    }
    byte[] body = notice.body().getBytes(StandardCharsets.UTF_8);
    byte[] ours = hmac(parts.group(1), body);
    if (!MessageDigest.isEqual(ours, HexFormat.of().parseHex(parts.group(2)))) {
      return Optional.empty();
    }
    try {
      JsonNode event = JSON.readTree(body);
      String id = event.path("id").asText();
      String kind = event.path("type").asText();
      return id.isBlank()
          ? Optional.empty()
          : Optional.of(new Told(id, kind, PspWords.news(kind, event.path("data"))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Bearer " + key);
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
