package playhouse.serving.advertising.auction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import playhouse.serving.advertising.orders.Opportunity.Pod;

/**
 * Fills a break so that it brings the most: branch and bound over the bids that promise most, in
 * all and for each second. Exact while these are all and the search comes to its end; else the best
 * that was found within its limit.
 */
final class Pods {
  /** As many as there are bits in a long. */
  private static final int WIDEST = 64;

  private static final int BY_VALUE = 44;
  private static final int OF_EACH = 4;
  private static final int MOST_STEPS = 20_000;

  private final long[] values;
  private final long[] millis;
  private final long[] barred;
  private final int[] path;
  private int steps;
  private long best = -1;
  private int[] found = {};

  private Pods(List<Bid> bids, Pod pod) {
    values = new long[bids.size()];
    millis = new long[bids.size()];
    barred = new long[bids.size()];
    path = new int[pod.slots()];
    for (int i = 0; i < bids.size(); i++) {
      values[i] = bids.get(i).rank();
      millis[i] = bids.get(i).millis();
      barred[i] |= 1L << i;
      for (int j = 0; j < i; j++) {
        if (bids.get(i).bars(bids.get(j), pod.separate())) {
          barred[i] |= 1L << j;
          barred[j] |= 1L << i;
        }
      }
    }
  }

  /**
   * The bids that bring the most together, what brings most first.
   *
   * @param all each of which may stand in that break by itself
   */
  static List<Bid> pack(List<Bid> all, Pod pod) {
    List<Bid> some = promising(all, pod.separate());
    if (some.isEmpty() || pod.slots() < 1) {
      return List.of();
    }
    Pods search = new Pods(some, pod);
    long everything = some.size() == WIDEST ? -1L : (1L << some.size()) - 1;
    search.go(everything, 0, pod.slots(), pod.mostMillis(), 0);
    List<Bid> chosen = new ArrayList<>();
    for (int place : search.found) {
      chosen.add(some.get(place));
    }
    return chosen;
  }

  /** Puts others into what is left of a break, the first first. */
  static List<Bid> fill(List<Bid> chosen, List<Bid> others, Pod pod) {
    List<Bid> full = new ArrayList<>(chosen);
    long left = pod.mostMillis() - chosen.stream().mapToLong(Bid::millis).sum();
    for (Bid other : others) {
      if (full.size() < pod.slots()
          && other.millis() <= left
          && full.stream().noneMatch(there -> there.bars(other, pod.separate()))) {
        full.add(other);
        left -= other.millis();
      }
    }
    return full;
  }

  /** Where competitors are kept apart, many of one of them are of no use. */
  private static List<Bid> promising(List<Bid> all, boolean separate) {
    List<Bid> sorted = new ArrayList<>(all);
    sorted.sort(Bid.DEAREST_FIRST);
    if (sorted.size() <= WIDEST) {
      return sorted;
    }
    List<Bid> useful = separate ? fewOfEach(sorted) : sorted;
    int dear = Math.min(BY_VALUE, useful.size());
    List<Bid> some = new ArrayList<>(useful.subList(0, dear));
    useful.subList(dear, useful.size()).stream()
        .sorted(Comparator.comparingDouble(Pods::perMilli).reversed())
        .limit(WIDEST - dear)
        .forEach(some::add);
    some.sort(Bid.DEAREST_FIRST);
    return some;
  }

  private static List<Bid> fewOfEach(List<Bid> sorted) {
    Map<UUID, Integer> seen = new HashMap<>();
    return sorted.stream()
        .filter(bid -> seen.merge(bid.lineItem().advertiser(), 1, Integer::sum) <= OF_EACH)
        .toList();
  }

  private static double perMilli(Bid bid) {
    return (double) bid.rank() / Math.max(1, bid.millis());
  }

  private void go(long allowed, int depth, int slots, long time, long sum) {
    if (sum > best) {
      best = sum;
      found = Arrays.copyOf(path, depth);
    }
    if (depth == slots || ++steps > MOST_STEPS) {
      return;
    }
    for (long rest = allowed; rest != 0; rest &= rest - 1) {
      if (sum + bound(rest, slots - depth) <= best) {
        return;
      }
      int next = Long.numberOfTrailingZeros(rest);
      if (millis[next] <= time) {
        path[depth] = next;
        go(
            (rest & (rest - 1)) & ~barred[next],
            depth + 1,
            slots,
            time - millis[next],
            sum + values[next]);
      }
    }
  }

  /** What so many more could bring at most, for they are sorted. */
  private long bound(long rest, int places) {
    long most = 0;
    for (int i = 0; i < places && rest != 0; i++) {
      most += values[Long.numberOfTrailingZeros(rest)];
      rest &= rest - 1;
    }
    return most;
  }
}
