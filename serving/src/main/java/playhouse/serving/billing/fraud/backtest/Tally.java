package playhouse.serving.billing.fraud.backtest;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import playhouse.serving.billing.payments.routing.Screening.Verdict;

/**
 * What judging again came to. To hold a payment, for people or for good, is to stop it.
 *
 * @param counts by their names; those of {@code then_…} are what was decided at the time
 * @param saved money of frauds that would be stopped, by currency
 * @param lost money of genuine payments that would be stopped, by currency
 * @param changed some of those decided otherwise: payment, then, now
 */
public record Tally(
    Map<String, Long> counts,
    Map<String, BigDecimal> saved,
    Map<String, BigDecimal> lost,
    List<String> changed) {
  private static final int MOST_EXAMPLES = 20;

  /** Nothing yet. */
  static final Tally NOTHING = new Tally(Map.of(), Map.of(), Map.of(), List.of());

  /** The same and one more. */
  Tally and(BacktestStore.Past past, Verdict now) {
    Map<String, Long> more = new TreeMap<>(counts);
    Map<String, BigDecimal> saving = new TreeMap<>(saved);
    Map<String, BigDecimal> losing = new TreeMap<>(lost);
    List<String> others = new ArrayList<>(changed);
    more.merge("judged", 1L, Long::sum);
    if (past.verdict() != now) {
      more.merge("changed", 1L, Long::sum);
      if (others.size() < MOST_EXAMPLES) {
        others.add(past.payment() + " " + past.verdict() + " " + now);
      }
    }
    if (past.fraud().isPresent()) {
      boolean fraud = past.fraud().get();
      more.merge(name(stops(now), fraud), 1L, Long::sum);
      more.merge("then_" + name(stops(past.verdict()), fraud), 1L, Long::sum);
      if (stops(now)) {
        (fraud ? saving : losing).merge(past.currency(), past.amount(), BigDecimal::add);
      }
    }
    return new Tally(more, saving, losing, others);
  }

  /** Of what is stopped, how much is fraud; 0 if nothing is. */
  double precision() {
    return share(count("stopped_fraud"), count("stopped_genuine"));
  }

  /** Of fraud, how much is stopped; 0 if there is none. */
  double recall() {
    return share(count("stopped_fraud"), count("passed_fraud"));
  }

  private long count(String name) {
    return counts.getOrDefault(name, 0L);
  }

  private static double share(long of, long rest) {
    return of + rest == 0 ? 0 : (double) of / (of + rest);
  }

  private static String name(boolean stopped, boolean fraud) {
    return (stopped ? "stopped_" : "passed_") + (fraud ? "fraud" : "genuine");
  }

  private static boolean stops(Verdict verdict) {
    return verdict == Verdict.DENY || verdict == Verdict.REVIEW;
  }
}
