package playhouse.counterparts.psp;

/**
 * Money that was given back.
 *
 * @param reference the merchant's own name of it
 * @param charge that it is of
 * @param amountMinor in the smallest unit of the currency
 * @param status succeeded or failed
 * @param code why it failed; empty if it did not
 * @param at when it was asked for, in seconds since 1970
 */
public record Refund(
    String id,
    String reference,
    String charge,
    long amountMinor,
    String currency,
    String status,
    String code,
    long at) {}
