package playhouse.serving.identity.risk.appeals;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody says that they were refused wrongly.
 *
 * @param judgement by which they were refused
 * @param statement what they say; forgotten some time after it was decided
 * @param state open, granted or refused
 * @param score of the judgement
 * @param reasons of the judgement, as JSON
 */
public record Appeal(
    UUID id,
    UUID judgement,
    UUID account,
    Optional<String> statement,
    String state,
    double score,
    String reasons,
    Instant created,
    Optional<Instant> decided,
    Optional<String> author,
    Optional<String> note) {}
