package playhouse.serving.advertising.breaks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import playhouse.serving.advertising.auction.Auction;
import playhouse.serving.advertising.auction.Winner;
import playhouse.serving.advertising.bidders.Account;
import playhouse.serving.advertising.budgets.Purse;
import playhouse.serving.advertising.matching.Matching;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.advertising.orders.Opportunity;
import playhouse.serving.platform.Refusal;

/** One break that is being filled: what cannot be paid for any more is made up for once. */
final class Fill {
  private final Auction auction;
  private final Purse purse;
  private final Supplier<UUID> ids;
  private final Opportunity there;
  private final Purse.Occasion occasion;
  private final List<FilledBreak.Ad> held = new ArrayList<>();
  private final Set<UUID> lost = new HashSet<>();

  Fill(
      Auction auction,
      Purse purse,
      Supplier<UUID> ids,
      Opportunity there,
      Purse.Occasion occasion) {
    this.auction = auction;
    this.purse = purse;
    this.ids = ids;
    this.there = there;
    this.occasion = occasion;
  }

  /**
   * Holds those, and what comes after those that nothing is left of.
   *
   * @throws Refusal 503 if nothing could be held
   */
  List<FilledBreak.Ad> of(List<Winner> first, List<Matching.Fit> fits) {
    hold(first, IntStream.range(0, there.pod().slots()).boxed().toList());
    List<Winner> more = lost.isEmpty() ? List.of() : again(fits);
    if (!more.isEmpty()) {
      Set<Integer> full = new HashSet<>();
      held.forEach(ad -> full.add(ad.slot()));
      fillUp(
          more,
          IntStream.range(0, there.pod().slots())
              .filter(slot -> !full.contains(slot))
              .boxed()
              .toList());
    }
    return held.stream().sorted(Comparator.comparingInt(FilledBreak.Ad::slot)).toList();
  }

  /** What is held already is shown, whatever becomes of the rest. */
  private void fillUp(List<Winner> winners, List<Integer> slots) {
    try {
      hold(winners, slots);
    } catch (Refusal e) {
      if (!e.later() || held.isEmpty()) {
        throw e;
      }
    }
  }

  private List<Winner> again(List<Matching.Fit> fits) {
    long left = there.pod().mostMillis() - millis(held);
    int slots = there.pod().slots() - held.size();
    if (slots <= 0 || left <= 0) {
      return List.of();
    }
    List<Matching.Fit> others = fits.stream().filter(this::goesBesides).toList();
    return auction.run(others, Opportunities.with(there, slots, left));
  }

  /** Neither lost nor of whom there is one already: a break shows nobody twice. */
  private boolean goesBesides(Matching.Fit fit) {
    return !lost.contains(fit.flight().lineItem().id())
        && held.stream()
            .map(ad -> ad.winner().fit().flight().lineItem().advertiser())
            .noneMatch(fit.flight().lineItem().advertiser()::equals);
  }

  private void hold(List<Winner> winners, List<Integer> slots) {
    Map<UUID, FilledBreak.Ad> wanted = new HashMap<>();
    List<Purse.Wish> wishes = new ArrayList<>();
    for (Winner winner : winners.stream().filter(one -> one.slot() < slots.size()).toList()) {
      UUID impression = ids.get();
      int slot = slots.get(winner.slot());
      wanted.put(impression, new FilledBreak.Ad(impression, slot, winner));
      wishes.add(
          new Purse.Wish(impression, payer(winner), winner.creative(), slot, winner.costMicros()));
    }
    // Without a wish, too: that nothing was there to be shown is told as well.
    for (Purse.Wish wish : purse.hold(occasion, wishes)) {
      FilledBreak.Ad ad = wanted.remove(wish.impression());
      if (ad != null) {
        held.add(ad);
      }
    }
    wanted.values().forEach(ad -> lost.add(ad.lineItem()));
  }

  private static LineItem payer(Winner winner) {
    LineItem item = winner.fit().flight().lineItem();
    return winner.fit().outside() ? Account.of(item) : item;
  }

  static long millis(List<FilledBreak.Ad> ads) {
    return ads.stream().mapToLong(ad -> ad.winner().creative().durationMillis()).sum();
  }
}
