package playhouse.counterparts.mail;

import java.time.Instant;

/**
 * A mail that was taken.
 *
 * @param from as it stands in its header, decoded
 * @param to whom the envelope names
 * @param messageId by which its writer would know it again
 * @param raw all of it, as it came
 */
public record Received(
    String from,
    String to,
    String subject,
    String text,
    String messageId,
    String raw,
    Instant received) {}
