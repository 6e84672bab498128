package playhouse.serving.personalisation.models;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import playhouse.models.factory.StoredModel;
import playhouse.models.ranking.OutcomeModel;
import playhouse.models.recommend.ModelFolder;
import playhouse.models.recommend.Recommender;
import playhouse.models.recommend.RecommenderModel;

/** Reads the models that the batch stores; one that is not the promised one is refused. */
public final class StoredModels {
  private StoredModels() {}

  /** Of a folder of the recommender, tried out before it serves. */
  public static Recommender recommender(String version, Path folder, String sha256) {
    if (!ModelFolder.card(folder).sha256().equals(sha256)) {
      throw new IllegalArgumentException("the model in " + folder + " is not the promised one");
    }
    Recommender fresh = RecommenderModel.load(folder);
    fresh.recommend(List.of(), Set.of(), 100);
    fresh.similar("", 1);
    return fresh;
  }

  /** Of a folder of the ranker. */
  public static OutcomeModel ranker(String version, Path folder, String sha256) {
    return OutcomeModel.decode("learnt-" + version, StoredModel.read(folder, sha256));
  }
}
