package playhouse.audience.truth.money;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import playhouse.audience.act.Act;
import playhouse.audience.act.Paid;
import playhouse.audience.act.Returned;
import playhouse.audience.truth.Rates;

/** What is known of one person's money: payments, subscriptions, and who claims credit for them. */
final class Account {

  /** Somebody's first verified sign-up; {@link Act#NEVER} if there was none. */
  long verifiedAt = Act.NEVER;

  final List<Paid> payments = new ArrayList<>();
  final List<Returned> returned = new ArrayList<>();
  final Map<String, Subscription> subscriptions = new TreeMap<>();
  final List<Conversion> conversions = new ArrayList<>();
  final List<Exposure> exposures = new ArrayList<>();

  /** A campaign was credited with a first payment, by the last click. */
  record Conversion(long at, String id, String campaign, String channel) {}

  /** They met a variant of a campaign's experiment. */
  record Exposure(long at, String id, String campaign, String variant) {}

  Subscription subscription(String id) {
    return subscriptions.computeIfAbsent(id, key -> new Subscription());
  }

  void paid(Paid act) {
    payments.add(act);
    if (act.purpose() == Paid.Purpose.SUBSCRIPTION && !act.subscription().isEmpty()) {
      subscription(act.subscription()).payments.add(act);
    }
  }

  void verified(long at) {
    verifiedAt = verifiedAt == Act.NEVER ? at : Math.min(verifiedAt, at);
  }

  /** When they first paid anything; {@link Act#NEVER} if they did not. */
  long firstPaidAt() {
    return payments.stream()
        .filter(paid -> paid.amountMicros() > 0)
        .mapToLong(Paid::at)
        .min()
        .orElse(Act.NEVER);
  }

  /** What they brought in from one moment until another, less what went back. */
  long marginMicros(Rates rates, long from, long until) {
    long margin = 0;
    for (Paid paid : payments) {
      if (paid.at() >= from && paid.at() < until) {
        margin += rates.reportingOrZero(paid.netMicros(), paid.currency(), paid.at());
      }
    }
    for (Returned back : returned) {
      if (back.at() >= from && back.at() < until) {
        margin -= rates.reportingOrZero(back.netMicros(), back.currency(), back.at());
      }
    }
    return margin;
  }
}
