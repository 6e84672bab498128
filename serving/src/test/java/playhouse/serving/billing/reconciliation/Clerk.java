package playhouse.serving.billing.reconciliation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import playhouse.serving.billing.reconciliation.Mismatches.How;
import playhouse.serving.platform.store.ServicesDatabase;

/** Who works mismatches off, as people would. */
final class Clerk {
  private final ServicesDatabase database;
  private final Mismatches mismatches;

  Clerk(ServicesDatabase database, Mismatches mismatches) {
    this.database = database;
    this.mismatches = mismatches;
  }

  /** Says what currencies were worth on these days: 0.9 of every other. */
  void rates(LocalDate first, int days) {
    for (int day = 0; day < days; day++) {
      LocalDate at = first.plusDays(day);
      for (List<String> pair :
          List.of(List.of("USD", "EUR"), List.of("CNY", "EUR"), List.of("EUR", "USD"))) {
        database.write(
            tx -> new RateStore(tx).put(at, pair.get(0), pair.get(1), new BigDecimal("0.9")));
      }
    }
  }

  List<Mismatch> open() {
    return database.read(handle -> MismatchStore.newest(handle, true, Long.MAX_VALUE, 200));
  }

  /** Decides on all that is open; much is given up by two. */
  void workToZero() {
    for (Mismatch found : open()) {
      How how =
          switch (found.kind()) {
            case CURRENCY -> How.AGAIN;
            case DUPLICATE, MISSING_IN_LEDGER ->
                found.difference().isNegative() ? How.WRITE_OFF : How.POST;
            case AMOUNT, MISSING_IN_STATEMENT -> How.WRITE_OFF;
          };
      if (decide(found, how, "operator.ana").state() == Mismatch.State.PROPOSED) {
        decide(found, how, "operator.bo");
      }
    }
  }

  private Mismatch decide(Mismatch found, How how, String who) {
    return database.write(
        tx -> mismatches.decide(tx, found.id(), how, Optional.empty(), who, "tested"));
  }
}
