package playhouse.models.recommend;

import java.time.Instant;
import java.util.Map;

/**
 * How a model came about, for its card.
 *
 * @param created when
 * @param snapshots the lake's snapshots that it learnt from, by table
 * @param people how many people it learnt from
 * @param rows how many taken titles it learnt from
 * @param validation how well the same recipe did on the last titles
 */
public record Training(
    Instant created, Map<String, Long> snapshots, int people, int rows, Validation validation) {

  ModelCard card(RecommenderModel model, String version, String sha256) {
    return new ModelCard(
        ModelFolder.NAME,
        version,
        created,
        snapshots,
        people,
        rows,
        model.titles(),
        model.parameters(),
        validation,
        sha256);
  }
}
