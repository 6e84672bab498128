package playhouse.serving.billing.reconciliation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.joda.money.Money;
import playhouse.serving.billing.reconciliation.Mismatch.Booked;
import playhouse.serving.billing.reconciliation.Mismatch.Kind;
import playhouse.serving.billing.reconciliation.Mismatch.Told;
import playhouse.serving.billing.reconciliation.limits.Tolerance;

/**
 * Finds which lines of settlement files and which lines of the ledger are of the same money. The
 * same lines are always found to be the same, in whatever order they come.
 */
final class Matching {
  private final Map<String, List<Booked>> open = new HashMap<>();
  private final Set<String> matched;
  private final Tolerance tolerance;
  private final Predicate<Told> exchanged;
  private final List<Pair> pairs = new ArrayList<>();
  private final List<Odd> odd = new ArrayList<>();

  /** The same money. */
  record Pair(Told told, Booked booked) {}

  /**
   * A line with nothing that is the same.
   *
   * @param booked of the same payment, and yet not the same
   */
  record Odd(Kind kind, Told told, Optional<Booked> booked, Money difference) {}

  /** All that was found. */
  record Found(List<Pair> pairs, List<Odd> odd) {}

  private Matching(
      List<Booked> booked, Set<String> matched, Tolerance tolerance, Predicate<Told> exchanged) {
    booked.stream()
        .sorted(BY_ENTRY)
        .forEach(b -> open.computeIfAbsent(b.subject(), key -> new ArrayList<>()).add(b));
    this.matched = new HashSet<>(matched);
    this.tolerance = tolerance;
    this.exchanged = exchanged;
  }

  private static final java.util.Comparator<Booked> BY_ENTRY =
      java.util.Comparator.comparingLong(Booked::entry).thenComparingInt(Booked::line);

  private static final java.util.Comparator<Told> BY_LINE =
      java.util.Comparator.comparing(Told::day)
          .thenComparing(Told::name)
          .thenComparing(told -> told.line().number());

  /**
   * Matches.
   *
   * @param matched what was matched before: a line that tells of it again is a duplicate
   * @param exchanged whether it is known what a line's currency was worth
   */
  static Found match(
      List<Told> told,
      List<Booked> booked,
      Set<String> matched,
      Tolerance tolerance,
      Predicate<Told> exchanged) {
    Matching matching = new Matching(booked, matched, tolerance, exchanged);
    List<Told> sorted = told.stream().sorted(BY_LINE).toList();
    // The best fit first, so that no line takes what is another's to the cent.
    List<Told> rest = matching.take(sorted, (t, b) -> t.line().gross().equals(b.amount()));
    rest = matching.take(rest, matching::near);
    rest.forEach(matching::odd);
    return new Found(List.copyOf(matching.pairs), List.copyOf(matching.odd));
  }

  private List<Told> take(List<Told> lines, BiPredicate<Told, Booked> same) {
    List<Told> rest = new ArrayList<>();
    for (Told told : lines) {
      Optional<Booked> fit =
          candidates(told).stream()
              .filter(booked -> same.test(told, booked) && exchanged.test(told))
              .findFirst();
      fit.ifPresentOrElse(
          booked -> pairs.add(new Pair(told, use(told, booked))), () -> rest.add(told));
    }
    return rest;
  }

  private boolean near(Told told, Booked booked) {
    Money gross = told.line().gross();
    return gross.isSameCurrency(booked.amount())
        && gross.isNegative() == booked.amount().isNegative()
        && tolerance.covers(gross.minus(booked.amount()), 1);
  }

  private void odd(Told told) {
    Money gross = told.line().gross();
    Optional<Booked> sameCurrency =
        candidates(told).stream()
            .filter(b -> b.amount().isSameCurrency(gross))
            .filter(b -> b.amount().isNegative() == gross.isNegative())
            .findFirst();
    if (sameCurrency.isPresent()) {
      Booked booked = use(told, sameCurrency.get());
      boolean alike = tolerance.covers(gross.minus(booked.amount()), 1);
      odd.add(
          new Odd(
              alike ? Kind.CURRENCY : Kind.AMOUNT,
              told,
              Optional.of(booked),
              gross.minus(booked.amount())));
      return;
    }
    Optional<Booked> other =
        candidates(told).stream()
            .filter(b -> b.amount().isNegative() == gross.isNegative())
            .findFirst();
    if (other.isPresent()) {
      odd.add(new Odd(Kind.CURRENCY, told, Optional.of(use(told, other.get())), gross));
      return;
    }
    boolean again = matched.contains(told.subject() + "/" + gross.isNegative());
    odd.add(
        new Odd(again ? Kind.DUPLICATE : Kind.MISSING_IN_LEDGER, told, Optional.empty(), gross));
  }

  private List<Booked> candidates(Told told) {
    return open.getOrDefault(told.subject(), List.of());
  }

  private Booked use(Told told, Booked booked) {
    candidates(told).remove(booked);
    matched.add(told.subject() + "/" + booked.amount().isNegative());
    return booked;
  }
}
