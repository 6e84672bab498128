package playhouse.counterparts.psp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the provider knows: every charge, once for each idempotency key. */
final class Books {
  private final Map<String, Charge> byKey = new HashMap<>();
  private final List<Charge> charges = new ArrayList<>();
  private final Deque<Fault> faults = new ArrayDeque<>();

  /** The fault that the next charge is to have; taken once. */
  synchronized Optional<Fault> nextFault() {
    return Optional.ofNullable(faults.poll());
  }

  /** Has the next charges go wrong so, one after the other. */
  synchronized void plan(List<Fault> next) {
    faults.addAll(next);
  }

  /**
   * Takes the money, unless it was taken with that key before.
   *
   * @param declined why the bank does not give it
   */
  synchronized Charge charge(
      String key,
      String reference,
      long amountMinor,
      String currency,
      String method,
      Optional<String> declined) {
    Charge known = byKey.get(key);
    if (known != null) {
      return known;
    }
    Charge charge =
        new Charge(
            "ch_" + UUID.randomUUID(),
            reference,
            amountMinor,
            currency,
            method,
            declined.isPresent() ? "declined" : "succeeded",
            declined.orElse(""));
    byKey.put(key, charge);
    charges.add(charge);
    return charge;
  }

  /** Those of a merchant's reference. */
  synchronized List<Charge> of(String reference) {
    return charges.stream().filter(charge -> charge.reference().equals(reference)).toList();
  }

  /** All of them. */
  synchronized List<Charge> all() {
    return List.copyOf(charges);
  }
}
