package playhouse.serving.billing.payments.channels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import playhouse.serving.billing.payments.Outcome;
import playhouse.serving.billing.payments.Payment;
import playhouse.serving.billing.payments.PaymentChannel;

/**
 * WeChat Pay, version 3: JSON with signatures of both sides in headers, amounts in fen, and what it
 * tells by itself encrypted. An order is made, and the payer pays it in their app by its {@code
 * code_url}. Source: pay.weixin.qq.com, /v3/pay/transactions/native, /v3/refund/domestic/refunds.
 */
public final class WechatPay implements PaymentChannel {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final String ORDERS = "/v3/pay/transactions/out-trade-no/";
  private static final String REFUNDS = "/v3/refund/domestic/refunds";
  private static final int TAG_BITS = 128;

  /** As {@link #number} makes them: 128 bits in Base64, and the attempt. */
  private static final Pattern NUMBER = Pattern.compile("([A-Za-z0-9_-]{22})(\\d{1,4})");

  /** Refusals after which nothing was done, and may be when it is asked again. */
  private static final Set<String> UNSENT =
      Set.of("PARAM_ERROR", "SIGN_ERROR", "NO_AUTH", "FREQUENCY_LIMITED", "RATELIMIT_EXCEEDED");

  private final Web web;
  private final String base;
  private final URI notify;
  private final Shared shared;
  private final Clock clock;

  /**
   * What it and we know of each other.
   *
   * @param serial of our certificate
   * @param theirSerial of its key
   * @param secret of 32 bytes, that it encrypts with (APIv3 key)
   */
  public record Shared(
      String appId,
      String merchant,
      String serial,
      PrivateKey ours,
      String theirSerial,
      PublicKey theirs,
      String secret) {
    /** Of texts, keys in Base64. */
    public static Shared of(
        String appId,
        String merchant,
        String serial,
        String ours,
        String theirSerial,
        String theirs,
        String secret) {
      return new Shared(
          appId,
          merchant,
          serial,
          Rsa.privateKey(ours),
          theirSerial,
          Rsa.publicKey(theirs),
          secret);
    }
  }

  /**
   * There.
   *
   * @param notify where it tells us by itself
   * @param patience how long an answer is waited for
   */
  public WechatPay(URI uri, URI notify, Shared shared, Duration patience, Clock clock) {
    this.web = new Web(patience);
    this.base = uri.toString().replaceAll("/$", "");
    this.notify = notify;
    this.shared = shared;
    this.clock = clock;
  }

  @Override
  public Outcome charge(Payment p) {
    String number = number(p);
    Map<String, Object> order =
        Map.of(
            "appid", shared.appId(),
            "mchid", shared.merchant(),
            "description", "Playhouse",
            "out_trade_no", number,
            "notify_url", notify.toString(),
            "attach", p.token(),
            "amount",
                Map.of(
                    "total", p.amount().getAmountMinorLong(),
                    "currency", p.amount().getCurrencyUnit().getCode()));
    return ask(
        "POST",
        "/v3/pay/transactions/native",
        Optional.of(order),
        said ->
            said.path("code_url").asText().isEmpty()
                ? new Outcome.Unknown("an order without code_url")
                : new Outcome.ActionRequired(number, said.path("code_url").asText()));
  }

  @Override
  public Outcome inquire(Payment p) {
    return ask(
        "GET",
        ORDERS + number(p) + "?mchid=" + shared.merchant(),
        Optional.empty(),
        said ->
            switch (said.path("trade_state").asText()) {
              case "NOTPAY", "USERPAYING" ->
                  p.progress()
                      .redirect()
                      .<Outcome>map(url -> new Outcome.ActionRequired(number(p), url))
                      // Asked for again, the same order says where it is paid.
                      .orElseGet(Outcome.NeverSeen::new);
              default -> state(said);
            });
  }

  private static Outcome state(JsonNode said) {
    String id = said.path("transaction_id").asText();
    return switch (said.path("trade_state").asText()) {
      case "SUCCESS", "REFUND" ->
          new Outcome.Captured(
              id,
              said.path("amount").path("total").asLong(),
              said.path("amount").path("currency").asText());
      case "CLOSED", "REVOKED" -> new Outcome.Released(id);
      case "PAYERROR" -> new Outcome.Declined(id, "payer_error");
      default -> new Outcome.Unknown("trade_state " + said.path("trade_state").asText());
    };
  }

  @Override
  public Outcome release(Payment p) {
    return ask(
        "POST",
        ORDERS + number(p) + "/close",
        Optional.of(Map.of("mchid", shared.merchant())),
        said -> new Outcome.Released(number(p)));
  }

  @Override
  public Outcome refund(Return wanted) {
    Map<String, Object> body =
        Map.of(
            "transaction_id", wanted.providerCharge(),
            "out_refund_no", wanted.id().toString(),
            "notify_url", notify.toString(),
            "amount",
                Map.of(
                    "refund", wanted.amount().getAmountMinorLong(),
                    "total", wanted.charged().getAmountMinorLong(),
                    "currency", wanted.amount().getCurrencyUnit().getCode()));
    return ask("POST", REFUNDS, Optional.of(body), WechatPay::refunded);
  }

  @Override
  public Outcome inquire(Return wanted) {
    return ask("GET", REFUNDS + "/" + wanted.id(), Optional.empty(), WechatPay::refunded);
  }

  private static Outcome refunded(JsonNode said) {
    String status = said.path("status").asText(said.path("refund_status").asText());
    String id = said.path("refund_id").asText();
    return switch (status) {
      case "SUCCESS" ->
          new Outcome.GivenBack(
              id,
              said.path("amount").path("refund").asLong(),
              said.path("amount").path("currency").asText("CNY"));
      case "CLOSED", "ABNORMAL" -> new Outcome.Declined(id, "refund_" + lower(status));
      default -> new Outcome.Unknown("status " + status);
    };
  }

  private Outcome ask(
      String method,
      String path,
      Optional<Map<String, Object>> content,
      Function<JsonNode, Outcome> meaning) {
    try {
      String body = content.isPresent() ? JSON.writeValueAsString(content.get()) : "";
      URI to = URI.create(base + path);
      HttpRequest.Builder request =
          HttpRequest.newBuilder(to)
              .header("Accept", "application/json")
              .header("Authorization", authorization(method, to, body));
      if (content.isPresent()) {
        request.header("Content-Type", "application/json");
      }
      HttpResponse<String> answer =
          web.send(
              request.method(
                  method,
                  body.isEmpty()
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString(body)));
      return meaning(answer, meaning);
    } catch (IOException e) {
      return Web.unsent(e) ? new Outcome.NotSent(e.toString()) : new Outcome.Unknown(e.toString());
    }
  }

  private Outcome meaning(HttpResponse<String> answer, Function<JsonNode, Outcome> meaning)
      throws IOException {
    if (!signed(name -> answer.headers().firstValue(name), answer.body())) {
      return new Outcome.Unknown("HTTP " + answer.statusCode() + ", not signed");
    }
    if (answer.statusCode() == 204) {
      return meaning.apply(JSON.createObjectNode());
    }
    JsonNode said = JSON.readTree(answer.body());
    if (answer.statusCode() < 300) {
      return meaning.apply(said);
    }
    String code = said.path("code").asText();
    if (code.equals("ORDER_NOT_EXIST") || code.equals("RESOURCE_NOT_EXISTS")) {
      return new Outcome.NeverSeen();
    }
    if (UNSENT.contains(code)) {
      return new Outcome.NotSent(code);
    }
    boolean clear = answer.statusCode() < 500 && !code.isEmpty() && !code.equals("ORDERPAID");
    return clear ? new Outcome.Declined("", lower(code)) : new Outcome.Unknown(code);
  }

  /** The request as we sign it: method, path, time, nonce and body, each with a line's end. */
  private String authorization(String method, URI to, String body) {
    String time = Long.toString(clock.instant().getEpochSecond());
    String nonce = UUID.randomUUID().toString().replace("-", "");
    String query = to.getRawQuery() == null ? "" : "?" + to.getRawQuery();
    String signature =
        Rsa.sign(
            shared.ours(),
            String.join("\n", method, to.getRawPath() + query, time, nonce, body) + "\n");
    return "WECHATPAY2-SHA256-RSA2048 mchid=\""
        + shared.merchant()
        + "\",nonce_str=\""
        + nonce
        + "\",timestamp=\""
        + time
        + "\",serial_no=\""
        + shared.serial()
        + "\",signature=\""
        + signature
        + "\"";
  }

  /** Whether it is from there, and not old. */
  private boolean signed(Function<String, Optional<String>> headers, String body) {
    String time = headers.apply("Wechatpay-Timestamp").orElse("");
    String nonce = headers.apply("Wechatpay-Nonce").orElse("");
    return time.matches("\\d{1,12}")
        && Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), clock.instant())
                .abs()
                .compareTo(FRESH)
            <= 0
        && headers.apply("Wechatpay-Serial").orElse("").equals(shared.theirSerial())
        && Rsa.verified(
            shared.theirs(),
            time + "\n" + nonce + "\n" + body + "\n",
            headers.apply("Wechatpay-Signature").orElse(""));
  }

  @Override
  public Optional<Told> told(Notice notice) {
    if (!signed(notice.headers(), notice.body())) {
      return Optional.empty();
    }
    try {
      JsonNode event = JSON.readTree(notice.body());
      JsonNode said = JSON.readTree(decrypted(event.path("resource")));
      String kind = event.path("event_type").asText();
      News news =
          kind.startsWith("REFUND.")
              ? new OfRefund(said.path("out_refund_no").asText(), refunded(said))
              : new OfPayment(reference(said.path("out_trade_no").asText()), state(said));
      return Optional.of(new Told(event.path("id").asText(), kind, news));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private byte[] decrypted(JsonNode resource) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(shared.secret().getBytes(StandardCharsets.UTF_8), "AES"),
        new GCMParameterSpec(
            TAG_BITS, resource.path("nonce").asText().getBytes(StandardCharsets.UTF_8)));
    cipher.updateAAD(resource.path("associated_data").asText().getBytes(StandardCharsets.UTF_8));
    return cipher.doFinal(Base64.getDecoder().decode(resource.path("ciphertext").asText()));
  }

  @Override
  public String thanks() {
    return "{\"code\":\"SUCCESS\",\"message\":\"成功\"}";
  }

  /** 32 characters at most are taken: an id has 36. */
  private static String number(Payment p) {
    ByteBuffer id = ByteBuffer.allocate(2 * Long.BYTES);
    id.putLong(p.id().getMostSignificantBits()).putLong(p.id().getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id.array()) + p.attempt();
  }

  private static String reference(String number) {
    Matcher parts = NUMBER.matcher(number);
    if (!parts.matches()) {
      return number;
    }
    ByteBuffer id = ByteBuffer.wrap(Base64.getUrlDecoder().decode(parts.group(1)));
    return new UUID(id.getLong(), id.getLong()) + "-" + parts.group(2);
  }

  private static String lower(String code) {
    return code.toLowerCase(Locale.ROOT);
  }
}
