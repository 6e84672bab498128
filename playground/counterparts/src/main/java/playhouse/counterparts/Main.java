package playhouse.counterparts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.counterparts.alipay.AlipayGateway;
import playhouse.counterparts.mail.MailServer;
import playhouse.counterparts.oidc.Client;
import playhouse.counterparts.oidc.OidcServer;
import playhouse.counterparts.psp.Psp;
import playhouse.counterparts.settlement.SettlementHouse;
import playhouse.counterparts.settlement.Till;
import playhouse.counterparts.sms.Smsc;
import playhouse.counterparts.telling.Rsa;
import playhouse.counterparts.wallet.Wallets;
import playhouse.counterparts.wechat.WechatPayGateway;

/**
 * Starts everyone that the platform talks to and that the settings do not name, and stops them when
 * asked to.
 */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private final Settings settings;
  private final List<Runnable> closing = new ArrayList<>();
  private final List<Consumer<RoutesConfig>> routes = new ArrayList<>();
  private final List<Till> tills = new ArrayList<>();

  private Main(Settings settings) {
    this.settings = settings;
  }

  /** Takes no arguments: {@link Settings} say everything. */
  public static void main(String[] arguments) throws IOException {
    new Main(Settings.load()).start();
  }

  private void start() throws IOException {
    if (settings.find(Setting.SMTP_URL).isEmpty()) {
      MailServer mail = new MailServer(settings.number(Setting.SMTP_PORT));
      routes.add(mail::routes);
      closing.add(mail::close);
      LOG.info("A mail server listens at {}", mail.url());
    }
    if (settings.find(Setting.SMPP_URL).isEmpty()) {
      JsonNode shared = secrets(Setting.SMPP_SECRETS);
      Smsc centre =
          new Smsc(
              settings.number(Setting.SMPP_PORT),
              shared.path("systemId").asText(),
              shared.path("password").asText());
      routes.add(centre::routes);
      closing.add(centre::close);
      LOG.info("An SMS centre listens at {}", centre.url());
    }
    if (settings.find(Setting.SSO_PROVIDERS).isEmpty()) {
      signIn();
    }
    open();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> closing.forEach(Runnable::run), "shutdown"));
  }

  /** Knows the client by what lies in the home, as serving does. */
  private void signIn() throws IOException {
    JsonNode ours =
        new ObjectMapper().readTree(settings.home().resolve("sso.json").toFile()).path(0);
    String name = ours.path("name").asText();
    URI web = URI.create(settings.get(Setting.WEB_URL));
    URI serving = URI.create(settings.get(Setting.SERVING_URL));
    Client client =
        new Client(
            ours.path("client").asText(),
            ours.path("secret").asText(),
            web.resolve("/sso/" + name + "/callback"),
            serving.resolve("/sso/" + name + "/backchannel-logout"));
    OidcServer provider = new OidcServer(URI.create(ours.path("issuer").asText()), client);
    routes.add(provider::routes);
    closing.add(provider::close);
    LOG.info("A sign-in provider is at {}", provider.issuer());
  }

  /** The door is the provider's, who was here first. */
  private void open() throws IOException {
    int port = settings.number(Setting.COUNTERPARTS_PORT);
    if (settings.find(Setting.PSP_URL).isPresent()) {
      Javalin door = Door.open(port, routes);
      closing.add(door::stop);
      return;
    }
    JsonNode shared = secrets(Setting.PSP_SECRETS);
    URI us = URI.create(settings.get(Setting.SERVING_URL)).resolve("/v1/payments/webhooks/");
    others(Path.of(settings.get(Setting.CHANNEL_SECRETS)), us);
    Psp psp =
        new Psp(
            port,
            shared.path("key").asText(),
            us.resolve("card"),
            shared.path("secret").asText(),
            routes);
    closing.add(psp::close);
    LOG.info("Payment providers listen at {}", psp.uri());
    tills.add(0, Till.of("card", "1.4", psp.books()::moved));
    SettlementHouse bank =
        new SettlementHouse(settings.number(Setting.BANK_PORT), shared.path("key").asText(), tills);
    closing.add(bank::close);
    LOG.info("Their settlement files and the bank's statements are at {}", bank.uri());
  }

  private JsonNode secrets(Setting file) throws IOException {
    return new ObjectMapper().readTree(Path.of(settings.get(file)).toFile());
  }

  /** The other providers, if there are secrets of theirs: a home of before has none. */
  private void others(Path secrets, URI us) throws IOException {
    if (!Files.exists(secrets)) {
      return;
    }
    JsonNode all = new ObjectMapper().readTree(secrets.toFile());
    JsonNode shared = all.path("alipay");
    AlipayGateway alipay = new AlipayGateway(shared.path("appId").asText(), keys(shared));
    tills.add(Till.of("alipay", "0.6", alipay::moved));
    WechatPayGateway wechat = wechat(all.path("wechat"));
    tills.add(Till.of("wechatpay", "0.6", wechat::moved));
    JsonNode wallet = all.path("wallet");
    Wallets wallets =
        new Wallets(
            wallet.path("key").asText(), us.resolve("wallet"), wallet.path("secret").asText());
    tills.add(Till.of("wallet", "1.0", wallets::moved));
    routes.addAll(List.of(alipay, wechat, wallets));
  }

  private static WechatPayGateway wechat(JsonNode shared) {
    return new WechatPayGateway(
        new WechatPayGateway.Known(
            shared.path("appId").asText(),
            shared.path("merchant").asText(),
            shared.path("merchantSerial").asText(),
            shared.path("providerSerial").asText(),
            shared.path("secret").asText()),
        keys(shared));
  }

  private static Rsa keys(JsonNode shared) {
    return Rsa.of(shared.path("providerPrivate").asText(), shared.path("merchantPublic").asText());
  }
}
