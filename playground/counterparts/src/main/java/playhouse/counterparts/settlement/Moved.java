package playhouse.counterparts.settlement;

/**
 * Money that a provider took, gave back or had taken back.
 *
 * @param type charge, refund, chargeback, chargeback-fee or chargeback-won
 * @param id the provider's name of it
 * @param reference the merchant's name of it, as the merchant gave it
 * @param of the merchant's name of the charge that it is of; of a charge, that of itself
 * @param minor in the smallest unit; what went away is negative
 * @param at when it was asked for, in seconds since 1970
 */
public record Moved(
    String type, String id, String reference, String of, String currency, long minor, long at) {
  /** Money that was taken. */
  public static Moved charge(String id, String reference, String currency, long minor, long at) {
    return new Moved("charge", id, reference, reference, currency, minor, at);
  }

  /**
   * Money that went back.
   *
   * @param minor how much, positive
   */
  public static Moved refund(
      String id, String reference, String of, String currency, long minor, long at) {
    return new Moved("refund", id, reference, of, currency, -minor, at);
  }
}
