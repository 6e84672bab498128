package playhouse.streaming.lake.decode;

import playhouse.contracts.Rejected.Reason;

/**
 * Why bytes do not become a row.
 *
 * @param reason stable code
 * @param detail what is wrong, in words
 */
public record Refusal(Reason reason, String detail) {}
