package playhouse.serving.advertising.breaks;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import playhouse.serving.advertising.beacons.Notices;
import playhouse.serving.advertising.orders.Creative;

/**
 * A break as players are told of it.
 *
 * @param denied why something, or all, was kept from who watches
 */
record BreakView(String request, String currency, List<AdView> ads, List<String> denied) {

  /**
   * An ad.
   *
   * @param markup VAST of who offers it, outside of the house: its film is named there
   * @param priceMicros of a thousand impressions; machines only are told
   */
  record AdView(
      UUID impression,
      int slot,
      UUID lineItem,
      UUID creative,
      UUID advertiser,
      long durationMillis,
      List<Creative.Media> media,
      String clickThrough,
      Tracking tracking,
      Optional<URI> markup,
      Optional<Long> priceMicros) {}

  /** What to call when it happens. */
  record Tracking(
      URI impression,
      URI start,
      URI firstQuartile,
      URI midpoint,
      URI thirdQuartile,
      URI complete,
      URI viewable,
      URI click,
      URI error) {}

  static BreakView of(FilledBreak filled, Notices notices, boolean prices) {
    return new BreakView(
        filled.request(),
        filled.currency().getCode(),
        filled.ads().stream().map(ad -> ad(ad, filled, notices, prices)).toList(),
        filled.denied());
  }

  private static AdView ad(FilledBreak.Ad ad, FilledBreak filled, Notices notices, boolean prices) {
    Creative creative = ad.winner().creative();
    return new AdView(
        ad.impression(),
        ad.slot(),
        ad.lineItem(),
        creative.id(),
        creative.advertiser(),
        creative.durationMillis(),
        creative.media(),
        creative.clickThrough(),
        tracking(ad, filled, notices),
        ad.winner().fit().outside()
            ? Optional.of(notices.of(Notices.Kind.MARKUP, ad.impression(), filled.until()))
            : Optional.empty(),
        prices ? Optional.of(ad.winner().priceMicros()) : Optional.empty());
  }

  static Tracking tracking(FilledBreak.Ad ad, FilledBreak filled, Notices notices) {
    Function<Notices.Kind, URI> at = kind -> notices.of(kind, ad.impression(), filled.until());
    return new Tracking(
        at.apply(Notices.Kind.IMPRESSION),
        at.apply(Notices.Kind.START),
        at.apply(Notices.Kind.FIRST_QUARTILE),
        at.apply(Notices.Kind.MIDPOINT),
        at.apply(Notices.Kind.THIRD_QUARTILE),
        at.apply(Notices.Kind.COMPLETE),
        at.apply(Notices.Kind.VIEWABLE),
        at.apply(Notices.Kind.CLICK),
        at.apply(Notices.Kind.ERROR));
  }
}
