package playhouse.audience.truth.money;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import playhouse.audience.truth.Grain;
import playhouse.audience.truth.Rates;
import playhouse.audience.truth.Tally;
import playhouse.audience.truth.Zone;

/** What campaigns brought in: from those credited to them, and from those who were to see them. */
final class Credit {

  private static final long QUARTER_YEAR = 90L * 86_400_000;

  private Credit() {}

  static void campaigns(Account account, Rates rates, Tally tally) {
    Map<String, Long> credited = new TreeMap<>();
    account.conversions.forEach(own -> credited.merge(own.campaign(), own.at(), Math::min));
    credited.forEach(
        (campaign, at) -> {
          long margin = account.marginMicros(rates, at, at + QUARTER_YEAR);
          tally.add("attributed margin", campaign, 0, margin);
        });
    Map<String, Account.Exposure> first = new TreeMap<>();
    account.exposures.stream()
        .sorted(Comparator.comparingLong(Account.Exposure::at).thenComparing(Account.Exposure::id))
        .forEach(own -> first.putIfAbsent(own.campaign(), own));
    first.forEach(
        (campaign, own) -> {
          if (own.variant().equals("treated") || own.variant().equals("holdout")) {
            long margin = account.marginMicros(rates, own.at(), own.at() + QUARTER_YEAR);
            tally.add(own.variant(), campaign, 0, 1);
            tally.add(own.variant() + " margin", campaign, 0, margin);
          }
        });
  }

  /** Everybody once in a period, whole or channel. */
  static void people(Account account, Zone zone) {
    for (Grain grain : List.of(Grain.WEEK, Grain.MONTH)) {
      Set<String> met = new TreeSet<>();
      for (Account.Conversion own : account.conversions) {
        long begin = zone.calendar().begin(grain, own.at());
        for (String by : List.of("", "channel=" + own.channel())) {
          if (met.add(begin + by)) {
            zone.tally().add("attributed in a " + grain, by, begin, 1);
          }
        }
      }
    }
  }
}
