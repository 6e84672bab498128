package playhouse.serving;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import playhouse.contracts.facts.ModelPointer;
import playhouse.models.factory.Code;
import playhouse.models.factory.StoredModel;
import playhouse.models.ranking.OutcomeModel;
import playhouse.models.recommend.Histories;
import playhouse.models.recommend.Metrics;
import playhouse.models.recommend.ModelCard;
import playhouse.models.recommend.ModelFolder;
import playhouse.models.recommend.Parameters;
import playhouse.models.recommend.Taken;
import playhouse.models.recommend.Trainer;
import playhouse.models.recommend.Training;
import playhouse.models.recommend.Validation;

/** Small models, trained and stored as the batch does it. */
final class Artifacts {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  private Artifacts() {}

  /** Everybody takes a, b, c, d … of the shelf in this order, some with gaps. */
  static ModelPointer inOrder(Path models, String shelf, int titles, long seed) {
    Random random = new Random(seed);
    Histories.Builder histories = new Histories.Builder();
    for (int person = 0; person < 60; person++) {
      for (int title = 0; title < titles; title++) {
        if (random.nextInt(6) > 0) {
          Instant at = START.plusSeconds(60L * title);
          histories.add("p" + person, new Taken(name(shelf, title), at, 1));
        }
      }
    }
    return store(models, histories.build(), 100);
  }

  /** A ranker that is stored. */
  static ModelPointer ranker(Path models, String version, OutcomeModel ranker) {
    byte[] bytes = ranker.encode();
    Path folder = models.resolve(OutcomeModel.NAME).resolve(version);
    StoredModel.store(folder, bytes, "# ranker");
    return ModelPointer.newBuilder()
        .setModel(OutcomeModel.NAME)
        .setVersion(version)
        .setLocation(folder.toUri().toString())
        .setSha256(Code.sha256(bytes))
        .build();
  }

  static String name(String shelf, int title) {
    return shelf + ":" + (char) ('a' + title);
  }

  /** Trains on the histories, with so many titles in the linear model, and stores. */
  static ModelPointer store(Path models, Histories histories, int denseTitles) {
    Training training =
        new Training(
            START,
            Map.of("core.plays", 1L),
            histories.people(),
            histories.rows(),
            new Validation(Metrics.of(new int[] {1}, 1), new TreeMap<>()));
    ModelCard card =
        ModelFolder.store(
            models,
            Trainer.train(histories, Parameters.defaults().withDenseTitles(denseTitles)),
            training);
    String location = models.resolve(card.version()).toUri().toString();
    return new ModelPointer(ModelFolder.NAME, card.version(), location, card.sha256());
  }
}
