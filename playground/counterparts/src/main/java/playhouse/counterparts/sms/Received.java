package playhouse.counterparts.sms;

import java.time.Instant;

/**
 * A text message whose parts have all come.
 *
 * @param to E.164, with the plus sign
 * @param coding data_coding of its parts
 */
public record Received(
    String from, String to, String text, int parts, int coding, Instant received) {}
