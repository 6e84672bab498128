package playhouse.serving;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.contracts.Settings;
import playhouse.contracts.VirtualClock;

/** Starts serving and stops it when asked to. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /** Takes no arguments: {@link Settings} say everything. */
  public static void main(String[] arguments) {
    Settings settings = Settings.load();
    Serving serving = Serving.start(settings, VirtualClock.of(settings));
    LOG.info("Serving listens on port {}", serving.port());
    Runtime.getRuntime().addShutdownHook(new Thread(serving::close, "shutdown"));
  }
}
