package playhouse.local.verify.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import playhouse.local.demo.Spark;
import playhouse.local.verify.Check;
import playhouse.local.verify.ledger.Accounts.Invoice;
import playhouse.local.verify.ledger.Accounts.Payment;
import playhouse.warehouse.Grain;
import playhouse.warehouse.Kpi;

/**
 * The numbers about paying people, as the lake makes them of the services' facts, held against what
 * people were told and the providers took. Revenue is that in US dollars: no rates were told.
 */
record KpiChecks(
    Spark spark,
    Accounts accounts,
    JsonNode books,
    Served served,
    Map<String, Operators.Decision> decided) {
  private static final List<String> JOBS =
      List.of("rates", "payments", "entitlements", "subscriptions", "mrr-changes", "terms");
  private static final String REPORTING = "USD";
  private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);
  private static final long QUARTER_SECONDS = 900;

  /** Of what ended later it is not known yet whether it was renewed. */
  private static final Duration SETTLED = Duration.ofDays(16);

  /** A clock that stands is a microsecond later each time it is looked at. */
  private static final Duration LOOK = Duration.ofMillis(100);

  /** All of them; the lake has all facts by now. */
  List<Check> all(boolean graceCounts) {
    spark.job("calendar", JOBS.toArray(String[]::new));
    return List.of(facts(), entitled(), paying(graceCounts), revenue(), renewal());
  }

  /** A payment that is captured here is a fact in the lake, once, and nothing else is. */
  private Check facts() {
    Map<String, String> told = new HashMap<>();
    List<String> faults = new ArrayList<>();
    spark.select(
        "select payment_captured.payment as payment, payment_captured.amount_micros as micros,"
            + " payment_captured.currency as currency from raw.payment"
            + " where type = 'payment.captured'",
        row -> {
          Amount amount =
              new Amount(
                  row.path("currency").asText(),
                  new BigDecimal(row.path("micros").asText()).divide(MICROS));
          if (told.put(row.path("payment").asText(), amount.toString()) != null) {
            faults.add(row + " is there twice");
          }
        });
    Map<String, String> captured = new HashMap<>();
    accounts.payments().stream()
        .filter(Payment::captured)
        .forEach(payment -> captured.put(payment.id(), payment.amount().toString()));
    captured.forEach(
        (id, amount) -> {
          if (!amount.equals(told.get(id))) {
            faults.add(id + " is captured with " + amount + ", told with " + told.get(id));
          }
        });
    Map<String, String> taken = new HashMap<>();
    books
        .path("taken")
        .forEach(
            one ->
                taken.put(
                    one.path("about").asText(),
                    Amount.ofMinor(one.path("currency").asText(), one.path("minor").asLong())
                        .toString()));
    told.forEach(
        (id, amount) -> {
          if (!decided.containsKey(id) && !amount.equals(taken.get(id))) {
            faults.add(id + " is told with " + amount + ", taken with " + taken.get(id));
          }
        });
    return Check.of("facts = providers", told.size(), faults);
  }

  /** A change of what somebody may use. */
  private record Change(Instant at, String state, Optional<Instant> until) {}

  /**
   * At the end of each day what was told of a person last, if it has not run out, is what holds.
   */
  private Check entitled() {
    Map<UUID, TreeMap<Instant, Change>> changes = new HashMap<>();
    spark.select(
        "select person, unix_micros(occurred) as at, entitlement_changed.state as state,"
            + " unix_micros(entitlement_changed.valid_until) as until from raw.subscription"
            + " where type = 'entitlement.changed'",
        row -> {
          Instant at = micros(row.path("at").asLong());
          Optional<Instant> until =
              row.path("until").isNumber()
                  ? Optional.of(micros(row.path("until").asLong()))
                  : Optional.empty();
          changes
              .computeIfAbsent(UUID.fromString(row.path("person").asText()), key -> new TreeMap<>())
              .put(at, new Change(at, row.path("state").asText(), until));
        });
    List<String> faults = new ArrayList<>();
    for (Served.Seen seen : served.seen()) {
      TreeMap<Instant, Change> theirs = changes.getOrDefault(seen.person(), new TreeMap<>());
      String before = state(theirs, seen.at());
      String after = state(theirs, seen.at().plus(LOOK));
      if (!seen.state().equals(before) && !seen.state().equals(after)) {
        faults.add(seen + ", the facts say " + after + " by " + theirs.floorEntry(seen.at()));
      }
    }
    return Check.of("entitlement facts = answers", served.seen().size(), faults);
  }

  private static String state(TreeMap<Instant, Change> changes, Instant at) {
    return Optional.ofNullable(changes.floorEntry(at))
        .map(Map.Entry::getValue)
        .filter(last -> last.until().map(at::isBefore).orElse(true))
        .map(Change::state)
        .orElse("none");
  }

  private static Instant micros(long since1970) {
    return Instant.EPOCH.plus(since1970, ChronoUnit.MICROS);
  }

  private interface Row {
    void take(LocalDate begins, JsonNode row);
  }

  private void ask(String id, Grain grain, Row each) {
    Kpi kpi = Kpi.all().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    LocalDate first = served.days().get(0);
    LocalDate last = served.days().get(served.days().size() - 1);
    String select = kpi.select(List.of(grain), first.withDayOfMonth(1), last, end());
    spark.select(
        select,
        row -> {
          boolean whole = row.path("slice").asText("").isEmpty();
          if (whole && row.path("zone").asText().equals("UTC")) {
            long seconds = row.path("period_no").asLong() * QUARTER_SECONDS;
            each.take(Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC).toLocalDate(), row);
          }
        });
  }

  private Instant end() {
    LocalDate last = served.days().get(served.days().size() - 1);
    return last.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).minusSeconds(QUARTER_SECONDS);
  }

  private Check paying(boolean graceCounts) {
    Map<LocalDate, JsonNode> told = new HashMap<>();
    ask("K4.1", Grain.DAY, told::put);
    List<String> faults = new ArrayList<>();
    for (LocalDate day : served.days()) {
      for (String state : List.of("paid", "trial", "grace")) {
        long ours =
            Optional.ofNullable(told.get(day)).map(row -> row.path(state).asLong()).orElse(0L);
        if (graceCounts && state.equals("paid")) {
          ours += Optional.ofNullable(told.get(day)).map(r -> r.path("grace").asLong()).orElse(0L);
        }
        if (ours != served.count(day, state)) {
          faults.add(
              day
                  + ": "
                  + ours
                  + " are "
                  + state
                  + ", "
                  + served.count(day, state)
                  + " were told so");
        }
      }
    }
    return Check.of("K4.1 = what people were told", served.days().size() * 3L, faults);
  }

  /** Month by month what was paid for terms is earned day by day. */
  private Check revenue() {
    Map<YearMonth, BigInteger> earned = new TreeMap<>();
    Map<String, Invoice> invoices = accounts.byId();
    for (Payment payment : accounts.payments()) {
      Optional<Invoice> invoice = payment.invoice().map(invoices::get);
      if (payment.captured()
          && payment.amount().currency().equals(REPORTING)
          && invoice.isPresent()) {
        earn(earned, payment.amount(), invoice.get());
      }
    }
    List<String> faults = new ArrayList<>();
    Map<YearMonth, BigInteger> told = new TreeMap<>();
    ask(
        "K4.4",
        Grain.MONTH,
        (begins, row) ->
            told.put(
                YearMonth.from(begins),
                new BigDecimal(row.path("subscription_micros").asText("0")).toBigInteger()));
    YearMonth last = YearMonth.from(served.days().get(served.days().size() - 1));
    earned.forEach(
        (month, micros) -> {
          BigInteger ours = told.getOrDefault(month, BigInteger.ZERO);
          // The last month is not over: what of it is earned already is no whole number of days.
          if (month.isBefore(last) && !ours.equals(micros)) {
            faults.add(month + ": " + ours + " are told, " + micros + " earned");
          }
        });
    return Check.of("K4.4 = what was paid for", earned.size(), faults);
  }

  private static void earn(Map<YearMonth, BigInteger> earned, Amount amount, Invoice invoice) {
    BigInteger micros = amount.value().multiply(MICROS).toBigIntegerExact();
    long days = Math.max(1, Duration.between(invoice.from(), invoice.until()).toDays());
    LocalDate first = invoice.from().atOffset(ZoneOffset.UTC).toLocalDate();
    BigInteger before = BigInteger.ZERO;
    for (long k = 1; k <= days; k++) {
      BigInteger until = micros.multiply(BigInteger.valueOf(k)).divide(BigInteger.valueOf(days));
      earned.merge(YearMonth.from(first.plusDays(k - 1)), until.subtract(before), BigInteger::add);
      before = until;
    }
  }

  /** Terms that ended, and whether another was paid for in time. */
  private Check renewal() {
    Map<YearMonth, Renewals.Count> truth =
        new Renewals(accounts, books, decided).byMonth(end().minus(SETTLED));
    Map<YearMonth, Renewals.Count> told = new HashMap<>();
    ask(
        "K4.3",
        Grain.MONTH,
        (begins, row) ->
            told.put(
                YearMonth.from(begins),
                new Renewals.Count(row.path("due").asLong(), row.path("renewed").asLong())));
    List<String> faults = new ArrayList<>();
    truth.forEach(
        (month, counted) -> {
          Renewals.Count ours = told.getOrDefault(month, new Renewals.Count(0, 0));
          if (!ours.equals(counted)) {
            faults.add("%s: %s are told renewed, %s are".formatted(month, ours, counted));
          }
        });
    return Check.of("K4.3 = what was paid for", truth.size(), faults);
  }
}
