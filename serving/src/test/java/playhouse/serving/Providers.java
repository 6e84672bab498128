package playhouse.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import playhouse.contracts.Settings;
import playhouse.counterparts.Movements;
import playhouse.counterparts.alipay.AlipayGateway;
import playhouse.counterparts.psp.Psp;
import playhouse.counterparts.psp.Webhooks;
import playhouse.counterparts.settlement.Till;
import playhouse.counterparts.telling.Rsa;
import playhouse.counterparts.wallet.Wallets;
import playhouse.counterparts.wechat.WechatPayGateway;
import playhouse.serving.billing.payments.PaymentChannel;
import playhouse.serving.billing.payments.channels.Channels;

/** All payment providers at one door, with what they have in their books. */
public final class Providers implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  private final HttpClient client = HttpClient.newHttpClient();

  /** Made once: new keys take longer than most tests. */
  private static final Map<String, Map<String, String>> SECRETS = secrets();

  private final AlipayGateway alipay;
  private final WechatPayGateway wechat;
  private final Wallets wallets;
  private final Psp psp;
  private final Path folder;
  private final URI merchant;

  /**
   * Open.
   *
   * @param merchant serving, which is told at its webhooks
   * @param copies how often it is told everything; 0 for never
   */
  public Providers(URI merchant, int copies, Clock clock) throws IOException, InterruptedException {
    URI hooks = merchant.resolve("/v1/payments/webhooks/");
    this.merchant = merchant;
    alipay = new AlipayGateway("2021001", keys("alipay"), clock);
    wechat =
        new WechatPayGateway(
            new WechatPayGateway.Known("wx1", "1600001", "SERIAL-M", "SERIAL-P", SECRET),
            keys("wechat"),
            clock);
    wallets =
        new Wallets("wallet-key", new Webhooks(hooks.resolve("wallet"), "wallet-secret"), clock);
    psp =
        new Psp(
            0,
            "key",
            new Webhooks(hooks.resolve("card"), "secret"),
            List.of(alipay, wechat, wallets),
            clock);
    folder = Files.createTempDirectory("providers-");
    Files.writeString(folder.resolve("psp.json"), "{\"key\":\"key\",\"secret\":\"secret\"}");
    Files.write(folder.resolve("channels.json"), JSON.writeValueAsBytes(SECRETS));
    for (String provider : List.of("", "/alipay", "/wechat", "/wallet")) {
      control(provider + "/control/webhooks", Map.of("copies", copies));
    }
  }

  /** What serving must be told of them. */
  public Map<String, String> settings() {
    return Map.of(
        "PLAYHOUSE_PSP_URL", psp.uri().toString(),
        "PLAYHOUSE_ALIPAY_URL", psp.uri() + "/alipay",
        "PLAYHOUSE_WECHAT_URL", psp.uri() + "/wechat",
        "PLAYHOUSE_WALLET_URL", psp.uri() + "/wallet",
        "PLAYHOUSE_PSP_SECRETS", folder.resolve("psp.json").toString(),
        "PLAYHOUSE_CHANNEL_SECRETS", folder.resolve("channels.json").toString(),
        "PLAYHOUSE_SERVING_URL", merchant.toString());
  }

  /** The ways to them, by their names. */
  public Map<String, PaymentChannel> channels(Duration patience, Clock clock) {
    return Channels.of(Settings.of(settings()), patience, clock);
  }

  /** The card provider. */
  public Psp psp() {
    return psp;
  }

  /** Has the next thing that is asked of a provider go wrong so. */
  public void next(String channel, String fault) throws IOException, InterruptedException {
    control(below(channel) + "/control/faults", Map.of("next", List.of(fault)));
  }

  private static String below(String channel) {
    return switch (channel) {
      case "card" -> "";
      case "wechatpay" -> "/wechat";
      default -> "/" + channel;
    };
  }

  /** Posts JSON to a provider; what it answers. */
  public String control(String path, Map<String, Object> body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(psp.uri() + path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new AssertionError(path + " answers " + answer.statusCode());
    }
    return answer.body();
  }

  /** A payer on the page of their bank; where they go from there. */
  public String atTheBank(String redirect, boolean authenticated)
      throws IOException, InterruptedException {
    String result = authenticated ? "authenticated" : "failed";
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(redirect))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "result=" + URLEncoder.encode(result, StandardCharsets.UTF_8)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return answer.headers().firstValue("Location").orElse("");
  }

  /** What each of them settles, by the channels that they are reached by. */
  public List<Till> tills() {
    return List.of(
        Till.of("card", "1.4", psp.books()::moved),
        Till.of("alipay", "0.6", alipay::moved),
        Till.of("wechatpay", "0.6", wechat::moved),
        Till.of("wallet", "1.0", wallets::moved));
  }

  /** All that was taken. */
  public List<Movements.Moved> taken() {
    return new Movements(psp, alipay, wechat, wallets).taken();
  }

  /** All that was given back. */
  public List<Movements.Moved> givenBack() {
    return new Movements(psp, alipay, wechat, wallets).givenBack();
  }

  private Rsa keys(String provider) {
    Map<String, String> shared = SECRETS.getOrDefault(provider, Map.of());
    return Rsa.of(
        shared.getOrDefault("providerPrivate", ""), shared.getOrDefault("merchantPublic", ""));
  }

  private static Map<String, Map<String, String>> secrets() {
    Map<String, String> alipay = pairs();
    alipay.put("appId", "2021001");
    Map<String, String> wechat = pairs();
    wechat.put("appId", "wx1");
    wechat.put("merchant", "1600001");
    wechat.put("merchantSerial", "SERIAL-M");
    wechat.put("providerSerial", "SERIAL-P");
    wechat.put("secret", SECRET);
    return Map.of(
        "alipay",
        alipay,
        "wechat",
        wechat,
        "wallet",
        Map.of("key", "wallet-key", "secret", "wallet-secret"));
  }

  private static Map<String, String> pairs() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      Map<String, String> halves = new HashMap<>();
      for (String side : List.of("merchant", "provider")) {
        KeyPair pair = generator.generateKeyPair();
        Base64.Encoder text = Base64.getEncoder();
        halves.put(side + "Private", text.encodeToString(pair.getPrivate().getEncoded()));
        halves.put(side + "Public", text.encodeToString(pair.getPublic().getEncoded()));
      }
      return halves;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As JSON. */
  public static byte[] json(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    psp.close();
    alipay.close();
    wechat.close();
    wallets.close();
  }
}
