package playhouse.counterparts.wechat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import playhouse.counterparts.telling.Rsa;
import playhouse.counterparts.telling.Teller;
import playhouse.counterparts.wechat.WechatPayGateway.Known;

/**
 * How WeChat Pay speaks with its merchant: what is asked and answered is signed, and what it tells
 * by itself is encrypted too.
 */
final class Wire implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "WECHATPAY2-SHA256-RSA2048 mchid=\"([^\"]*)\",nonce_str=\"([^\"]*)\","
              + "timestamp=\"([^\"]*)\",serial_no=\"([^\"]*)\",signature=\"([^\"]*)\"");

  private static final int TAG_BITS = 128;

  private final Known known;
  private final Rsa keys;
  private final Clock clock;
  private final Teller teller =
      new Teller(answer -> answer.statusCode() == 200 || answer.statusCode() == 204);

  Wire(Known known, Rsa keys, Clock clock) {
    this.known = known;
    this.keys = keys;
    this.clock = clock;
  }

  /** How often everything is told. */
  void copies(int each) {
    teller.copies(each);
  }

  /** Whether the merchant asks; if not, it is told so. */
  boolean admitted(Context request) throws IOException {
    Matcher parts =
        AUTHORIZATION.matcher(Optional.ofNullable(request.header("Authorization")).orElse(""));
    String query = request.queryString() == null ? "" : "?" + request.queryString();
    boolean theirs =
        parts.matches()
            && parts.group(1).equals(known.merchant())
            && parts.group(4).equals(known.merchantSerial())
            && keys.verified(
                String.join(
                        "\n",
                        request.method().name(),
                        request.path() + query,
                        parts.group(3),
                        parts.group(2),
                        request.body())
                    + "\n",
                parts.group(5));
    if (!theirs) {
      answer(request, 401, error("SIGN_ERROR"));
    }
    return theirs;
  }

  /** A problem, by its code. */
  static Map<String, Object> error(String code) {
    return Map.of("code", code, "message", code);
  }

  /** Answers, signed. */
  void answer(Context request, int status, Map<String, Object> said) throws IOException {
    String body = status == 204 ? "" : JSON.writeValueAsString(said);
    signature(body).forEach(request::header);
    request.status(status);
    if (!body.isEmpty()) {
      request.contentType("application/json; charset=utf-8").result(body);
    }
  }

  private Map<String, String> signature(String body) {
    String time = Long.toString(clock.instant().getEpochSecond());
    String nonce = UUID.randomUUID().toString().replace("-", "");
    return Map.of(
        "Wechatpay-Timestamp",
        time,
        "Wechatpay-Nonce",
        nonce,
        "Wechatpay-Serial",
        known.serial(),
        "Wechatpay-Signature",
        keys.sign(time + "\n" + nonce + "\n" + body + "\n"));
  }

  /** Tells the merchant of something. */
  void tell(String type, String notify, Map<String, Object> about) {
    String id = UUID.randomUUID().toString();
    teller.tell(() -> notification(id, type, notify, about));
  }

  private HttpRequest notification(
      String id, String type, String notify, Map<String, Object> about) {
    try {
      String body =
          JSON.writeValueAsString(
              Map.of(
                  "id",
                  id,
                  "create_time",
                  clock.instant().toString(),
                  "resource_type",
                  "encrypt-resource",
                  "event_type",
                  type,
                  "resource",
                  encrypted(JSON.writeValueAsString(about))));
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(notify))
              .timeout(PATIENCE)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body));
      signature(body).forEach(request::header);
      return request.build();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Object> encrypted(String text) throws GeneralSecurityException {
    String nonce = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(known.secret().getBytes(StandardCharsets.UTF_8), "AES"),
        new GCMParameterSpec(TAG_BITS, nonce.getBytes(StandardCharsets.UTF_8)));
    cipher.updateAAD("transaction".getBytes(StandardCharsets.UTF_8));
    byte[] sealed = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
    return Map.of(
        "algorithm", "AEAD_AES_256_GCM",
        "original_type", "transaction",
        "associated_data", "transaction",
        "nonce", nonce,
        "ciphertext", Base64.getEncoder().encodeToString(sealed));
  }

  @Override
  public void close() {
    teller.close();
  }
}
