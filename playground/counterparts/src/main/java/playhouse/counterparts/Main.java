package playhouse.counterparts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.counterparts.psp.Psp;
import playhouse.counterparts.settlement.SettlementHouse;

/** Starts everyone that the platform talks to, and stops them when asked to. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /** Takes no arguments: {@link Settings} say everything. */
  public static void main(String[] arguments) throws IOException {
    Settings settings = Settings.load();
    JsonNode shared =
        new ObjectMapper().readTree(Path.of(settings.get(Setting.PSP_SECRETS)).toFile());
    URI webhook =
        URI.create(settings.get(Setting.SERVING_URL)).resolve("/v1/payments/webhooks/card");
    Psp psp =
        new Psp(
            settings.number(Setting.COUNTERPARTS_PORT),
            shared.path("key").asText(),
            webhook,
            shared.path("secret").asText());
    LOG.info("A payment provider listens at {}", psp.uri());
    SettlementHouse bank =
        new SettlementHouse(
            settings.number(Setting.BANK_PORT), psp.uri(), shared.path("key").asText());
    LOG.info("Its settlement files and the bank's statements are at {}", bank.uri());
    Runtime.getRuntime().addShutdownHook(new Thread(psp::close, "shutdown"));
    Runtime.getRuntime().addShutdownHook(new Thread(bank::close, "shutdown-bank"));
  }
}
