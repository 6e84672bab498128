package playhouse.counterparts.psp;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import playhouse.counterparts.settlement.Moved;

/** What the provider knows: every charge, refund and dispute, once for each idempotency key. */
public final class Books {
  private static final long FEE_MINOR = 1_500;
  private static final long HELD_SECONDS = 7L * 24 * 3_600;

  private final Clock clock;
  private final Map<String, String> byKey = new HashMap<>();
  private final Map<String, Charge> charges = new LinkedHashMap<>();
  private final Map<String, Refund> refunds = new LinkedHashMap<>();
  private final Map<String, Dispute> disputes = new LinkedHashMap<>();

  Books(Clock clock) {
    this.clock = clock;
  }

  /** What a merchant wants. */
  record Wanted(
      String reference,
      long amountMinor,
      String currency,
      String method,
      boolean hold,
      String returnUrl) {}

  /**
   * Takes the money or sets it aside, unless that was done with that key before.
   *
   * @param declined why the bank does not give it
   * @param acs where the payer must go first, before the charge's id; empty if they need not
   */
  synchronized Charge charge(
      String key, Wanted wanted, Optional<String> declined, Optional<String> acs) {
    String known = byKey.get(key);
    if (known != null) {
      return charge(known).orElseThrow();
    }
    String id = "ch_" + UUID.randomUUID();
    String status =
        declined.isPresent()
            ? "declined"
            : acs.isPresent() ? "requires_action" : wanted.hold() ? "authorised" : "succeeded";
    Charge charge =
        new Charge(
            id,
            wanted.reference(),
            wanted.amountMinor(),
            wanted.currency(),
            wanted.method(),
            status,
            declined.orElse(""),
            wanted.hold(),
            acs.map(at -> at + id).orElse(""),
            wanted.returnUrl(),
            status.equals("authorised") ? now() + HELD_SECONDS : 0,
            now());
    byKey.put(key, id);
    charges.put(id, charge);
    return charge;
  }

  /** What the payer's bank says when it has heard from them. */
  synchronized Optional<Charge> heard(String id, boolean authenticated) {
    return change(
        id,
        "requires_action",
        charge ->
            !authenticated
                ? charge.in("declined", "authentication_failed", 0)
                : charge.hold()
                    ? charge.in("authorised", "", now() + HELD_SECONDS)
                    : charge.in("succeeded", "", 0));
  }

  /** Takes what was set aside. */
  synchronized Optional<Charge> capture(String id) {
    return change(id, "authorised", charge -> charge.in("succeeded", "", 0));
  }

  /** Lets go of what was set aside, or of what the payer has not done. */
  synchronized Optional<Charge> cancel(String id) {
    Optional<Charge> held = change(id, "authorised", charge -> charge.in("cancelled", "", 0));
    return held.filter(charge -> !charge.status().equals("requires_action"))
        .or(() -> change(id, "requires_action", charge -> charge.in("cancelled", "", 0)));
  }

  private Optional<Charge> change(String id, String from, UnaryOperator<Charge> to) {
    return Optional.ofNullable(
        charges.computeIfPresent(
            id, (same, charge) -> charge.status().equals(from) ? to.apply(charge) : charge));
  }

  /**
   * Gives money back, unless it was given with that key before; never more than was taken.
   *
   * @param refused why it cannot be given back that way
   */
  synchronized Refund refund(
      String key, String reference, String of, long amountMinor, Optional<String> refused) {
    String known = byKey.get("refund " + key);
    if (known != null) {
      return refund(known).orElseThrow();
    }
    Optional<Charge> charge = charge(of).filter(each -> each.status().equals("succeeded"));
    long given =
        refunds.values().stream()
            .filter(each -> each.charge().equals(of) && each.status().equals("succeeded"))
            .mapToLong(Refund::amountMinor)
            .sum();
    boolean over = charge.map(each -> given + amountMinor > each.amountMinor()).orElse(true);
    Optional<String> code = over ? Optional.of("over_charge") : refused;
    Refund refund =
        new Refund(
            "re_" + UUID.randomUUID(),
            reference,
            of,
            amountMinor,
            charge.map(Charge::currency).orElse("XXX"),
            code.isPresent() ? "failed" : "succeeded",
            code.orElse(""),
            now());
    byKey.put("refund " + key, refund.id());
    refunds.put(refund.id(), refund);
    return refund;
  }

  /** Has the payer's bank take a charge back; empty if it was not taken. */
  synchronized Optional<Dispute> dispute(String reference, String reason) {
    return charges.values().stream()
        .filter(each -> each.reference().equals(reference) && each.status().equals("succeeded"))
        .findFirst()
        .map(
            charge -> {
              Dispute dispute =
                  new Dispute(
                      "dp_" + UUID.randomUUID(),
                      charge.id(),
                      reference,
                      reason,
                      charge.amountMinor(),
                      FEE_MINOR,
                      charge.currency(),
                      "open",
                      "",
                      now());
              disputes.put(dispute.id(), dispute);
              return dispute;
            });
  }

  /** Puts down what the merchant says. */
  synchronized Optional<Dispute> evidence(String id, String evidence) {
    return Optional.ofNullable(
        disputes.computeIfPresent(id, (same, known) -> known.in(known.status(), evidence)));
  }

  /** Has the bank decide: won or lost. */
  synchronized Optional<Dispute> decide(String id, String status) {
    return Optional.ofNullable(
        disputes.computeIfPresent(id, (same, known) -> known.in(status, known.evidence())));
  }

  /** A charge. */
  public synchronized Optional<Charge> charge(String id) {
    return Optional.ofNullable(charges.get(id));
  }

  /** Those of a merchant's reference. */
  public synchronized List<Charge> of(String reference) {
    return charges.values().stream()
        .filter(charge -> charge.reference().equals(reference))
        .toList();
  }

  /** All charges. */
  public synchronized List<Charge> all() {
    return List.copyOf(charges.values());
  }

  private Optional<Refund> refund(String id) {
    return Optional.ofNullable(refunds.get(id));
  }

  /** All refunds. */
  public synchronized List<Refund> refunds() {
    return List.copyOf(refunds.values());
  }

  /** A dispute. */
  public synchronized Optional<Dispute> dispute(String id) {
    return Optional.ofNullable(disputes.get(id));
  }

  /** All disputes. */
  public synchronized List<Dispute> disputes() {
    return List.copyOf(disputes.values());
  }

  /** All money that moved: what was taken, went back, and was taken back by banks. */
  public synchronized List<Moved> moved() {
    List<Moved> all = new ArrayList<>();
    for (Charge c : charges.values()) {
      if (c.status().equals("succeeded")) {
        all.add(Moved.charge(c.id(), c.reference(), c.currency(), c.amountMinor(), c.at()));
      }
    }
    for (Refund r : refunds.values()) {
      if (r.status().equals("succeeded")) {
        String of = Objects.requireNonNull(charges.get(r.charge())).reference();
        all.add(Moved.refund(r.id(), r.reference(), of, r.currency(), r.amountMinor(), r.at()));
      }
    }
    for (Dispute d : disputes.values()) {
      all.add(moved(d, "chargeback", -d.amountMinor()));
      all.add(moved(d, "chargeback-fee", -d.feeMinor()));
      if (d.status().equals("won")) {
        all.add(moved(d, "chargeback-won", d.amountMinor()));
      }
    }
    return all;
  }

  private static Moved moved(Dispute d, String type, long minor) {
    return new Moved(
        type, d.id() + "/" + type, d.reference(), d.reference(), d.currency(), minor, d.at());
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}
