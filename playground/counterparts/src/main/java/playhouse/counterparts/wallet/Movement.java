package playhouse.counterparts.wallet;

/**
 * Money of a wallet that was set aside, taken or let go.
 *
 * @param reference the merchant's own name of it
 * @param method the wallet
 * @param status authorised, succeeded, cancelled or declined
 * @param code why it was declined; empty if it was not
 * @param authorisedUntil when it is let go by itself, in seconds since 1970
 * @param at when it was asked for, in seconds since 1970
 */
public record Movement(
    String id,
    String reference,
    long amountMinor,
    String currency,
    String method,
    String status,
    String code,
    long authorisedUntil,
    long at) {
  Movement in(String other) {
    return new Movement(
        id, reference, amountMinor, currency, method, other, code, authorisedUntil, at);
  }
}
