package playhouse.serving.advertising.rtb;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What is offered: of OpenRTB's BidResponse those fields that we tell. */
public record BidResponse(String id, List<SeatBid> seatbid, String bidid, String cur) {

  /** The offers of one of those who pay. */
  public record SeatBid(String seat, List<Bid> bid) {}

  /**
   * An offer.
   *
   * @param price of a thousand impressions, in the answer's currency
   * @param nurl called when it wins
   * @param burl called when it shows: it is paid for then
   * @param lurl called when it loses: what it held is given back
   * @param dur of the film, in seconds
   * @param mtype 2: a film
   * @param exp seconds until which it may be shown
   */
  public record Bid(
      String id,
      String impid,
      BigDecimal price,
      String nurl,
      String burl,
      String lurl,
      String adm,
      String adid,
      List<String> adomain,
      String cid,
      String crid,
      List<String> cat,
      int cattax,
      Optional<String> dealid,
      int protocol,
      int dur,
      int mtype,
      Optional<Integer> slotinpod,
      int exp) {}
}
