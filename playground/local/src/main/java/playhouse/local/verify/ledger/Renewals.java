package playhouse.local.verify.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import playhouse.local.verify.ledger.Accounts.Invoice;
import playhouse.local.verify.ledger.Accounts.Payment;

/** Which terms ended, and whether another was paid for in time, by what providers took. */
record Renewals(Accounts accounts, JsonNode books, Map<String, Operators.Decision> decided) {
  private static final Duration LATE = Duration.ofDays(14);

  /** Terms that were due for renewal, and those of them that were renewed. */
  record Count(long due, long renewed) {
    private Count plus(Count other) {
      return new Count(due + other.due, renewed + other.renewed);
    }

    @Override
    public String toString() {
      return renewed + " of " + due;
    }
  }

  /** By the month in which they ended, if that was not after then. */
  Map<YearMonth, Count> byMonth(Instant before) {
    Map<YearMonth, Count> truth = new TreeMap<>();
    Map<String, Invoice> invoices = accounts.byId();
    Map<String, Instant> taken = new HashMap<>();
    for (JsonNode one : books.path("taken")) {
      taken.put(one.path("about").asText(), Instant.ofEpochSecond(one.path("at").asLong()));
    }
    Map<String, List<Term>> terms =
        Stream.concat(
                accounts.payments().stream()
                    .filter(Payment::captured)
                    .flatMap(payment -> term(payment, invoices, taken).stream()),
                accounts.invoices().stream().filter(Renewals::met).map(Renewals::term))
            .sorted(Comparator.comparing(Term::from))
            .collect(Collectors.groupingBy(Term::subscription));
    terms.values().forEach(of -> count(truth, of, before));
    return truth;
  }

  /** A term that was paid for; when it was, or people had decided that the money is ours. */
  private record Term(String subscription, Instant from, Instant until, Instant paid) {}

  /** Whether a balance paid for all of it. */
  private static boolean met(Invoice invoice) {
    return invoice.state().equals("paid") && invoice.amount().value().signum() == 0;
  }

  private static Term term(Invoice i) {
    return new Term(i.subscription(), i.from(), i.until(), i.from());
  }

  private Optional<Term> term(
      Payment payment, Map<String, Invoice> invoices, Map<String, Instant> taken) {
    Instant paid =
        Optional.ofNullable(decided.get(payment.id()))
            .filter(Operators.Decision::accepted)
            .map(Operators.Decision::at)
            .orElse(taken.getOrDefault(payment.id(), Instant.MAX));
    return payment
        .invoice()
        .map(invoices::get)
        .map(i -> new Term(i.subscription(), i.from(), i.until(), paid));
  }

  private static void count(Map<YearMonth, Count> truth, List<Term> inOrder, Instant before) {
    for (int i = 0; i < inOrder.size(); i++) {
      Term term = inOrder.get(i);
      Optional<Term> next =
          i + 1 < inOrder.size() ? Optional.of(inOrder.get(i + 1)) : Optional.empty();
      boolean replaced = next.filter(n -> n.from().isBefore(term.until())).isPresent();
      LocalDate ends = term.until().atOffset(ZoneOffset.UTC).toLocalDate();
      if (!replaced && !ends.isAfter(before.atOffset(ZoneOffset.UTC).toLocalDate())) {
        boolean renewed = next.filter(n -> n.paid().isBefore(term.until().plus(LATE))).isPresent();
        truth.merge(YearMonth.from(ends), new Count(1, renewed ? 1 : 0), Count::plus);
      }
    }
  }
}
