package playhouse.audience.recount;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.audience.render.Dressed;
import playhouse.contracts.facts.ChargebackReceived;
import playhouse.contracts.facts.PaymentCaptured;
import playhouse.contracts.facts.RefundCompleted;

/** What was earned in dollars: K4.4. */
final class Money {

  private static final List<String> MEASURES =
      List.of("subscription", "transaction", "ads", "other", "refunds");

  private final Sheet sheet;
  private final Map<String, Map<LocalDate, Long>> sums = new TreeMap<>();

  private Money(Sheet sheet) {
    this.sheet = sheet;
  }

  static void count(Sheet sheet, Impressions impressions) {
    Money money = new Money(sheet);
    sheet.events().forEach(money::take);
    impressions.all().forEach(ad -> money.add("ads", ad.day, ad.micros));
    money.put();
  }

  private void take(Dressed event) {
    SpecificRecordBase body = event.body();
    LocalDate day = sheet.day(event);
    if (body instanceof PaymentCaptured paid && paid.getCurrency().equals("USD")) {
      long net = paid.getAmountMicros() - paid.getTaxMicros();
      if (paid.getPurpose().equals("subscription")) {
        recognise(net, sheet.day(paid.getTermFrom()), paid.getTermDays());
      } else {
        add(paid.getPurpose(), day, net);
      }
    } else if (body instanceof RefundCompleted back && back.getCurrency().equals("USD")) {
      add("refunds", day, back.getTaxMicros() - back.getAmountMicros());
    } else if (body instanceof ChargebackReceived back && back.getCurrency().equals("USD")) {
      add("refunds", day, back.getTaxMicros() - back.getAmountMicros());
    }
  }

  private void recognise(long net, LocalDate first, long days) {
    for (long k = 1; k <= days; k++) {
      add("subscription", first.plusDays(k - 1), net * k / days - net * (k - 1) / days);
    }
  }

  private void add(String measure, LocalDate day, long micros) {
    sums.computeIfAbsent(measure, key -> new TreeMap<>()).merge(day, micros, Long::sum);
  }

  private void put() {
    for (LocalDate day : sheet.days()) {
      long total = 0;
      for (String measure : MEASURES) {
        long micros = sums.getOrDefault(measure, Map.of()).getOrDefault(day, 0L);
        total += micros;
        sheet.put("K4.4 " + measure, day, "", micros / 1e6);
      }
      sheet.put("K4.4 total", day, "", total / 1e6);
    }
  }
}
