package playhouse.serving.advertising.auction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import playhouse.serving.advertising.budgets.Standing;
import playhouse.serving.advertising.matching.Matching.Fit;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.advertising.orders.LineItem.Kind;
import playhouse.serving.advertising.orders.LineItem.Pricing;
import playhouse.serving.advertising.orders.Opportunity;
import playhouse.serving.advertising.orders.Opportunity.Pod;
import playhouse.serving.advertising.pacing.Appeal;
import playhouse.serving.advertising.pacing.Pacer;

/**
 * Chooses ads for a break by what they are expected to bring, each at a price by the rule of the
 * house. Ads of the house take what is left.
 */
public final class Auction {
  private static final int THOUSAND = 1_000;

  private final Standing standing;
  private final Pacer pacer;
  private final Appeal appeal;
  private final Rates rates;
  private final Price price;

  /** What who wins an open auction pays for a thousand. */
  public enum Price {
    /** What they offered. */
    FIRST,
    /** A little more than who did not win, or the floor; never more than they offered. */
    SECOND
  }

  /** By what is left, what is wanted, and what currencies are worth. */
  public Auction(Standing standing, Pacer pacer, Appeal appeal, Rates rates, Price price) {
    this.standing = standing;
    this.pacer = pacer;
    this.appeal = appeal;
    this.rates = rates;
    this.price = price;
  }

  /** Ads for that break out of those that fit, in the order in which they are to be shown. */
  public List<Winner> run(List<Fit> fits, Opportunity occasion) {
    List<Bid> paying = new ArrayList<>();
    List<Bid> ours = new ArrayList<>();
    for (Fit fit : fits) {
      bid(fit, occasion)
          .ifPresent(bid -> (bid.lineItem().kind() == Kind.HOUSE ? ours : paying).add(bid));
    }
    ours.sort(Comparator.comparingDouble(bid -> luck(occasion.request(), bid.lineItem().id())));
    paying.sort(Bid.DEAREST_FIRST);
    List<Bid> chosen = Pods.pack(paying, occasion.pod());
    List<Bid> all = Pods.fill(chosen, ours, occasion.pod());
    List<Winner> winners = new ArrayList<>();
    for (Bid bid : all) {
      winners.add(winner(bid, winners.size(), chosen, paying, occasion.pod()));
    }
    return winners;
  }

  private Optional<Bid> bid(Fit fit, Opportunity occasion) {
    LineItem item = fit.flight().lineItem();
    if (fit.outside()) {
      return outside(fit, occasion.pod());
    }
    List<Creative> fitting =
        fit.creatives().stream().filter(one -> lasts(one, occasion.pod())).toList();
    boolean ours = item.kind() == Kind.HOUSE;
    OptionalDouble rate =
        ours
            ? OptionalDouble.of(1)
            : rates.of(item.currency(), occasion.currency(), occasion.now());
    if (fitting.isEmpty()
        || rate.isEmpty()
        || !may(item, occasion)
        || (!ours && yields(item, occasion))) {
      return Optional.empty();
    }
    double luck = luck("creative" + occasion.request(), item.id());
    Creative creative = appeal.choose(item, fitting, occasion, luck);
    long value = Math.round(expected(item, creative, occasion) * rate.getAsDouble());
    long rank =
        item.kind() == Kind.GUARANTEED
            ? Math.round(value * pacer.urgency(item, occasion.now()))
            : value;
    Bid bid = new Bid(fit, creative, rank, value, rate.getAsDouble());
    boolean enough = ours || value >= Math.max(1, floor(bid, occasion.pod()));
    return enough ? Optional.of(bid) : Optional.empty();
  }

  /** What another offers is in the break's currency, and neither paced nor capped by us. */
  private static Optional<Bid> outside(Fit fit, Pod pod) {
    Creative creative = fit.creatives().get(0);
    long value = fit.flight().lineItem().priceMicros();
    Bid bid = new Bid(fit, creative, value, value, 1);
    return lasts(creative, pod) && value >= Math.max(1, floor(bid, pod))
        ? Optional.of(bid)
        : Optional.empty();
  }

  /** What nobody is known for cannot be counted for them. */
  private boolean may(LineItem item, Opportunity occasion) {
    boolean turn =
        item.caps().isEmpty()
            || occasion
                .person()
                .filter(who -> standing.mayShow(who, item, occasion.now()))
                .isPresent();
    return turn
        && (item.kind() == Kind.HOUSE
            || standing.affords(item, item.priceMicros() / perImpression(item)));
  }

  /** Whether it leaves this chance to others, so that its money lasts. */
  private boolean yields(LineItem item, Opportunity occasion) {
    return luck(occasion.request(), item.id()) >= pacer.share(item, occasion.now());
  }

  /** Of a thousand, in millionths of the line item's currency. */
  private double expected(LineItem item, Creative creative, Opportunity occasion) {
    if (item.kind() == Kind.HOUSE) {
      return 0;
    }
    if (item.pricing() == Pricing.CPM) {
      return item.priceMicros();
    }
    Appeal.Chances chances = appeal.of(item, creative, occasion, 0);
    double chance = item.pricing() == Pricing.CPC ? chances.click() : chances.complete();
    return item.priceMicros() * chance * THOUSAND;
  }

  private Winner winner(Bid bid, int slot, List<Bid> chosen, List<Bid> paying, Pod pod) {
    LineItem item = bid.lineItem();
    if (item.kind() == Kind.HOUSE || item.pricing() != Pricing.CPM) {
      return new Winner(bid.fit(), bid.creative(), slot, bid.valueMicros(), 0, 0);
    }
    if (bid.fit().outside()) {
      long offered = bid.valueMicros();
      return new Winner(bid.fit(), bid.creative(), slot, offered, offered, offered / THOUSAND);
    }
    long own = item.priceMicros();
    if (price == Price.SECOND && item.kind() == Kind.AUCTION && item.deal().isEmpty()) {
      long needed = Math.max(floor(bid, pod), next(bid, chosen, paying, pod) + 1);
      // A whole number of thousandths: what one costs is exact.
      long thousandths = (long) Math.ceil(needed / bid.rate() / THOUSAND);
      own = Math.min(own, thousandths * THOUSAND);
    }
    long told = Math.round(own * bid.rate());
    return new Winner(bid.fit(), bid.creative(), slot, bid.valueMicros(), told, own / THOUSAND);
  }

  /**
   * The most that another would have brought in the place of that one.
   *
   * @param paying the dearest first
   */
  private static long next(Bid winner, List<Bid> chosen, List<Bid> paying, Pod pod) {
    List<Bid> others = chosen.stream().filter(bid -> !bid.ofSame(winner)).toList();
    long left = pod.mostMillis() - others.stream().mapToLong(Bid::millis).sum();
    for (Bid bid : paying) {
      if (bid.rank() <= 0) {
        return 0;
      }
      if (bid.millis() <= left && !bid.ofSame(winner) && !barred(bid, others, pod)) {
        return bid.rank();
      }
    }
    return 0;
  }

  private static boolean barred(Bid bid, List<Bid> others, Pod pod) {
    for (Bid other : others) {
      if (other.bars(bid, pod.separate())) {
        return true;
      }
    }
    return false;
  }

  private static long floor(Bid bid, Pod pod) {
    return Math.max(pod.floorMicros(), pod.floorMicrosPerSecond() * bid.millis() / THOUSAND);
  }

  private static boolean lasts(Creative creative, Pod pod) {
    long millis = creative.durationMillis();
    return pod.exactMillis().isEmpty()
        ? millis >= pod.leastMillis() && millis <= pod.longestMillis()
        : pod.exactMillis().contains(millis);
  }

  private static int perImpression(LineItem item) {
    return item.pricing() == Pricing.CPM ? THOUSAND : 1;
  }

  /** 0 to 1, the same for the same break and line item. */
  private static double luck(String request, UUID item) {
    long mixed = request.hashCode() * 0x9E3779B97F4A7C15L ^ item.getLeastSignificantBits();
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L ^ item.getMostSignificantBits();
    mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L;
    return ((mixed ^ (mixed >>> 32)) >>> 11) * 0x1.0p-53;
  }
}
