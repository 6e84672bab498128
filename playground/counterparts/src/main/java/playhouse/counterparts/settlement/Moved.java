package playhouse.counterparts.settlement;

/**
 * Money that a provider took, gave back or had taken back.
 *
 * @param type charge, refund, chargeback, chargeback-fee or chargeback-won
 * @param id the provider's name of it
 * @param reference the merchant's name of it, as the merchant gave it
 * @param minor in the smallest unit; what went away is negative
 */
public record Moved(String type, String id, String reference, String currency, long minor) {}
