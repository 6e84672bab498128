package playhouse.audience.house;

import playhouse.audience.world.Chance;
import playhouse.contracts.facts.AuditChecked;
import playhouse.contracts.facts.ContractSigned;
import playhouse.contracts.facts.DetectionRaised;
import playhouse.contracts.facts.ReviewDecided;
import playhouse.contracts.facts.RoyaltyAccrued;
import playhouse.contracts.facts.TagSuggested;

/** What keeps the house in order: reviews, audits, contracts and what is owed under them. */
final class RulesAndRights {

  private RulesAndRights() {}

  static void work(Shift shift) {
    String title = shift.title();
    rules(shift, title);
    rights(shift, title);
    shift.note(
        TagSuggested.newBuilder()
            .setTitle(title)
            .setTag("atmospheric")
            .setConfidence(shift.chance().unit())
            .setModel("tagger-1")
            .build());
  }

  private static void rules(Shift shift, String title) {
    Chance chance = shift.chance();
    shift.note(
        ReviewDecided.newBuilder()
            .setReview(shift.nextId())
            .setTitle(title)
            .setPassed(chance.hit(0.95))
            .setPolicyVersion("2026-1")
            .build());
    shift.note(AuditChecked.newBuilder().setControl("backup-restore").setPassed(true).build());
    if (chance.hit(0.2)) {
      shift.note(DetectionRaised.newBuilder().setRule("odd-login").setSeverity("low").build());
    }
  }

  private static void rights(Shift shift, String title) {
    shift.note(
        ContractSigned.newBuilder().setContract(shift.nextId()).setSupplier("studio-7").build());
    shift.note(
        RoyaltyAccrued.newBuilder()
            .setContract("contract-1")
            .setTitle(title)
            .setAmountMicros(shift.chance().between(1_000_000L, 90_000_000L))
            .setCurrency("USD")
            .build());
  }
}
