package playhouse.models.recommend;

import java.time.Instant;
import java.util.Map;

/**
 * What a stored model says of itself.
 *
 * @param name the model's name, such as recommender
 * @param version follows from the content: the same content has the same version
 * @param created when it was stored
 * @param snapshots the lake's snapshots that it learnt from, by table
 * @param people how many people it learnt from
 * @param rows how many taken titles it learnt from
 * @param titles how many titles it knows
 * @param parameters what shaped it
 * @param validation how well the same recipe foretold each person's last title without having seen
 *     it
 * @param sha256 of model.bin, hexadecimal
 */
public record ModelCard(
    String name,
    String version,
    Instant created,
    Map<String, Long> snapshots,
    int people,
    int rows,
    int titles,
    Parameters parameters,
    Validation validation,
    String sha256) {}
