package playhouse.counterparts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.contracts.VirtualClock;
import playhouse.counterparts.alipay.AlipayGateway;
import playhouse.counterparts.bidders.SimulatedBidder;
import playhouse.counterparts.mail.MailServer;
import playhouse.counterparts.oidc.Client;
import playhouse.counterparts.oidc.OidcServer;
import playhouse.counterparts.psp.Psp;
import playhouse.counterparts.psp.Webhooks;
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

  private static final List<String> BIDDERS = List.of("ada", "bea", "cem");

  private final Settings settings;
  private final Clock clock;
  private volatile Optional<Movements> movements = Optional.empty();
  private final List<Runnable> closing = new ArrayList<>();
  private final List<Consumer<RoutesConfig>> routes = new ArrayList<>();
  private final List<Till> tills = new ArrayList<>();

  private Main(Settings settings) {
    this.settings = settings;
    clock = VirtualClock.of(settings);
    if (clock instanceof VirtualClock moved) {
      routes.add(new ClockRoute(moved));
    }
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
    if (settings.find(Setting.AD_BIDDERS).isEmpty()) {
      for (int i = 0; i < BIDDERS.size(); i++) {
        routes.add(new SimulatedBidder(BIDDERS.get(i), i)::routes);
      }
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
    Optional<Channels> channels = channels(Path.of(settings.get(Setting.CHANNEL_SECRETS)), us);
    channels.ifPresent(
        those -> {
          routes.addAll(List.of(those.alipay(), those.wechat(), those.wallets()));
          routes.add(this::books);
        });
    Psp psp =
        new Psp(
            port,
            shared.path("key").asText(),
            new Webhooks(us.resolve("card"), shared.path("secret").asText(), clock),
            routes,
            clock);
    channels.ifPresent(
        those ->
            movements =
                Optional.of(new Movements(psp, those.alipay(), those.wechat(), those.wallets())));
    closing.add(psp::close);
    LOG.info("Payment providers listen at {}", psp.uri());
    tills.add(0, Till.of("card", "1.4", psp.books()::moved));
    SettlementHouse bank =
        new SettlementHouse(settings.number(Setting.BANK_PORT), shared.path("key").asText(), tills);
    closing.add(bank::close);
    LOG.info("Their settlement files and the bank's statements are at {}", bank.uri());
  }

  private void books(RoutesConfig config) {
    config.get("/control/books", request -> open(request).tell(request));
    config.get("/control/awaited", request -> open(request).tellAwaited(request));
  }

  /** The door opens a moment before there are books. */
  private Movements open(Context request) {
    return movements.orElseThrow(() -> new IllegalStateException(request.path() + ": not yet"));
  }

  private JsonNode secrets(Setting file) throws IOException {
    return new ObjectMapper().readTree(Path.of(settings.get(file)).toFile());
  }

  /** The providers beside that of cards. */
  private record Channels(AlipayGateway alipay, WechatPayGateway wechat, Wallets wallets) {}

  /** They are there if there are secrets of theirs: a home of before has none. */
  private Optional<Channels> channels(Path secrets, URI us) throws IOException {
    if (!Files.exists(secrets)) {
      return Optional.empty();
    }
    JsonNode all = new ObjectMapper().readTree(secrets.toFile());
    JsonNode shared = all.path("alipay");
    AlipayGateway alipay = new AlipayGateway(shared.path("appId").asText(), keys(shared), clock);
    tills.add(Till.of("alipay", "0.6", alipay::moved));
    WechatPayGateway wechat = wechat(all.path("wechat"));
    tills.add(Till.of("wechatpay", "0.6", wechat::moved));
    JsonNode wallet = all.path("wallet");
    Wallets wallets =
        new Wallets(
            wallet.path("key").asText(),
            new Webhooks(us.resolve("wallet"), wallet.path("secret").asText(), clock),
            clock);
    tills.add(Till.of("wallet", "1.0", wallets::moved));
    return Optional.of(new Channels(alipay, wechat, wallets));
  }

  private WechatPayGateway wechat(JsonNode shared) {
    return new WechatPayGateway(
        new WechatPayGateway.Known(
            shared.path("appId").asText(),
            shared.path("merchant").asText(),
            shared.path("merchantSerial").asText(),
            shared.path("providerSerial").asText(),
            shared.path("secret").asText()),
        keys(shared),
        clock);
  }

  private static Rsa keys(JsonNode shared) {
    return Rsa.of(shared.path("providerPrivate").asText(), shared.path("merchantPublic").asText());
  }
}
