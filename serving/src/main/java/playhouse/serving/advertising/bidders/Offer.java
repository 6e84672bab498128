package playhouse.serving.advertising.bidders;

import java.util.Optional;
import playhouse.serving.advertising.matching.Matching.Fit;

/**
 * An ad that a bidder offers, with what is called when it wins and when it shows.
 *
 * @param fit the ad as auctions know it
 * @param price as it was offered, in the currency of its answer
 * @param currency of that
 */
record Offer(
    Bidder bidder,
    Fit fit,
    String id,
    String seat,
    String price,
    String currency,
    String markup,
    Optional<String> nurl,
    Optional<String> burl) {

  /** A text with OpenRTB's macros, when it was sold at what was offered. */
  String filled(String text, String request) {
    return text.replace("${AUCTION_ID}", request)
        .replace("${AUCTION_BID_ID}", id)
        .replace("${AUCTION_IMP_ID}", Question.IMP)
        .replace("${AUCTION_SEAT_ID}", seat)
        .replace("${AUCTION_AD_ID}", fit.creatives().get(0).adId())
        .replace("${AUCTION_PRICE}", price)
        .replace("${AUCTION_CURRENCY}", currency)
        .replace("${AUCTION_MBR}", "")
        .replace("${AUCTION_MIN_TO_WIN}", "")
        .replace("${AUCTION_LOSS}", "0");
  }
}
