package playhouse.counterparts.alipay;

/**
 * Money that was given back.
 *
 * @param request the merchant's name of it, {@code out_request_no}
 * @param trade that it is of
 * @param number that trade's, as the merchant names it
 * @param fen in the smallest unit
 * @param at when it was given back, in seconds since 1970
 */
public record TradeRefund(String request, String trade, String number, long fen, long at) {}
