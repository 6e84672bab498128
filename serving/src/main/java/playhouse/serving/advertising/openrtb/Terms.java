package playhouse.serving.advertising.openrtb;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.joda.money.CurrencyUnit;
import playhouse.serving.advertising.auction.Rates;
import playhouse.serving.advertising.matching.Matching.Fit;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.advertising.orders.Opportunity;

/**
 * What an imp asks of ads beside what all breaks ask: deals, seats and files.
 *
 * @param deals by which it may be sold
 * @param closed true if it is sold by these alone
 * @param mimes of files, one of which there must be
 * @param secure true if all addresses must be of HTTPS
 * @param seats that may pay; all if empty
 * @param notSeats that may not
 */
record Terms(
    List<Deal> deals,
    boolean closed,
    Set<String> mimes,
    boolean secure,
    Set<String> seats,
    Set<String> notSeats) {

  /** A private deal. */
  record Deal(
      String id, double floor, CurrencyUnit currency, Set<String> seats, Set<String> domains) {}

  /** Those of what fits that may be offered; none of ours, for nobody pays for them. */
  UnaryOperator<List<Fit>> in(Opportunity there, Rates rates) {
    return fits -> {
      List<Fit> some =
          fits.stream().filter(fit -> goes(fit.flight().lineItem(), there, rates)).toList();
      return Fit.narrowed(some, this::plays).stream()
          .map(fit -> ofDeal(fit))
          .flatMap(Optional::stream)
          .toList();
    };
  }

  private boolean goes(LineItem item, Opportunity there, Rates rates) {
    String seat = item.advertiser().toString();
    if (item.kind() == LineItem.Kind.HOUSE
        || notSeats.contains(seat)
        || (!seats.isEmpty() && !seats.contains(seat))) {
      return false;
    }
    return item.deal().isEmpty()
        ? !closed
        : deal(item).filter(deal -> pays(item, deal, there, rates)).isPresent();
  }

  private Optional<Deal> deal(LineItem item) {
    return deals.stream()
        .filter(deal -> item.deal().filter(deal.id()::equals).isPresent())
        .filter(
            deal -> deal.seats().isEmpty() || deal.seats().contains(item.advertiser().toString()))
        .findFirst();
  }

  /** A deal is paid for at the line item's own price, which must be one of impressions. */
  private static boolean pays(LineItem item, Deal deal, Opportunity there, Rates rates) {
    OptionalDouble rate = rates.of(item.currency(), deal.currency(), there.now());
    return deal.floor() == 0
        || (item.pricing() == LineItem.Pricing.CPM
            && rate.isPresent()
            && item.priceMicros() * rate.getAsDouble() >= deal.floor());
  }

  private Optional<Fit> ofDeal(Fit fit) {
    Optional<Set<String>> domains =
        deal(fit.flight().lineItem()).map(Deal::domains).filter(some -> !some.isEmpty());
    return domains.isEmpty()
        ? Optional.of(fit)
        : Fit.narrowed(
                List.of(fit), creative -> !Collections.disjoint(creative.domains(), domains.get()))
            .stream()
            .findFirst();
  }

  private boolean plays(Creative creative) {
    Set<String> types = new HashSet<>();
    creative.media().forEach(media -> types.add(media.type()));
    return !Collections.disjoint(types, mimes)
        && (!secure
            || creative.media().stream().allMatch(media -> media.url().startsWith("https:")));
  }
}
