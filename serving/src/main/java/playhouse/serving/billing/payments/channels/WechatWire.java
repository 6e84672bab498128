package playhouse.serving.billing.payments.channels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * How one speaks with WeChat Pay, version 3: JSON signed by both sides in headers, and what it
 * tells by itself encrypted.
 */
final class WechatWire {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final int TAG_BITS = 128;

  private final Web web;
  private final String base;
  private final WechatPay.Shared shared;
  private final Clock clock;

  /**
   * There.
   *
   * @param patience how long an answer is waited for
   */
  WechatWire(URI uri, WechatPay.Shared shared, Duration patience, Clock clock) {
    this.web = new Web(patience);
    this.base = uri.toString().replaceAll("/$", "");
    this.shared = shared;
    this.clock = clock;
  }

  /**
   * What was answered.
   *
   * @param signed whether it is from there
   * @param said empty where there is no content
   */
  record Said(int status, boolean signed, JsonNode said) {
    /** Why it was not done; empty if it says nothing. */
    String code() {
      return said.path("code").asText();
    }
  }

  /** Asks; what goes wrong on the way is the caller's to understand. */
  Said ask(String method, String path, Optional<Map<String, Object>> content) throws IOException {
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
    boolean signed = signed(name -> answer.headers().firstValue(name), answer.body());
    return new Said(
        answer.statusCode(),
        signed,
        signed && answer.statusCode() != 204
            ? JSON.readTree(answer.body())
            : JSON.createObjectNode());
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
  boolean signed(Function<String, Optional<String>> headers, String body) {
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

  /** What was encrypted for us. */
  byte[] decrypted(JsonNode resource) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(shared.secret().getBytes(StandardCharsets.UTF_8), "AES"),
        new GCMParameterSpec(
            TAG_BITS, resource.path("nonce").asText().getBytes(StandardCharsets.UTF_8)));
    cipher.updateAAD(resource.path("associated_data").asText().getBytes(StandardCharsets.UTF_8));
    return cipher.doFinal(Base64.getDecoder().decode(resource.path("ciphertext").asText()));
  }
}
