package playhouse.counterparts.psp;

/**
 * Money that was taken or set aside, or that the bank would not give.
 *
 * @param reference the merchant's own name of it
 * @param amountMinor in the smallest unit of the currency
 * @param status succeeded, authorised, requires_action, cancelled or declined
 * @param code why it was declined; empty if it was not
 * @param hold whether it is only set aside until it is captured
 * @param redirect where the payer has something to do; empty if they have not
 * @param returnUrl where the payer goes from there; empty for nowhere
 * @param authorisedUntil when the bank lets go of it, in seconds since 1970; 0 if nothing is set
 *     aside
 * @param at when it was asked for, in seconds since 1970
 */
public record Charge(
    String id,
    String reference,
    long amountMinor,
    String currency,
    String method,
    String status,
    String code,
    boolean hold,
    String redirect,
    String returnUrl,
    long authorisedUntil,
    long at) {

  /** In another state. */
  Charge in(String other, String why, long until) {
    return new Charge(
        id,
        reference,
        amountMinor,
        currency,
        method,
        other,
        why,
        hold,
        redirect,
        returnUrl,
        until,
        at);
  }
}
