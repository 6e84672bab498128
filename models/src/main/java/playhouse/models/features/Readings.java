package playhouse.models.features;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** What can be read of a life at a moment, as numbers; nothing to read is NaN. */
final class Readings {
  private static final long DAY = Moments.micros(Duration.ofDays(1));
  private static final double MILLIS_AN_HOUR = 3_600_000;
  private static final double MICROS = 1e6;

  private Readings() {}

  /** In order of time, so that the last bits are always the same. */
  static double sum(List<Fact> facts, ToDoubleFunction<Fact> what) {
    double sum = 0;
    for (Fact fact : facts) {
      sum += what.applyAsDouble(fact);
    }
    return sum;
  }

  static double hours(Fact play) {
    return play.amount() / MILLIS_AN_HOUR;
  }

  static double watchingDays(Life life, long at) {
    Set<Long> days = new HashSet<>();
    life.between(Kind.PLAYED, at - 28 * DAY, at)
        .forEach(play -> days.add((at - play.atMicros()) / DAY));
    return days.size();
  }

  static double completion(Life life, long at) {
    List<Fact> known =
        life.between(Kind.PLAYED, at - 28 * DAY, at).stream()
            .filter(play -> !Double.isNaN(play.share()))
            .toList();
    return known.isEmpty() ? Double.NaN : sum(known, Fact::share) / known.size();
  }

  static double television(Life life, long at) {
    List<Fact> plays = life.between(Kind.PLAYED, at - 28 * DAY, at);
    long tv = plays.stream().filter(play -> play.word().equals("tv")).count();
    return plays.isEmpty() ? Double.NaN : (double) tv / plays.size();
  }

  static List<Fact> latest(List<Fact> facts) {
    return facts.isEmpty() ? facts : facts.subList(facts.size() - 1, facts.size());
  }

  /** Days since the first of these. */
  static double age(List<Fact> facts, long at) {
    return facts.isEmpty() ? Double.NaN : (at - facts.get(0).atMicros()) / (double) DAY;
  }

  static double mrr(Life life, long at) {
    return Stretches.at(life, at).stream().mapToLong(Fact::amount).sum() / MICROS;
  }

  static double paidDays(Life life, long at) {
    return Stretches.at(life, at).stream()
        .filter(began -> began.word().equals(Stretches.PAID))
        .mapToDouble(began -> (at - began.atMicros()) / (double) DAY)
        .max()
        .orElse(Double.NaN);
  }

  static double state(Life life, long at, String state) {
    return Stretches.any(life, at, state) ? 1 : 0;
  }

  static boolean left(Fact ended) {
    return ended.word().equals("voluntary") || ended.word().equals("involuntary");
  }

  static double open(Life life, long at) {
    Set<String> open = new HashSet<>();
    life.until(Kind.INVOICED, at).forEach(invoice -> open.add(invoice.id()));
    life.until(Kind.INVOICE_PAID, at).forEach(invoice -> open.remove(invoice.id()));
    return open.size();
  }
}
