package playhouse.audience.truth.money;

import java.util.TreeSet;
import playhouse.audience.truth.Rates;
import playhouse.audience.truth.Tally;

/** How what somebody brings a month moves: they are new, back, bring more or less, or are lost. */
final class Recurring {

  private Recurring() {}

  static void changes(Account account, Rates rates, Tally tally) {
    TreeSet<Long> moments = new TreeSet<>();
    account.subscriptions.values().forEach(own -> moments.addAll(own.moments()));
    moments.remove(Long.MAX_VALUE);
    long before = 0;
    boolean known = false;
    for (long moment : moments) {
      long after = 0;
      for (Subscription own : account.subscriptions.values()) {
        after += own.monthlyMicros(moment, rates);
      }
      if (after != before) {
        tally.add("mrr." + kind(before, after, known), "", moment, after - before);
        tally.add("mrr", "", moment, after - before);
        tally.add("payers", "", moment, (after > 0 ? 1 : 0) - (before > 0 ? 1 : 0));
        if (after == 0) {
          lost(account, moment, before, tally);
        }
      }
      known |= after > 0;
      before = after;
    }
  }

  private static String kind(long before, long after, boolean known) {
    if (before == 0) {
      return known ? "reactivation" : "new";
    }
    if (after == 0) {
      return "churn";
    }
    return after > before ? "expansion" : "contraction";
  }

  private static void lost(Account account, long moment, long micros, Tally tally) {
    boolean voluntary =
        account.subscriptions.values().stream()
            .anyMatch(own -> own.endedAt == moment && own.voluntary);
    tally.add("lost payers", "", moment, 1);
    tally.add(voluntary ? "lost voluntarily" : "lost involuntarily", "", moment, 1);
    tally.add("lost mrr", "", moment, micros);
  }
}
