package playhouse.serving.identity.keys;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A key that a machine bears; what is borne is told once.
 *
 * @param name of the machine, which may have several while it changes from one to the next
 * @param used when it was last seen, to the minute
 */
public record MachineKey(
    UUID id, String name, Instant created, Instant expires, Optional<Instant> used) {}
