package playhouse.audience.truth.money;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import playhouse.audience.act.Act;
import playhouse.audience.act.Paid;
import playhouse.audience.truth.Known;
import playhouse.audience.truth.Rates;
import playhouse.audience.truth.Tally;

/** One subscription over time. */
final class Subscription {

  private static final long DAY = 86_400_000;
  private static final long PATIENCE = 14 * DAY;

  /** From then on a term costs so much; 0 days if the term's length stays. */
  record Price(long at, long micros, int termDays) {}

  final List<Paid> payments = new ArrayList<>();
  final List<Price> prices = new ArrayList<>();
  final List<Long> recovered = new ArrayList<>();
  String currency = "";
  long endedAt = Long.MAX_VALUE;
  boolean voluntary;

  /** The moments at which what it brings a month may change. */
  List<Long> moments() {
    List<Long> moments = new ArrayList<>();
    long from = payingFrom();
    if (from < endedAt) {
      moments.add(from);
      prices.stream().map(Price::at).filter(at -> at > from && at < endedAt).forEach(moments::add);
      moments.add(endedAt);
    }
    return moments;
  }

  /** What it brings a month after a moment, in millionths of the money that counts. */
  long monthlyMicros(long moment, Rates rates) {
    if (moment < payingFrom() || moment >= endedAt) {
      return 0;
    }
    Price latest = new Price(Long.MIN_VALUE, 0, 0);
    int termDays = 0;
    for (Price price : prices.stream().sorted(Comparator.comparingLong(Price::at)).toList()) {
      if (price.at() <= moment) {
        latest = price;
        termDays = price.termDays() > 0 ? price.termDays() : termDays;
      }
    }
    long micros = rates.reportingOrZero(latest.micros(), currency, latest.at());
    return termDays == 0 ? 0 : Math.multiplyExact(micros, 30L) / termDays;
  }

  private long payingFrom() {
    return payments.stream().mapToLong(Paid::at).min().orElse(Long.MAX_VALUE);
  }

  /** What is due at the ends of its terms that can be judged by now, and what came of it. */
  void renewals(Known known, Tally tally) {
    TreeMap<Long, Paid> terms = new TreeMap<>();
    payments.stream()
        .filter(paid -> paid.termFrom() != Act.NEVER)
        .sorted(Comparator.comparingLong(Paid::at).thenComparing(Paid::id))
        .forEach(paid -> terms.putIfAbsent(paid.termFrom(), paid));
    for (Paid term : terms.values()) {
      long end = term.termUntil();
      Long next = terms.higherKey(term.termFrom());
      boolean replaced = next != null && next < end;
      if (!replaced && known.complete((int) Math.floorDiv(end + PATIENCE, DAY))) {
        boolean renewed =
            payments.stream()
                .anyMatch(
                    later -> later.termFrom() > term.termFrom() && later.at() < end + PATIENCE);
        boolean saved = recovered.stream().anyMatch(at -> at >= end - DAY && at < end + PATIENCE);
        tally.add("due", "", end, 1);
        tally.add("renewed", "", end, renewed ? 1 : 0);
        tally.add("recovered", "", end, renewed && saved ? 1 : 0);
      }
    }
  }
}
