package playhouse.audience.recount;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.facts.AccountVerified;
import playhouse.contracts.facts.ChargebackReceived;
import playhouse.contracts.facts.ChargebackWon;
import playhouse.contracts.facts.ClickTracked;
import playhouse.contracts.facts.ConversionAttributed;
import playhouse.contracts.facts.ExperimentExposed;
import playhouse.contracts.facts.PaymentCaptured;
import playhouse.contracts.facts.RefundCompleted;
import playhouse.contracts.facts.SpendBooked;

/** Who began to pay, when, and thanks to whom: K2.3, K2.4, K11.1 and K11.2. */
final class Payers {

  private static final List<String> ALL = List.of("");

  private final Sheet sheet;
  private final Map<UUID, Instant> firstPaid = new HashMap<>();
  private final Map<UUID, Instant> verified = new HashMap<>();

  /** Money of one person at a moment: positive if it came in. */
  private record Flow(UUID person, Instant at, long micros) {}

  private Payers(Sheet sheet) {
    this.sheet = sheet;
    for (Told<PaymentCaptured> told : sheet.facts(PaymentCaptured.class)) {
      UUID person = told.person();
      if (person != null && told.fact().getAmountMicros() > 0) {
        firstPaid.putIfAbsent(person, told.at());
      }
    }
    for (Told<AccountVerified> told : sheet.facts(AccountVerified.class)) {
      UUID person = told.person();
      if (person != null) {
        verified.putIfAbsent(person, told.at());
      }
    }
  }

  static void count(Sheet sheet) {
    Payers payers = new Payers(sheet);
    payers.acquisition();
    payers.conversion();
    payers.channels();
    payers.campaigns();
  }

  private List<Told<ConversionAttributed>> conversions() {
    return sheet.facts(ConversionAttributed.class).stream()
        .filter(told -> told.person() != null)
        .filter(told -> told.fact().getKind().equals("paying"))
        .filter(told -> told.fact().getModel().equals("last-click"))
        .toList();
  }

  private void acquisition() {
    List<String> month = List.of("month");
    Ratio blended = new Ratio(sheet);
    Ratio paid = new Ratio(sheet);
    for (Told<SpendBooked> told : sheet.facts(SpendBooked.class)) {
      double spend = dollars(told) / 1e6;
      blended.add(month, told.at(), ALL, spend, 0);
      paid.add(month, told.at(), List.of("", "channel=" + told.fact().getChannel()), spend, 0);
    }
    firstPaid.values().forEach(at -> blended.add(month, at, ALL, 0, 1));
    eachOnce("month", (at, by) -> paid.add(month, at, List.of(by), 0, 1));
    blended.put("K2.3 blended");
    paid.put("K2.3 paid");
  }

  private interface Once {
    void met(Instant at, String by);
  }

  private void eachOnce(String grain, Once once) {
    Set<String> met = new HashSet<>();
    for (Told<ConversionAttributed> told : conversions()) {
      for (String by : List.of("", "channel=" + told.fact().getChannel())) {
        if (met.add(sheet.begin(grain, told.at()) + by + told.person())) {
          once.met(told.at(), by);
        }
      }
    }
  }

  private void conversion() {
    for (int days : List.of(7, 30, 90)) {
      Ratio share = new Ratio(sheet);
      verified.forEach(
          (person, at) -> {
            LocalDate sunday = sheet.day(sheet.begin("week", at)).plusDays(6);
            if (sheet.complete(sunday.plusDays(days))) {
              Instant paid = firstPaid.getOrDefault(person, Instant.MAX);
              boolean within = paid.isBefore(at.plus(days, ChronoUnit.DAYS));
              share.add(List.of("week"), at, ALL, within ? 1 : 0, 1);
            }
          });
      share.put("K2.4 paid_" + days + "d");
    }
  }

  private void channels() {
    Ratio share = new Ratio(sheet);
    for (Told<ClickTracked> told : sheet.facts(ClickTracked.class)) {
      List<String> by = List.of("", "channel=" + told.fact().getChannel());
      share.add(List.of("week"), told.at(), by, 0, 1);
    }
    eachOnce("week", (at, by) -> share.add(List.of("week"), at, List.of(by), 1, 0));
    share.put("K11.2 last_click");
  }

  private void campaigns() {
    Map<String, Instant> first = new TreeMap<>();
    Map<String, Long> spent = new TreeMap<>();
    for (Told<SpendBooked> told : sheet.facts(SpendBooked.class)) {
      first.putIfAbsent(told.fact().getCampaign(), told.at());
      spent.merge(told.fact().getCampaign(), dollars(told), Long::sum);
    }
    List<Flow> flows = flows();
    first.forEach(
        (campaign, at) -> {
          Instant begin = sheet.begin("day", at);
          String by = "campaign=" + campaign;
          double spend = spent.getOrDefault(campaign, 0L);
          double margin = attributed(campaign, flows);
          sheet.put("K11.1 roi", "campaign", begin, by, (margin - spend) / spend);
          incremental(campaign, begin, spend, flows);
        });
  }

  private double attributed(String campaign, List<Flow> flows) {
    Map<UUID, Instant> people = new HashMap<>();
    for (Told<ConversionAttributed> told : conversions()) {
      UUID person = told.person();
      if (person != null && told.fact().getCampaign().equals(campaign)) {
        people.putIfAbsent(person, told.at());
      }
    }
    double margin = 0;
    for (Map.Entry<UUID, Instant> person : people.entrySet()) {
      margin += margin(person.getKey(), person.getValue(), flows);
    }
    return margin;
  }

  private void incremental(String campaign, Instant begin, double spend, List<Flow> flows) {
    Map<UUID, Told<ExperimentExposed>> exposures = new HashMap<>();
    for (Told<ExperimentExposed> told : sheet.facts(ExperimentExposed.class)) {
      UUID person = told.person();
      if (person != null && told.fact().getExperiment().equals("campaign:" + campaign)) {
        exposures.putIfAbsent(person, told);
      }
    }
    double[] people = new double[2];
    double[] margins = new double[2];
    exposures.forEach(
        (person, told) -> {
          int group = told.fact().getVariant().equals("treated") ? 0 : 1;
          people[group]++;
          margins[group] += margin(person, told.at(), flows);
        });
    if (people[1] > 0) {
      double gained = margins[0] - margins[1] * people[0] / people[1];
      String by = "campaign=" + campaign;
      sheet.put("K11.1 incremental_roi", "campaign", begin, by, (gained - spend) / spend);
    }
  }

  private static double margin(UUID person, Instant from, List<Flow> flows) {
    Instant until = from.plus(90, ChronoUnit.DAYS);
    return flows.stream()
        .filter(flow -> flow.person.equals(person))
        .filter(flow -> !flow.at.isBefore(from) && flow.at.isBefore(until))
        .mapToLong(Flow::micros)
        .sum();
  }

  private List<Flow> flows() {
    List<Flow> flows = new ArrayList<>();
    for (Told<PaymentCaptured> told : sheet.facts(PaymentCaptured.class)) {
      PaymentCaptured paid = told.fact();
      long net = paid.getAmountMicros() - paid.getTaxMicros();
      flow(told.person(), told.at(), net, paid.getCurrency(), 1, flows);
    }
    for (Told<RefundCompleted> told : sheet.facts(RefundCompleted.class)) {
      RefundCompleted back = told.fact();
      long net = back.getNeverCaptured() ? 0 : back.getAmountMicros() - back.getTaxMicros();
      flow(told.person(), told.at(), net, back.getCurrency(), -1, flows);
    }
    for (Told<ChargebackReceived> told : sheet.facts(ChargebackReceived.class)) {
      ChargebackReceived back = told.fact();
      long net = back.getNeverCaptured() ? 0 : back.getAmountMicros() - back.getTaxMicros();
      flow(told.person(), told.at(), net, back.getCurrency(), -1, flows);
    }
    for (Told<ChargebackWon> told : sheet.facts(ChargebackWon.class)) {
      ChargebackWon again = told.fact();
      long net = again.getNeverCaptured() ? 0 : again.getAmountMicros() - again.getTaxMicros();
      flow(told.person(), told.at(), net, again.getCurrency(), 1, flows);
    }
    return flows;
  }

  private void flow(
      @Nullable UUID person, Instant at, long net, String currency, int sign, List<Flow> flows) {
    if (person != null) {
      flows.add(new Flow(person, at, sign * sheet.rates().dollars(net, currency, at)));
    }
  }

  private long dollars(Told<SpendBooked> told) {
    SpendBooked spend = told.fact();
    return sheet.rates().dollars(spend.getAmountMicros(), spend.getCurrency(), told.at());
  }
}
