package playhouse.counterparts.wallet;

/**
 * Money that went back into a wallet.
 *
 * @param reference the merchant's own name of it
 * @param charge that it is of
 * @param status succeeded or failed
 * @param code why it failed; empty if it did not
 * @param at when it was asked for, in seconds since 1970
 */
public record Repayment(
    String id,
    String reference,
    String charge,
    long amountMinor,
    String currency,
    String status,
    String code,
    long at) {}
