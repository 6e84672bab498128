package playhouse.counterparts.settlement;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a provider settled on which day: a day is made when it is first asked for, and then stays.
 */
final class Days {
  private static final BigDecimal FOREIGN_RATE = new BigDecimal("0.9");

  private final NavigableMap<LocalDate, List<Settled>> days = new TreeMap<>();
  private final Set<String> settled = new HashSet<>();
  private final List<Settled> late = new ArrayList<>();

  /**
   * What is settled on a day.
   *
   * @param all everything that the provider knows
   */
  synchronized List<Settled> of(LocalDate day, List<Settled> all, Set<Fault> faults) {
    return days.computeIfAbsent(day, unused -> make(all, faults));
  }

  /** Days that were made, up to one. */
  synchronized Map<LocalDate, List<Settled>> before(LocalDate day) {
    return new TreeMap<>(days.headMap(day));
  }

  /** The same, if somebody has asked for it. */
  synchronized List<Settled> of(LocalDate day) {
    return days.getOrDefault(day, List.of());
  }

  private List<Settled> make(List<Settled> all, Set<Fault> faults) {
    List<Settled> lines = new ArrayList<>(late);
    late.clear();
    List<Settled> fresh = new ArrayList<>(all.stream().filter(s -> settled.add(s.id())).toList());
    for (Fault fault : faults.isEmpty() ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(faults)) {
      spoil(fresh, fault);
    }
    lines.addAll(fresh);
    return List.copyOf(lines);
  }

  private void spoil(List<Settled> lines, Fault fault) {
    if (fault == Fault.UNKNOWN_PAYMENT) {
      lines.add(
          Settled.of(
              Moved.charge("ch_" + UUID.randomUUID(), UUID.randomUUID() + "-1", "USD", 777, 0),
              BigDecimal.ONE));
    }
    if (lines.isEmpty()) {
      return;
    }
    Settled first = lines.get(0);
    switch (fault) {
      case MISSING_LINE -> lines.remove(0);
      case LATE_LINE -> late.add(lines.remove(0));
      case DUPLICATE_LINE -> lines.add(first);
      case WRONG_AMOUNT -> lines.set(0, first.gross(first.gross().subtract(BigDecimal.ONE)));
      case ROUNDED_LINE -> lines.set(0, first.gross(first.gross().subtract(first.gross().ulp())));
      case FOREIGN_CURRENCY ->
          lines.set(0, first.paidIn(first.currency().equals("EUR") ? "USD" : "EUR", FOREIGN_RATE));
      default -> {}
    }
  }
}
