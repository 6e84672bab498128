package playhouse.counterparts.psp;

/**
 * Money that the payer's bank has taken back.
 *
 * @param charge that it is of
 * @param reference the merchant's name of the charge
 * @param reason code of the network
 * @param feeMinor what it costs the merchant besides
 * @param status open, won (by the merchant) or lost
 * @param evidence what the merchant says to it; empty if nothing
 * @param at when it was taken back, in seconds since 1970
 */
public record Dispute(
    String id,
    String charge,
    String reference,
    String reason,
    long amountMinor,
    long feeMinor,
    String currency,
    String status,
    String evidence,
    long at) {

  Dispute in(String other, String said) {
    return new Dispute(
        id, charge, reference, reason, amountMinor, feeMinor, currency, other, said, at);
  }
}
