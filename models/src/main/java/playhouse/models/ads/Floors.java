package playhouse.models.ads;

import java.util.Arrays;
import java.util.List;

/**
 * Which floor would have earned most of auctions that were seen: each that is sold earns the second
 * bid or the floor, whichever is more, and each whose best bid is below earns nothing. Source:
 * Myerson, Optimal auction design (1981).
 */
public final class Floors {
  private static final int FEWEST = 100;

  private Floors() {}

  /**
   * What an auction was offered.
   *
   * @param best bid
   * @param second bid; 0 if there was none
   */
  public record Offered(double best, double second) {}

  /** The floor to set; 0 while fewer than a hundred auctions were seen. */
  public static double suggest(List<Offered> auctions) {
    if (auctions.size() < FEWEST) {
      return 0;
    }
    // Between two best bids a higher floor earns more: only best bids need to be tried.
    double[] tried = auctions.stream().mapToDouble(Offered::best).sorted().distinct().toArray();
    int step = Math.max(1, tried.length / 500);
    double floor = 0;
    double most = earned(auctions, 0);
    for (int at = 0; at < tried.length; at += step) {
      double earned = earned(auctions, tried[at]);
      if (earned > most) {
        most = earned;
        floor = tried[at];
      }
    }
    return floor;
  }

  /** What they would have earned with that floor, in all. */
  public static double earned(List<Offered> auctions, double floor) {
    return auctions.stream()
        .mapToDouble(one -> one.best() < floor ? 0 : Math.max(floor, one.second()))
        .sum();
  }

  /** The bids of an auction as what counts of them. */
  public static Offered of(double... bids) {
    double[] sorted = bids.clone();
    Arrays.sort(sorted);
    int count = sorted.length;
    return new Offered(count > 0 ? sorted[count - 1] : 0, count > 1 ? sorted[count - 2] : 0);
  }
}
