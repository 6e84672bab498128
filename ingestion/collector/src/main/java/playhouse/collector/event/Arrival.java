package playhouse.collector.event;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import playhouse.contracts.Rejected;

/**
 * What we know of events beside their bytes: when and how they came.
 *
 * @param received when, by our clock
 * @param ipPrefix truncated address of whoever sent them
 * @param stage which of our doors they came to
 * @param maySend whether the sender may speak for a source
 * @param history whether all of them are history, whatever they say
 */
public record Arrival(
    Instant received,
    Optional<String> ipPrefix,
    Rejected.Stage stage,
    Predicate<String> maySend,
    boolean history) {}
