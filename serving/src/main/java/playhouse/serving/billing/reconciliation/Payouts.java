package playhouse.serving.billing.reconciliation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.joda.money.Money;
import playhouse.serving.billing.reconciliation.Mismatch.Batch;
import playhouse.serving.billing.reconciliation.Mismatch.Kind;
import playhouse.serving.billing.reconciliation.Mismatch.Told;
import playhouse.serving.billing.reconciliation.limits.Tolerance;

/**
 * Finds which lines of the bank are which payouts: one line and one payout, one line for several,
 * or several lines for one. Lines and payouts that name each other, however far round, belong
 * together.
 */
final class Payouts {
  private final Map<String, Batch> byName = new HashMap<>();
  private final Set<String> paid;
  private final Tolerance tolerance;
  private final Predicate<Told> old;
  private final List<Same> same = new ArrayList<>();
  private final List<Odd> odd = new ArrayList<>();

  /** The same money. */
  record Same(List<Told> lines, List<Batch> batches) {
    /** What the bank says less what the provider says. */
    Money difference() {
      return sum(lines).minus(total(batches));
    }
  }

  /** Lines with nothing that is the same. */
  record Odd(Kind kind, List<Told> lines, List<Batch> batches, Money difference) {}

  /** All that was found; what is in neither waits for what is still to come. */
  record Found(List<Same> same, List<Odd> odd) {}

  private Payouts(Set<String> paid, Tolerance tolerance, Predicate<Told> old) {
    this.paid = paid;
    this.tolerance = tolerance;
    this.old = old;
  }

  /**
   * Matches.
   *
   * @param paid payouts that came before
   * @param old whether a line has waited long enough
   */
  static Found match(
      List<Told> lines,
      List<Batch> batches,
      Set<String> paid,
      Tolerance tolerance,
      Predicate<Told> old) {
    Payouts payouts = new Payouts(paid, tolerance, old);
    batches.forEach(batch -> payouts.byName.put(batch.name(), batch));
    List<Told> sorted =
        lines.stream()
            .sorted(
                Comparator.comparing(Told::day)
                    .thenComparing(Told::name)
                    .thenComparing(told -> told.line().number()))
            .toList();
    payouts.groups(sorted).forEach(payouts::decide);
    return new Found(List.copyOf(payouts.same), List.copyOf(payouts.odd));
  }

  /** Lines that name one payout are together, and so are those that are together with these. */
  private List<List<Told>> groups(List<Told> lines) {
    Map<String, List<Told>> groups = new LinkedHashMap<>();
    for (Told line : lines) {
      Set<String> keys = new LinkedHashSet<>(names(line));
      keys.add(line.statement() + "/" + line.line().number());
      List<Told> joined = new ArrayList<>();
      keys.stream().map(groups::get).filter(g -> g != null).distinct().forEach(joined::addAll);
      joined.add(line);
      Set<String> all = new LinkedHashSet<>(keys);
      joined.forEach(
          told -> {
            all.addAll(names(told));
            all.add(told.statement() + "/" + told.line().number());
          });
      all.forEach(key -> groups.put(key, joined));
    }
    Set<List<Told>> distinct =
        java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
    return groups.values().stream().filter(distinct::add).toList();
  }

  private List<String> names(Told line) {
    List<String> named =
        Stream.of(line.line().reference().split(" ", -1))
            .filter(byName::containsKey)
            .distinct()
            .toList();
    return named;
  }

  private void decide(List<Told> lines) {
    List<Batch> batches =
        lines.stream().flatMap(line -> names(line).stream()).distinct().map(byName::get).toList();
    if (batches.isEmpty()) {
      lines.forEach(this::unknown);
      return;
    }
    Money net = batches.get(0).net();
    boolean one =
        Stream.concat(lines.stream().map(l -> l.line().net()), batches.stream().map(Batch::net))
            .allMatch(net::isSameCurrency);
    if (!one) {
      odd.add(new Odd(Kind.CURRENCY, lines, batches, lines.get(0).line().net()));
    } else if (fits(lines, batches)) {
      same.add(new Same(lines, batches));
    } else {
      notTheSame(lines, batches);
    }
  }

  private void notTheSame(List<Told> lines, List<Batch> batches) {
    Optional<Told> alone =
        lines.size() < 2
            ? Optional.empty()
            : lines.stream().filter(line -> fits(List.of(line), batches)).findFirst();
    if (alone.isPresent()) {
      same.add(new Same(List.of(alone.get()), batches));
      lines.stream()
          .filter(line -> !line.equals(alone.get()))
          .forEach(l -> odd.add(new Odd(Kind.DUPLICATE, List.of(l), List.of(), l.line().net())));
      return;
    }
    Money difference = sum(lines).minus(total(batches));
    // The rest may come with the next statement.
    if (!difference.isNegative() || lines.stream().anyMatch(old)) {
      odd.add(new Odd(Kind.AMOUNT, lines, batches, difference));
    }
  }

  private void unknown(Told line) {
    boolean again = Stream.of(line.line().reference().split(" ", -1)).anyMatch(paid::contains);
    if (again) {
      odd.add(new Odd(Kind.DUPLICATE, List.of(line), List.of(), line.line().net()));
    } else if (old.test(line)) {
      odd.add(new Odd(Kind.MISSING_IN_LEDGER, List.of(line), List.of(), line.line().net()));
    }
  }

  private boolean fits(List<Told> lines, List<Batch> batches) {
    return tolerance.covers(
        sum(lines).minus(total(batches)), batches.stream().mapToInt(Batch::lines).sum());
  }

  private static Money sum(List<Told> lines) {
    return lines.stream().map(l -> l.line().net()).reduce(Money::plus).orElseThrow();
  }

  private static Money total(List<Batch> batches) {
    return batches.stream().map(Batch::net).reduce(Money::plus).orElseThrow();
  }
}
