package playhouse.counterparts.settlement;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The merchant's bank: an account for each currency, into which payouts come the day after. */
final class Bank {
  /** The currencies of our accounts. */
  static final List<String> CURRENCIES = List.of("CNY", "EUR", "USD");

  private final Map<LocalDate, Map<String, Statement>> days = new TreeMap<>();
  private final Map<String, BigDecimal> balances = new TreeMap<>();
  private final Map<String, Entry> held = new TreeMap<>();
  private final Set<String> paid = new HashSet<>();

  /** Money that came in. */
  record Entry(BigDecimal amount, List<String> references, String text) {}

  /** A day of one account. */
  record Statement(String currency, BigDecimal opening, List<Entry> entries) {
    BigDecimal closing() {
      return entries.stream().map(Entry::amount).reduce(opening, BigDecimal::add);
    }
  }

  /**
   * What a provider pays out.
   *
   * @param batch name of it
   */
  record Payout(String batch, String currency, BigDecimal sum) {}

  /**
   * The statements of a day: made when it is first asked for.
   *
   * @param due all that was to be paid out by then; what came before does not come again
   */
  synchronized List<Statement> of(LocalDate day, List<Payout> due, Set<Fault> faults) {
    return List.copyOf(days.computeIfAbsent(day, made -> make(due, faults)).values());
  }

  private Map<String, Statement> make(List<Payout> due, Set<Fault> faults) {
    List<Payout> fresh =
        due.stream().filter(each -> each.sum().signum() != 0 && paid.add(each.batch())).toList();
    Set<String> currencies = new TreeSet<>(CURRENCIES);
    fresh.forEach(each -> currencies.add(each.currency()));
    Map<String, Statement> made = new TreeMap<>();
    for (String currency : currencies) {
      List<Entry> entries = new ArrayList<>();
      for (Payout payout : fresh) {
        if (payout.currency().equals(currency)) {
          // What goes wrong goes wrong with the first.
          entries.addAll(entries(payout, entries.isEmpty() ? faults : Set.of()));
        }
      }
      hold(currency, entries, faults.contains(Fault.MERGED));
      if (faults.contains(Fault.UNKNOWN_PAYOUT) && currency.equals("USD")) {
        entries.add(new Entry(new BigDecimal("12.34"), List.of(), "A gift"));
      }
      BigDecimal zero = BigDecimal.ZERO.setScale(Settled.digits(currency));
      Statement statement = new Statement(currency, balances.getOrDefault(currency, zero), entries);
      balances.put(currency, statement.closing());
      made.put(currency, statement);
    }
    return made;
  }

  /** What was held back comes with the first of today's, unless that is held back too. */
  private void hold(String currency, List<Entry> entries, boolean back) {
    Entry before = held.remove(currency);
    if (before != null) {
      Entry first = entries.isEmpty() ? null : entries.remove(0);
      List<String> references = new ArrayList<>(before.references());
      BigDecimal amount = before.amount();
      if (first != null) {
        references.addAll(first.references());
        amount = amount.add(first.amount());
      }
      entries.add(0, new Entry(amount, references, "Payouts"));
    }
    if (back && !entries.isEmpty()) {
      held.put(currency, entries.remove(0));
    }
  }

  private static List<Entry> entries(Payout payout, Set<Fault> faults) {
    String batch = payout.batch();
    BigDecimal amount = payout.sum();
    if (faults.contains(Fault.CENT)) {
      amount = amount.subtract(amount.ulp());
    }
    if (faults.contains(Fault.SHORT)) {
      amount = amount.subtract(BigDecimal.TEN);
    }
    Entry one = new Entry(amount, List.of(batch), "Payout " + batch);
    if (faults.contains(Fault.DUPLICATE_PAYOUT)) {
      return List.of(one, one);
    }
    if (faults.contains(Fault.SPLIT)) {
      return List.of(
          new Entry(BigDecimal.ONE, List.of(batch), "Payout, part 1"),
          new Entry(amount.subtract(BigDecimal.ONE), List.of(batch), "Payout, part 2"));
    }
    return List.of(one);
  }
}
