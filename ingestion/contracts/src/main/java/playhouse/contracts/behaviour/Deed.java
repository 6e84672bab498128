package playhouse.contracts.behaviour;

import java.time.Instant;
import java.util.UUID;

/**
 * One thing a person did with a title, whatever the event that told it.
 *
 * @param person who
 * @param title with which title
 * @param occurred when
 * @param mark what it adds
 */
public record Deed(UUID person, String title, Instant occurred, Mark mark) {}
