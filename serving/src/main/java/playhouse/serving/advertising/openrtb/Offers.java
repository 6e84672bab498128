package playhouse.serving.advertising.openrtb;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import playhouse.serving.advertising.beacons.Notices;
import playhouse.serving.advertising.breaks.FilledBreak;
import playhouse.serving.advertising.breaks.Vast;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.advertising.rtb.BidRequest;
import playhouse.serving.advertising.rtb.BidResponse;
import playhouse.serving.advertising.rtb.Categories;

/**
 * The answer to a bid request: an offer of each ad that is held, by seats, which are advertisers.
 */
final class Offers {
  /** A film, in OpenRTB's list of kinds of markup. */
  private static final int VIDEO = 2;

  private static final int SECOND = 1_000;

  /** What is held is given back a little later. */
  private static final Duration KEPT = Duration.ofMinutes(10);

  private static final String PRICE = "?price=${AUCTION_PRICE}&currency=${AUCTION_CURRENCY}";

  private final Notices notices;
  private final Map<String, List<BidResponse.Bid>> seats = new LinkedHashMap<>();

  Offers(Notices notices) {
    this.notices = notices;
  }

  /** Adds what became of a break. */
  void add(Asking asking, List<FilledBreak> parts) {
    for (int part = 0; part < parts.size(); part++) {
      FilledBreak filled = parts.get(part);
      for (FilledBreak.Ad ad : filled.ads()) {
        String seat = ad.winner().fit().flight().lineItem().advertiser().toString();
        BidRequest.Imp imp = asking.imp(part, ad.slot());
        seats.computeIfAbsent(seat, key -> new ArrayList<>()).add(bid(ad, filled, imp));
      }
    }
  }

  /** Empty if nothing is offered. */
  Optional<BidResponse> answer(String request, UUID id, CurrencyUnit currency) {
    List<BidResponse.SeatBid> all = new ArrayList<>();
    seats.forEach((seat, bids) -> all.add(new BidResponse.SeatBid(seat, bids)));
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(new BidResponse(request, all, id.toString(), currency.getCode()));
  }

  private BidResponse.Bid bid(FilledBreak.Ad ad, FilledBreak filled, BidRequest.Imp imp) {
    Creative creative = ad.winner().creative();
    LineItem item = ad.winner().fit().flight().lineItem();
    Function<Notices.Kind, URI> at = kind -> notices.of(kind, ad.impression(), filled.until());
    return new BidResponse.Bid(
        ad.impression().toString(),
        imp.id(),
        price(ad),
        at.apply(Notices.Kind.WIN) + PRICE,
        at.apply(Notices.Kind.IMPRESSION) + PRICE,
        at.apply(Notices.Kind.LOSS) + "?loss=${AUCTION_LOSS}",
        Vast.alone(ad, filled, notices),
        creative.adId(),
        creative.domains().stream().sorted().toList(),
        item.id().toString(),
        creative.id().toString(),
        creative.categories().stream().sorted().toList(),
        Categories.OURS,
        item.deal(),
        Reading.VAST_42,
        (int) Math.round((double) creative.durationMillis() / SECOND),
        VIDEO,
        Optional.ofNullable(imp.video()).map(BidRequest.Video::slotinpod),
        (int) KEPT.toSeconds());
  }

  /** What is paid for by clicks or views is offered for what it is expected to bring. */
  private static BigDecimal price(FilledBreak.Ad ad) {
    long micros = ad.winner().priceMicros();
    return BigDecimal.valueOf(micros > 0 ? micros : ad.winner().valueMicros(), 6);
  }
}
