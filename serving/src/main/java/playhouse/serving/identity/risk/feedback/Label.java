package playhouse.serving.identity.risk.feedback;

import java.time.Instant;
import java.util.UUID;

/**
 * What a sign-up was found to be.
 *
 * @param label good or abuse
 * @param source appeal, agent or rule
 * @param author who found it
 */
public record Label(
    UUID account, String label, String source, String author, String note, Instant at) {}
