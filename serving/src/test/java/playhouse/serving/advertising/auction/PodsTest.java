package playhouse.serving.advertising.auction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.serving.advertising.orders.Opportunity.Pod;

/** Breaks that are filled, against all that could have been. */
class PodsTest {
  private static final long[] FILMS = {6_000, 10_000, 15_000, 20_000, 30_000, 45_000};

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noBreakOfSmallOnesBringsMoreThanTheOneThatIsChosenAndNoneBreaksARule(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      Pod pod = pod(random);
      List<Bid> bids = bids(random, 1 + random.nextInt(12));
      List<Bid> chosen = Pods.pack(bids, pod);
      keeps(chosen, pod);
      long best = best(bids, 0, new ArrayList<>(), pod);
      assertThat(sum(chosen)).as("seed %d, case %d", seed, i).isEqualTo(best);
    }
  }

  @Test
  void aThousandBidsBreakNoRuleAndBringWhatTheBestOfThemDo() {
    Random random = new Random(41);
    Pod pod = new Pod(6, 120_000, 0, 60_000, List.of(), 0, 0, true);
    List<Bid> bids = bids(random, 1_000);
    List<Bid> chosen = Pods.pack(bids, pod);
    keeps(chosen, pod);
    assertThat(chosen).hasSize(6);
    // Nothing brings more than the six that offer most, competitors or not.
    long most = bids.stream().mapToLong(Bid::rank).sorted().skip(bids.size() - 6L).sum();
    assertThat((double) sum(chosen)).isGreaterThan(0.9 * most);
  }

  @Test
  void whoBidsAHundredTimesKeepsNobodyElseOut() {
    Random random = new Random(5);
    Pod pod = new Pod(6, 120_000, 0, 60_000, List.of(), 0, 0, true);
    List<Bid> bids = bids(random, 40);
    Bid loud = bids.get(0);
    for (int i = 0; i < 100; i++) {
      bids.add(Ads.again(loud, 40_000_000L + i));
    }
    List<Bid> chosen = Pods.pack(bids, pod);
    keeps(chosen, pod);
    assertThat(chosen).hasSize(6);
    assertThat(chosen.get(0).rank()).isEqualTo(40_000_099);
  }

  @Test
  void whatIsOursTakesWhatIsLeftAndNoMore() {
    Random random = new Random(3);
    Pod pod = new Pod(3, 60_000, 0, 60_000, List.of(), 0, 0, true);
    List<Bid> chosen = Pods.pack(bids(random, 2), pod);
    List<Bid> full = Pods.fill(chosen, bids(random, 30), pod);
    assertThat(full).startsWith(chosen.toArray(Bid[]::new));
    keeps(full, pod);
  }

  private static void keeps(List<Bid> chosen, Pod pod) {
    assertThat(chosen.size()).isLessThanOrEqualTo(pod.slots());
    assertThat(chosen.stream().mapToLong(Bid::millis).sum()).isLessThanOrEqualTo(pod.mostMillis());
    for (Bid one : chosen) {
      for (Bid other : chosen) {
        assertThat(!one.equals(other) && one.bars(other, pod.separate())).isFalse();
      }
    }
  }

  /** By trying all. */
  private static long best(List<Bid> bids, int from, List<Bid> chosen, Pod pod) {
    long best = sum(chosen);
    for (int i = from; i < bids.size(); i++) {
      Bid next = bids.get(i);
      long millis = chosen.stream().mapToLong(Bid::millis).sum() + next.millis();
      boolean fits =
          chosen.size() < pod.slots()
              && millis <= pod.mostMillis()
              && chosen.stream().noneMatch(one -> one.bars(next, pod.separate()));
      if (fits) {
        chosen.add(next);
        best = Math.max(best, best(bids, i + 1, chosen, pod));
        chosen.remove(chosen.size() - 1);
      }
    }
    return best;
  }

  private static long sum(List<Bid> bids) {
    return bids.stream().mapToLong(Bid::rank).sum();
  }

  private static Pod pod(Random random) {
    return new Pod(
        1 + random.nextInt(4),
        15_000 + random.nextInt(90_000),
        0,
        60_000,
        List.of(),
        0,
        0,
        random.nextBoolean());
  }

  private static List<Bid> bids(Random random, int count) {
    List<Bid> bids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long millis = FILMS[random.nextInt(FILMS.length)];
      bids.add(Ads.bid(random, millis, 1_000L * (1 + random.nextInt(30_000))));
    }
    return bids;
  }
}
