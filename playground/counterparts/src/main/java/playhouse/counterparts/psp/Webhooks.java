package playhouse.counterparts.psp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the merchant what became of charges, signed, again and again until it is taken: {@code
 * Psp-Signature: t=SECONDS,v1=HEX}, the HMAC-SHA256 of the seconds, a dot and the body.
 */
public final class Webhooks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ATTEMPTS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient client = HttpClient.newHttpClient();
  private final ScheduledExecutorService sender =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "webhooks");
            thread.setDaemon(true);
            return thread;
          });
  private final URI merchant;
  private final String secret;
  private final Clock clock;
  private volatile int copies = 1;

  /** To that address, signed with that secret. */
  public Webhooks(URI merchant, String secret) {
    this(merchant, secret, Clock.systemUTC());
  }

  /** The same, by another clock. */
  public Webhooks(URI merchant, String secret, Clock clock) {
    this.merchant = merchant;
    this.secret = secret;
    this.clock = clock;
  }

  /** Has every event told so many times; 0 for never. */
  public void copies(int each) {
    copies = each;
  }

  /**
   * Tells what became of something.
   *
   * @param type such as {@code charge.succeeded}
   */
  public void tell(String type, Object about) {
    Map<String, Object> event =
        Map.of("id", "evt_" + UUID.randomUUID(), "type", type, "data", about);
    try {
      byte[] body = JSON.writeValueAsBytes(event);
      for (int copy = 0; copy < copies; copy++) {
        sender.execute(() -> send(body, 1));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void send(byte[] body, int attempt) {
    HttpRequest request =
        HttpRequest.newBuilder(merchant)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("Psp-Signature", signature(body))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    var unused =
        client
            .sendAsync(request, HttpResponse.BodyHandlers.discarding())
            .handle(
                (answer, failure) -> {
                  boolean taken = failure == null && answer.statusCode() < 300;
                  if (!taken && attempt < ATTEMPTS && !sender.isShutdown()) {
                    var unusedAgain =
                        sender.schedule(
                            () -> send(body, attempt + 1), 100L << attempt, TimeUnit.MILLISECONDS);
                  } else if (!taken) {
                    LOG.warn(
                        "the merchant does not take {}", new String(body, StandardCharsets.UTF_8));
                  }
                  return taken;
                });
  }

  private String signature(byte[] body) {
    String seconds = Long.toString(clock.instant().getEpochSecond());
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
      return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    sender.shutdownNow();
  }
}
