package playhouse.serving;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.contracts.Settings;
import playhouse.contracts.VirtualClock;
import playhouse.models.recommend.ModelFolder;
import playhouse.models.recommend.RecommenderModel;
import playhouse.serving.personalisation.candidates.ActiveModel;

/** Starts serving and stops it when asked to. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /** Takes no arguments: {@link Settings} say everything. */
  public static void main(String[] arguments) {
    Settings settings = Settings.load();
    Serving serving = Serving.start(settings, VirtualClock.of(settings), models());
    LOG.info("Serving listens on port {}", serving.port());
    Runtime.getRuntime().addShutdownHook(new Thread(serving::close, "shutdown"));
  }

  /** Reads the models that the batch stores; one that is not the promised one is refused. */
  static ActiveModel.ModelReader models() {
    return (folder, sha256) -> {
      if (!ModelFolder.card(folder).sha256().equals(sha256)) {
        throw new IllegalArgumentException("the model in " + folder + " is not the promised one");
      }
      return RecommenderModel.load(folder);
    };
  }
}
