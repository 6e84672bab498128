package playhouse.audience.recount;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.audience.render.Dressed;
import playhouse.contracts.facts.DunningRecovered;
import playhouse.contracts.facts.InvoicePaid;
import playhouse.contracts.facts.PaymentCaptured;
import playhouse.contracts.facts.SubscriptionChanged;
import playhouse.contracts.facts.SubscriptionEnded;
import playhouse.contracts.facts.SubscriptionPaused;
import playhouse.contracts.facts.SubscriptionResumed;
import playhouse.contracts.facts.SubscriptionStarted;

/** What people bring a month, and how that moves: K3.3 of customers, K4.3 and K4.4's movement. */
final class Recurring {

  private static final List<String> GRAINS = List.of("day", "month");

  /** A person's recurring revenue went from one sum to another. */
  private record Change(Instant at, String kind, long before, long after, boolean voluntary) {}

  /** A subscription as it stands. */
  private static final class State {
    long price;
    int term;
    boolean paying;
    boolean rests;

    long monthly() {
      return paying && !rests ? price * 30 / term : 0;
    }
  }

  private final Sheet sheet;
  private final List<Change> changes = new ArrayList<>();
  private final Map<String, String> currencies = new HashMap<>();

  private Recurring(Sheet sheet) {
    this.sheet = sheet;
  }

  static void count(Sheet sheet) {
    Recurring recurring = new Recurring(sheet);
    Map<UUID, TreeMap<Instant, List<SpecificRecordBase>>> facts = new HashMap<>();
    for (Dressed event : sheet.events()) {
      UUID person = event.envelope().getPerson();
      if (person != null && concerns(event.body())) {
        facts
            .computeIfAbsent(person, key -> new TreeMap<>())
            .computeIfAbsent(event.envelope().getOccurred(), key -> new ArrayList<>())
            .add(event.body());
      }
    }
    facts.values().forEach(recurring::live);
    recurring.movement();
    recurring.churn();
    renewals(sheet);
  }

  private static boolean concerns(SpecificRecordBase fact) {
    return fact instanceof SubscriptionStarted
        || fact instanceof SubscriptionChanged
        || fact instanceof SubscriptionEnded
        || fact instanceof SubscriptionPaused
        || fact instanceof SubscriptionResumed
        || fact instanceof PaymentCaptured;
  }

  /** One person's moments in order. */
  private void live(Map<Instant, List<SpecificRecordBase>> moments) {
    Map<String, State> states = new HashMap<>();
    long before = 0;
    boolean ever = false;
    for (Map.Entry<Instant, List<SpecificRecordBase>> moment : moments.entrySet()) {
      boolean voluntary = false;
      for (SpecificRecordBase fact : moment.getValue()) {
        voluntary |=
            fact instanceof SubscriptionPaused
                || (fact instanceof SubscriptionEnded end && end.getVoluntary());
        take(fact, moment.getKey(), states);
      }
      long after = states.values().stream().mapToLong(State::monthly).sum();
      if (after != before) {
        changes.add(
            new Change(moment.getKey(), kind(before, after, ever), before, after, voluntary));
      }
      ever |= after > 0;
      before = after;
    }
  }

  private void take(SpecificRecordBase fact, Instant at, Map<String, State> states) {
    if (fact instanceof SubscriptionStarted start) {
      State state = states.computeIfAbsent(start.getSubscription(), key -> new State());
      state.price = sheet.rates().dollars(start.getPriceMicros(), start.getCurrency(), at);
      state.term = start.getTermDays();
      currencies.put(start.getSubscription(), start.getCurrency());
    } else if (fact instanceof SubscriptionChanged change && change.getPriceMicros() != null) {
      State state = states.computeIfAbsent(change.getSubscription(), key -> new State());
      String currency = currencies.getOrDefault(change.getSubscription(), "");
      state.price = sheet.rates().dollars(change.getPriceMicros(), currency, at);
      state.term = change.getTermDays() == null ? state.term : change.getTermDays();
    } else if (fact instanceof SubscriptionEnded end) {
      states.computeIfAbsent(end.getSubscription(), key -> new State()).paying = false;
    } else if (fact instanceof SubscriptionPaused pause) {
      states.computeIfAbsent(pause.getSubscription(), key -> new State()).rests = true;
    } else if (fact instanceof SubscriptionResumed again) {
      states.computeIfAbsent(again.getSubscription(), key -> new State()).rests = false;
    } else if (fact instanceof PaymentCaptured paid && paid.getSubscription() != null) {
      states.computeIfAbsent(paid.getSubscription(), key -> new State()).paying = true;
    }
  }

  private static String kind(long before, long after, boolean ever) {
    if (before == 0) {
      return ever ? "reactivation" : "new";
    } else if (after == 0) {
      return "churn";
    }
    return after > before ? "expansion" : "contraction";
  }

  private void movement() {
    for (String kind : List.of("new", "reactivation", "expansion", "contraction", "churn")) {
      sheet.zero("K4.4 mrr_" + kind, "day", "month");
    }
    for (String grain : GRAINS) {
      Map<String, Long> sums = new HashMap<>();
      for (Change change : changes) {
        Instant begin = sheet.begin(grain, change.at);
        long sum = sums.merge(change.kind + begin, change.after - change.before, Long::sum);
        sheet.put("K4.4 mrr_" + change.kind, grain, begin, "", sum / 1e6);
      }
    }
  }

  private void churn() {
    for (Instant month : sheet.periods("month")) {
      double payers = 0;
      double revenue = 0;
      double[] lost = new double[3];
      for (Change change : changes) {
        if (change.at.isBefore(month)) {
          payers += Long.signum(change.after) - Long.signum(change.before);
          revenue += change.after - change.before;
        } else if (sheet.begin("month", change.at).equals(month) && change.after == 0) {
          lost[0]++;
          lost[1] += change.voluntary ? 1 : 0;
          lost[2] += change.before;
        }
      }
      if (payers > 0) {
        sheet.put("K3.3 customers", "month", month, "", lost[0] / payers);
        sheet.put("K3.3 voluntary", "month", month, "", lost[1] / payers);
        sheet.put("K3.3 involuntary", "month", month, "", (lost[0] - lost[1]) / payers);
        sheet.put("K3.3 revenue", "month", month, "", lost[2] / revenue);
      }
    }
  }

  /** A term that is paid for, with money or without. */
  private record Term(String subscription, Instant from, Instant until, Instant paid) {}

  private static List<Term> terms(Sheet sheet) {
    List<Term> terms = new ArrayList<>();
    for (Told<PaymentCaptured> told : sheet.facts(PaymentCaptured.class)) {
      PaymentCaptured paid = told.fact();
      if (paid.getSubscription() != null && paid.getTermFrom() != null) {
        terms.add(
            new Term(paid.getSubscription(), paid.getTermFrom(), paid.getTermUntil(), told.at()));
      }
    }
    for (Told<InvoicePaid> told : sheet.facts(InvoicePaid.class)) {
      InvoicePaid met = told.fact();
      if (met.getWithoutPayment() && met.getTermFrom() != null) {
        terms.add(
            new Term(met.getSubscription(), met.getTermFrom(), met.getTermUntil(), told.at()));
      }
    }
    return terms;
  }

  private static void renewals(Sheet sheet) {
    List<Term> terms = terms(sheet);
    List<Told<DunningRecovered>> recoveries = sheet.facts(DunningRecovered.class);
    Ratio renewal = new Ratio(sheet);
    Ratio recovered = new Ratio(sheet);
    for (Term term : terms) {
      Instant end = term.until();
      boolean replaced =
          terms.stream()
              .filter(next -> next.subscription().equals(term.subscription()))
              .anyMatch(next -> next.from().isAfter(term.from()) && next.from().isBefore(end));
      Instant until = end.plus(14, ChronoUnit.DAYS);
      if (replaced || !sheet.complete(until.atZone(ZoneOffset.UTC).toLocalDate())) {
        continue;
      }
      boolean renewed =
          terms.stream()
              .filter(next -> next.subscription().equals(term.subscription()))
              .filter(next -> next.from().isAfter(term.from()))
              .anyMatch(next -> next.paid().isBefore(until));
      boolean saved =
          recoveries.stream()
              .filter(one -> one.fact().getSubscription().equals(term.subscription()))
              .map(Told::at)
              .anyMatch(at -> !at.isBefore(end.minus(1, ChronoUnit.DAYS)) && at.isBefore(until));
      renewal.add(List.of("month"), end, List.of(""), renewed ? 1 : 0, 1);
      recovered.add(List.of("month"), end, List.of(""), renewed && saved ? 1 : 0, 1);
    }
    renewal.put("K4.3 renewal");
    recovered.put("K4.3 recovered");
  }
}
