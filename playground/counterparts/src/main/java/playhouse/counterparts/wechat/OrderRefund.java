package playhouse.counterparts.wechat;

/**
 * Money that was given back.
 *
 * @param number the merchant's name of it, {@code out_refund_no}
 * @param order that it is of, by the merchant's name
 * @param status SUCCESS or ABNORMAL
 * @param at when it was given back, in seconds since 1970
 */
public record OrderRefund(
    String id, String number, String order, long fen, String currency, String status, long at) {}
