package playhouse.counterparts.wechat;

/**
 * Something to be paid by a payer in their app.
 *
 * @param number the merchant's name of it, {@code out_trade_no}
 * @param transaction our name of its payment; empty if it is not paid
 * @param fen what the payer has paid or has to pay
 * @param state NOTPAY, SUCCESS, REFUND, CLOSED or PAYERROR
 * @param at when it was made, in seconds since 1970
 */
public record Order(
    String number,
    String transaction,
    long fen,
    String currency,
    String hook,
    String payer,
    String state,
    long at) {
  Order in(String other, String paidAs, long paid) {
    return new Order(number, paidAs, paid, currency, hook, payer, other, at);
  }
}
