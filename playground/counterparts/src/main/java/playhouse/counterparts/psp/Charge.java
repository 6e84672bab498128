package playhouse.counterparts.psp;

/**
 * Money that was taken, or that the bank would not give.
 *
 * @param reference the merchant's own name of it
 * @param amountMinor in the smallest unit of the currency
 * @param status succeeded or declined
 * @param code why it was declined; empty if it was not
 */
record Charge(
    String id,
    String reference,
    long amountMinor,
    String currency,
    String method,
    String status,
    String code) {}
