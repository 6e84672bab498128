package playhouse.audience.house;

import java.util.List;
import org.jspecify.annotations.Nullable;
import playhouse.audience.world.Chance;
import playhouse.contracts.facts.AuditChecked;

/** The nightly run of all controls; what failed is run again, and one control has no run. */
final class Audits {

  private static final long MINUTE = 60_000;
  private static final List<String> CONTROLS =
      List.of(
          "backup-restore",
          "access-review",
          "erasure-complete",
          "consent-respected",
          "keys-rotated",
          "ledger-balanced",
          "rights-respected",
          "logs-kept");

  private Audits() {}

  static void run(Desk desk, long begin) {
    Chance chance = desk.chance();
    String run = "audit-" + desk.ids().next();
    for (int i = 0; i < CONTROLS.size(); i++) {
      long at = begin + 180 * MINUTE + i * MINUTE + chance.below(40_000);
      boolean passed = chance.hit(0.94);
      desk.note(at, checked(CONTROLS.get(i), passed, run));
      if (!passed && chance.hit(0.6)) {
        desk.note(at + 20 * MINUTE, checked(CONTROLS.get(i), chance.hit(0.7), run));
      }
    }
    if (chance.hit(0.3)) {
      desk.note(begin + 900 * MINUTE, checked("spot-check", chance.hit(0.8), null));
    }
  }

  private static AuditChecked checked(String control, boolean passed, @Nullable String run) {
    return AuditChecked.newBuilder().setControl(control).setPassed(passed).setRun(run).build();
  }
}
