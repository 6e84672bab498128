package playhouse.contracts;

/**
 * One thing that is wrong with an event.
 *
 * @param reason the stable code
 * @param detail what is wrong, in words, naming the field
 */
public record Violation(Rejected.Reason reason, String detail) {}
