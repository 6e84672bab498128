package playhouse.counterparts.alipay;

/**
 * Money that was taken from who had agreed to it.
 *
 * @param number the merchant's name of it, {@code out_trade_no}
 * @param fen in the smallest unit
 * @param status TRADE_SUCCESS or TRADE_CLOSED
 * @param at when it was taken, in seconds since 1970
 */
public record Trade(String id, String number, long fen, String agreement, String status, long at) {}
