package playhouse.local.verify.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import playhouse.contracts.Role;
import playhouse.local.verify.Check;
import playhouse.local.verify.ledger.Accounts.Invoice;
import playhouse.local.verify.ledger.Accounts.Payment;
import playhouse.local.verify.ledger.Served.Seen;

/**
 * What the services tell of money, held against the providers' books and against each other.
 *
 * @param books what providers took and gave back
 * @param decided payments whose money came wrong and was decided on by people
 */
record BookChecks(
    Town town, Accounts accounts, JsonNode books, Map<String, Operators.Decision> decided) {
  /** Where money lies that providers have taken. */
  private static final Set<String> HELD =
      Set.of("provider", "settling", "bank", "fees", "rounding", "position");

  private static final Set<String> EMPTY = Set.of("suspense", "refunds", "chargeback");
  private static final Duration GRACE = Duration.ofDays(8);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** All of them. */
  List<Check> all(Served served, People people, YearMonth first, YearMonth last) {
    JsonNode ledger = get("/v1/ledger/accounts");
    return List.of(
        sumsToZero(ledger),
        isTheProviders(ledger),
        takenOnce(),
        servedPaid(served),
        explained(),
        kept(people),
        reconciled(first, last));
  }

  private JsonNode get(String path) {
    return town.staff(Role.SERVICE, "GET", path, "").body().path("items");
  }

  private static Check sumsToZero(JsonNode ledger) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    List<String> faults = new ArrayList<>();
    for (JsonNode account : ledger) {
      Amount amount = Amount.of(account.path("amount"));
      amount.addTo(sums);
      if (EMPTY.contains(account.path("account").asText()) && amount.value().signum() != 0) {
        faults.add(account.path("account").asText() + " holds " + amount);
      }
    }
    sums.forEach(
        (currency, sum) -> {
          if (sum.signum() != 0) {
            faults.add("all accounts sum to " + sum + " " + currency);
          }
        });
    return Check.of("ledger sums to zero", ledger.size(), faults);
  }

  private Check isTheProviders(JsonNode ledger) {
    Map<String, BigDecimal> theirs = new TreeMap<>();
    moved("taken").forEach(amount -> amount.addTo(theirs));
    moved("givenBack")
        .forEach(amount -> new Amount(amount.currency(), amount.value().negate()).addTo(theirs));
    for (JsonNode dispute : books.path("disputes")) {
      long gone =
          dispute.path("status").asText().equals("won") ? 0 : dispute.path("amountMinor").asLong();
      Amount.ofMinor(dispute.path("currency").asText(), -gone - dispute.path("feeMinor").asLong())
          .addTo(theirs);
    }
    Map<String, BigDecimal> ours = new TreeMap<>();
    for (JsonNode account : ledger) {
      if (HELD.contains(account.path("account").asText())) {
        Amount.of(account.path("amount")).addTo(ours);
      }
    }
    List<String> faults = new ArrayList<>();
    theirs.forEach(
        (currency, amount) -> {
          BigDecimal here = ours.getOrDefault(currency, BigDecimal.ZERO);
          if (here.compareTo(amount) != 0) {
            faults.add(currency + ": the ledger has " + here + ", the providers " + amount);
          }
        });
    return Check.of("ledger = providers", books.path("taken").size(), faults);
  }

  private List<Amount> moved(String which) {
    List<Amount> all = new ArrayList<>();
    books
        .path(which)
        .forEach(
            one ->
                all.add(Amount.ofMinor(one.path("currency").asText(), one.path("minor").asLong())));
    return all;
  }

  /**
   * No payment's money is with us twice, nobody's is that was not told as captured, and nothing is
   * told as captured that is not.
   */
  private Check takenOnce() {
    List<String> faults = new ArrayList<>();
    Map<String, Payment> ours =
        accounts.payments().stream().collect(Collectors.toMap(Payment::id, payment -> payment));
    Map<String, List<Amount>> back = byPayment("givenBack");
    Map<String, List<Amount>> taken = byPayment("taken");
    taken.forEach(
        (id, amounts) -> {
          String told = told(ours, id);
          if (!rightly(id, amounts, back.getOrDefault(id, List.of()), told)) {
            String went = back.getOrDefault(id, List.of()).toString();
            faults.add(
                id
                    + ": taken were "
                    + amounts
                    + ", back went "
                    + went
                    + ", ours is "
                    + told
                    + Optional.ofNullable(decided.get(id)).map(d -> ", " + d).orElse(""));
          }
        });
    Map<String, Integer> byInvoice = new HashMap<>();
    for (Payment payment : ours.values()) {
      if (payment.captured()) {
        payment.invoice().ifPresent(invoice -> byInvoice.merge(invoice, 1, Integer::sum));
        if (!taken.containsKey(payment.id())) {
          faults.add(payment.id() + " is captured here and not taken there");
        }
      }
    }
    byInvoice.forEach(
        (invoice, times) -> {
          if (times > 1) {
            faults.add(invoice + " is paid " + times + " times");
          }
        });
    return Check.of("nobody is charged twice", taken.size(), faults);
  }

  private Map<String, List<Amount>> byPayment(String which) {
    Map<String, List<Amount>> all = new HashMap<>();
    for (JsonNode one : books.path(which)) {
      all.computeIfAbsent(one.path("payment").asText(), key -> new ArrayList<>())
          .add(Amount.ofMinor(one.path("currency").asText(), one.path("minor").asLong()));
    }
    return all;
  }

  /**
   * What came wrong may be ours by a decision; what a provider does not give back is kept.
   * Whoever's money went back may pay after all.
   */
  private boolean rightly(String id, List<Amount> taken, List<Amount> back, String told) {
    BigDecimal left = sum(taken).subtract(sum(back));
    Operators.Decision decision = decided.get(id);
    if (decision != null && (decision.accepted() || decision.kept())) {
      int rightly = decision.kept() && told.startsWith("captured") ? 2 : 1;
      BigDecimal most = taken.stream().map(Amount::value).reduce(BigDecimal.ZERO, BigDecimal::max);
      return left.compareTo(most.multiply(BigDecimal.valueOf(rightly))) <= 0;
    }
    return told.startsWith("captured")
        ? taken.stream()
            .anyMatch(one -> told.equals("captured " + one) && left.compareTo(one.value()) <= 0)
        : left.signum() == 0;
  }

  private static BigDecimal sum(List<Amount> amounts) {
    return amounts.stream().map(Amount::value).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Payments of titles are known by their ids alone. */
  private String told(Map<String, Payment> ours, String id) {
    Payment known = ours.get(id);
    if (known != null) {
      return known.state() + " " + known.amount();
    }
    JsonNode told = town.staff(Role.SERVICE, "GET", "/v1/payments/" + id, "").body();
    return told.path("state").asText("unknown") + " " + Amount.of(told.path("amount"));
  }

  /** Whoever was served had paid for that time, or owed it for eight days at most. */
  private Check servedPaid(Served served) {
    Map<UUID, List<Invoice>> theirs =
        accounts.invoices().stream().collect(Collectors.groupingBy(Invoice::person));
    Map<UUID, Set<Long>> trials = new HashMap<>();
    List<String> faults = new ArrayList<>();
    List<Seen> granted = served.seen().stream().filter(Seen::grants).toList();
    for (Seen seen : granted) {
      List<Invoice> invoices = theirs.getOrDefault(seen.person(), List.of());
      boolean fine =
          switch (seen.state()) {
            // While a provider has not answered they are served as before.
            case "paid" ->
                invoices.stream().anyMatch(one -> paidFor(one, seen.at()) || owed(one, seen.at()));
            case "grace" ->
                invoices.stream().anyMatch(one -> owed(one, seen.at()) || paidFor(one, seen.at()));
            default ->
                trials
                        .computeIfAbsent(seen.person(), key -> new java.util.HashSet<>())
                        .add(seen.at().getEpochSecond())
                    && trials.getOrDefault(seen.person(), Set.of()).size() <= GRACE.toDays();
          };
      if (!fine) {
        faults.add(seen + " is explained by none of " + invoices);
      }
    }
    return Check.of("nobody is served unpaid", granted.size(), faults);
  }

  private boolean paidFor(Invoice invoice, Instant at) {
    boolean then = !invoice.from().isAfter(at) && invoice.until().isAfter(at);
    boolean paid = invoice.state().equals("paid");
    return (then && (paid || moneyIsWithUs(invoice))) || waitsForPeople(invoice, at);
  }

  /**
   * What follows the term waits, for its grace at most, until people have decided on money that
   * came wrong in it.
   */
  private boolean waitsForPeople(Invoice invoice, Instant at) {
    boolean grace = !invoice.until().isAfter(at) && invoice.until().plus(GRACE).isAfter(at);
    return grace
        && accounts.payments().stream()
            .filter(payment -> payment.invoice().filter(invoice.id()::equals).isPresent())
            .map(payment -> decided.get(payment.id()))
            .anyMatch(decision -> decision != null && decision.at().isAfter(at));
  }

  /** It came wrong, and what becomes of it is or was for people to decide. */
  private boolean moneyIsWithUs(Invoice invoice) {
    return accounts.payments().stream()
        .anyMatch(
            payment ->
                payment.invoice().filter(invoice.id()::equals).isPresent()
                    && decided.containsKey(payment.id()));
  }

  private static boolean owed(Invoice invoice, Instant at) {
    return !invoice.from().isAfter(at) && invoice.from().plus(GRACE).isAfter(at);
  }

  /** A term costs what its plan costs there; whatever it is made of sums to what it is. */
  private Check explained() {
    Map<String, Amount> prices = new HashMap<>();
    for (JsonNode plan : get("/v1/plans")) {
      for (JsonNode price : plan.path("prices")) {
        prices.put(
            plan.path("id").asText() + " " + price.path("country").asText(),
            Amount.of(price.path("amount")));
      }
    }
    List<String> faults = new ArrayList<>();
    for (Invoice invoice : accounts.invoices()) {
      BigDecimal sum = BigDecimal.ZERO;
      for (Accounts.Line line : invoice.lines()) {
        sum = sum.add(line.gross().value());
      }
      Amount price = prices.get(invoice.lines().get(0).plan() + " " + invoice.country());
      boolean term = invoice.kind().equals("term");
      if (sum.compareTo(invoice.total().value()) != 0) {
        faults.add(invoice + " is not the sum of its lines");
      } else if (price == null || !price.currency().equals(invoice.total().currency())) {
        faults.add(invoice + " is of no plan that is sold there");
      } else if (term && price.value().compareTo(invoice.total().value()) != 0) {
        faults.add(invoice + " costs " + price);
      } else if (invoice.total().value().compareTo(price.value()) > 0) {
        faults.add(invoice + " costs more than its plan's " + price);
      }
    }
    return Check.of("invoices are explained", accounts.invoices().size(), faults);
  }

  /** What a preview promised is what was owed then. */
  private Check kept(People people) {
    Map<String, List<String>> owed = new HashMap<>();
    for (Invoice invoice : accounts.invoices()) {
      if (invoice.kind().equals("proration")) {
        owed.computeIfAbsent(
                invoice.subscription() + " " + invoice.issued().getEpochSecond(),
                key -> new ArrayList<>())
            .add(invoice.total().toString());
      }
    }
    // Somebody may change their mind again in the same second.
    Map<String, List<String>> promised = new HashMap<>();
    for (People.Promise promise : people.promises()) {
      String when = promise.subscription() + " " + Instant.parse(promise.at()).getEpochSecond();
      List<String> dues = promised.computeIfAbsent(when, key -> new ArrayList<>());
      if (!promise.due().endsWith(" 0.00")) {
        dues.add(promise.due());
      }
    }
    List<String> faults = new ArrayList<>();
    promised.forEach(
        (when, dues) -> {
          List<String> found = new ArrayList<>(owed.getOrDefault(when, List.of()));
          Collections.sort(found);
          Collections.sort(dues);
          if (!found.equals(dues)) {
            faults.add("of " + when + " was promised " + dues + ", owed was " + found);
          }
        });
    return Check.of("previews are kept", people.promises().size(), faults);
  }

  /** At the end of each month ledger and statements are the same but for what is named. */
  private Check reconciled(YearMonth first, YearMonth last) {
    List<String> faults = new ArrayList<>();
    long looked = 0;
    for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
      for (JsonNode account : get("/v1/reconciliation/report?month=" + month)) {
        looked++;
        Amount left = Amount.of(account.path("difference"));
        if (left.value().signum() != 0) {
          faults.add(month + " " + account.path("account").asText() + " differs by " + left);
        }
      }
    }
    for (JsonNode open :
        town.staff(Role.OPERATOR, "GET", "/v1/reconciliation/exceptions?limit=200", "")
            .body()
            .path("items")) {
      faults.add("open: " + open);
    }
    return Check.of("statements reconcile", looked, faults);
  }

  /** The tax in an amount of which it is part, as the revenue office reckons it. */
  static BigDecimal net(BigDecimal gross, BigDecimal percent) {
    return gross.multiply(HUNDRED).divide(HUNDRED.add(percent), 2, RoundingMode.HALF_EVEN);
  }

  /** The month in which it is, UTC. */
  static YearMonth month(Instant at) {
    return YearMonth.from(at.atOffset(ZoneOffset.UTC));
  }
}
