package playhouse.counterparts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.counterparts.alipay.AlipayGateway;
import playhouse.counterparts.psp.Psp;
import playhouse.counterparts.telling.Rsa;
import playhouse.counterparts.wallet.Wallets;
import playhouse.counterparts.wechat.WechatPayGateway;

/** Starts everyone that the platform talks to, and stops them when asked to. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /** Takes no arguments: {@link Settings} say everything. */
  public static void main(String[] arguments) throws IOException {
    Settings settings = Settings.load();
    JsonNode shared =
        new ObjectMapper().readTree(Path.of(settings.get(Setting.PSP_SECRETS)).toFile());
    URI us = URI.create(settings.get(Setting.SERVING_URL)).resolve("/v1/payments/webhooks/");
    Psp psp =
        new Psp(
            settings.number(Setting.COUNTERPARTS_PORT),
            shared.path("key").asText(),
            us.resolve("card"),
            shared.path("secret").asText(),
            others(Path.of(settings.get(Setting.CHANNEL_SECRETS)), us));
    LOG.info("Payment providers listen at {}", psp.uri());
    Runtime.getRuntime().addShutdownHook(new Thread(psp::close, "shutdown"));
  }

  /** The other providers, if there are secrets of theirs: a home of before has none. */
  private static List<Consumer<JavalinConfig>> others(Path secrets, URI us) throws IOException {
    if (!Files.exists(secrets)) {
      return List.of();
    }
    JsonNode all = new ObjectMapper().readTree(secrets.toFile());
    JsonNode alipay = all.path("alipay");
    JsonNode wechat = all.path("wechat");
    JsonNode wallet = all.path("wallet");
    return List.of(
        new AlipayGateway(alipay.path("appId").asText(), keys(alipay)),
        new WechatPayGateway(
            new WechatPayGateway.Known(
                wechat.path("appId").asText(),
                wechat.path("merchant").asText(),
                wechat.path("merchantSerial").asText(),
                wechat.path("providerSerial").asText(),
                wechat.path("secret").asText()),
            keys(wechat)),
        new Wallets(
            wallet.path("key").asText(), us.resolve("wallet"), wallet.path("secret").asText()));
  }

  private static Rsa keys(JsonNode shared) {
    return Rsa.of(shared.path("providerPrivate").asText(), shared.path("merchantPublic").asText());
  }
}
