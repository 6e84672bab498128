package playhouse.audience.recount;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import playhouse.contracts.facts.ChargebackReceived;
import playhouse.contracts.facts.ChargebackWon;
import playhouse.contracts.facts.CostBooked;
import playhouse.contracts.facts.PaymentCaptured;
import playhouse.contracts.facts.RefundCompleted;
import playhouse.contracts.facts.RightsGranted;
import playhouse.contracts.facts.RoyaltyAccrued;
import playhouse.contracts.facts.SpendBooked;

/** What was earned and spent, in dollars: K4.2, K4.4, K5.4 and K9. */
final class Money {

  private static final List<String> EARNED =
      List.of("subscription", "transaction", "ads", "other", "refunds");

  private final Sheet sheet;
  private final Map<String, Map<LocalDate, Long>> sums = new TreeMap<>();

  private Money(Sheet sheet) {
    this.sheet = sheet;
  }

  static void count(
      Sheet sheet, Impressions impressions, Activity activity, Map<LocalDate, Integer> paying) {
    Money money = new Money(sheet);
    impressions.all().forEach(ad -> money.add("ads", sheet.day(ad.at), ad.micros));
    money.earned();
    money.spent();
    money.revenue();
    money.costs();
    money.perHead("K4.2 arpu", day -> activity.on(day).size());
    money.perHead("K4.2 arppu", day -> paying.getOrDefault(day, 0));
  }

  private void earned() {
    for (Told<PaymentCaptured> told : sheet.facts(PaymentCaptured.class)) {
      PaymentCaptured paid = told.fact();
      long gross = paid.getAmountMicros() - paid.getTaxMicros();
      long net = sheet.rates().dollars(gross, paid.getCurrency(), told.at());
      if (paid.getPurpose().equals("subscription")) {
        spread("subscription", net, sheet.day(paid.getTermFrom()), paid.getTermDays());
      } else {
        add(paid.getPurpose(), sheet.day(told.at()), net);
      }
    }
    for (Told<RefundCompleted> told : sheet.facts(RefundCompleted.class)) {
      RefundCompleted back = told.fact();
      long net = back.getNeverCaptured() ? 0 : back.getAmountMicros() - back.getTaxMicros();
      long dollars = sheet.rates().dollars(net, back.getCurrency(), told.at());
      add("refunds", sheet.day(told.at()), -dollars);
    }
    for (Told<ChargebackReceived> told : sheet.facts(ChargebackReceived.class)) {
      ChargebackReceived back = told.fact();
      long net = back.getNeverCaptured() ? 0 : back.getAmountMicros() - back.getTaxMicros();
      long dollars = sheet.rates().dollars(net, back.getCurrency(), told.at());
      add("refunds", sheet.day(told.at()), -dollars);
    }
    for (Told<ChargebackWon> told : sheet.facts(ChargebackWon.class)) {
      ChargebackWon again = told.fact();
      long net = again.getNeverCaptured() ? 0 : again.getAmountMicros() - again.getTaxMicros();
      long dollars = sheet.rates().dollars(net, again.getCurrency(), told.at());
      add("refunds", sheet.day(told.at()), dollars);
    }
  }

  private void spent() {
    for (Told<RightsGranted> told : sheet.facts(RightsGranted.class)) {
      RightsGranted grant = told.fact();
      if (grant.getFeeMicros() != null) {
        long fee = sheet.rates().dollars(grant.getFeeMicros(), grant.getCurrency(), told.at());
        long hours =
            Duration.between(grant.getValidFrom(), grant.getValidUntil()).toMillis() / 1000;
        long days = Math.max(1, (long) Math.floor(hours / 86_400.0 + 0.5));
        spread("licence", fee, sheet.day(grant.getValidFrom()), days);
      }
    }
    for (Told<RoyaltyAccrued> told : sheet.facts(RoyaltyAccrued.class)) {
      RoyaltyAccrued due = told.fact();
      long micros = sheet.rates().dollars(due.getAmountMicros(), due.getCurrency(), told.at());
      add("royalties", sheet.day(told.at()), micros);
    }
    for (Told<CostBooked> told : sheet.facts(CostBooked.class)) {
      CostBooked cost = told.fact();
      long micros = sheet.rates().dollars(cost.getAmountMicros(), cost.getCurrency(), told.at());
      add("cost " + cost.getKind(), sheet.day(told.at()), micros);
    }
    for (Told<SpendBooked> told : sheet.facts(SpendBooked.class)) {
      SpendBooked spend = told.fact();
      long micros = sheet.rates().dollars(spend.getAmountMicros(), spend.getCurrency(), told.at());
      add("spend", sheet.day(told.at()), micros);
    }
  }

  private void spread(String what, long micros, LocalDate first, long days) {
    BigInteger whole = BigInteger.valueOf(micros);
    for (long k = 1; k <= days; k++) {
      BigInteger until = whole.multiply(BigInteger.valueOf(k)).divide(BigInteger.valueOf(days));
      BigInteger before =
          whole.multiply(BigInteger.valueOf(k - 1)).divide(BigInteger.valueOf(days));
      add(what, first.plusDays(k - 1), until.subtract(before).longValue());
    }
  }

  private void add(String what, LocalDate day, long micros) {
    sums.computeIfAbsent(what, key -> new TreeMap<>()).merge(day, micros, Long::sum);
  }

  private void revenue() {
    for (String grain : List.of("day", "month")) {
      for (Instant begin : sheet.periods(grain)) {
        for (String measure : EARNED) {
          sheet.put("K4.4 " + measure, grain, begin, "", of(grain, begin, measure));
        }
        double total = total(grain, begin, EARNED);
        sheet.put("K4.4 total", grain, begin, "", total);
        if (total != 0) {
          sheet.put("K5.4 share", grain, begin, "", of(grain, begin, "ads") / total);
        }
      }
    }
  }

  private void costs() {
    for (Instant month : sheet.periods("month")) {
      double licence = of("month", month, "licence");
      double royalties = of("month", month, "royalties");
      double production = of("month", month, "cost production");
      double content = licence + royalties + production;
      sheet.put("K9.1 licence", "month", month, "", licence);
      sheet.put("K9.1 royalties", "month", month, "", royalties);
      sheet.put("K9.1 production", "month", month, "", production);
      sheet.put("K9.1 total", "month", month, "", content);
      double operating = 0;
      for (String kind : List.of("cdn", "compute", "people", "other")) {
        double cost = of("month", month, "cost " + kind);
        sheet.put("K9.2 " + kind, "month", month, "", cost);
        operating += cost;
      }
      sheet.put("K9.2 total", "month", month, "", operating);
      double revenue = total("month", month, EARNED);
      if (revenue != 0) {
        double spend = of("month", month, "spend");
        sheet.put("K9.3 margin", "month", month, "", (revenue - content) / revenue);
        double net = revenue - content - operating - spend;
        sheet.put("K9.4 margin", "month", month, "", net / revenue);
      }
    }
  }

  private void perHead(String what, ToLongFunction<LocalDate> people) {
    for (Instant month : sheet.periods("month")) {
      List<Long> counts =
          daysOf("month", month).stream()
              .map(people::applyAsLong)
              .filter(count -> count > 0)
              .toList();
      if (!counts.isEmpty()) {
        double mean = counts.stream().mapToLong(Long::longValue).average().orElseThrow();
        sheet.put(what, "month", month, "", total("month", month, EARNED) / mean);
      }
    }
  }

  private List<LocalDate> daysOf(String grain, Instant begin) {
    return sheet.days().stream()
        .filter(day -> sheet.begin(grain, sheet.begin(day)).equals(begin))
        .toList();
  }

  private double total(String grain, Instant begin, List<String> measures) {
    return measures.stream().mapToLong(measure -> micros(grain, begin, measure)).sum() / 1e6;
  }

  private double of(String grain, Instant begin, String what) {
    return micros(grain, begin, what) / 1e6;
  }

  private long micros(String grain, Instant begin, String what) {
    Map<LocalDate, Long> byDay = sums.getOrDefault(what, Map.of());
    return daysOf(grain, begin).stream().mapToLong(day -> byDay.getOrDefault(day, 0L)).sum();
  }
}
