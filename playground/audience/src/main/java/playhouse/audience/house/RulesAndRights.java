package playhouse.audience.house;

import playhouse.audience.world.Chance;
import playhouse.contracts.facts.ContractSigned;
import playhouse.contracts.facts.DetectionRaised;
import playhouse.contracts.facts.InfringementConfirmed;
import playhouse.contracts.facts.ReviewDecided;
import playhouse.contracts.facts.RoyaltyAccrued;
import playhouse.contracts.facts.TagSuggested;

/** What keeps the house in order: reviews, cases, contracts and what is owed under them. */
final class RulesAndRights {

  private static final long HOUR = 3_600_000;

  private RulesAndRights() {}

  static void work(Shift shift) {
    review(shift, shift.title());
    review(shift, shift.title());
    infringement(shift, shift.publishedTitle());
    rights(shift, shift.publishedTitle());
    shift.note(
        TagSuggested.newBuilder()
            .setTitle(shift.title())
            .setTag("atmospheric")
            .setConfidence(shift.chance().unit())
            .setModel("tagger-1")
            .build());
    if (shift.chance().hit(0.2)) {
      shift.note(DetectionRaised.newBuilder().setRule("odd-login").setSeverity("low").build());
    }
  }

  /** Some object, and are heard within days or too late, once or twice. */
  private static void review(Shift shift, String title) {
    Chance chance = shift.chance();
    String review = shift.nextId();
    String policy = chance.pick("2026-1", "2026-1", "2026-2");
    boolean passed = chance.hit(0.85);
    shift.note(decided(review, title, passed, policy, false));
    int appeals = chance.hit(passed ? 0.1 : 0.5) ? chance.between(1, 2) : 0;
    for (int i = 0; i < appeals; i++) {
      long after = (i + 1) * chance.between(6 * HOUR, 36 * 24 * HOUR);
      shift.later(after, decided(review, title, chance.hit(0.5), "2026-2", true));
    }
  }

  private static ReviewDecided decided(
      String review, String title, boolean passed, String policy, boolean appeal) {
    return ReviewDecided.newBuilder()
        .setReview(review)
        .setTitle(title)
        .setPassed(passed)
        .setPolicyVersion(policy)
        .setAppeal(appeal)
        .build();
  }

  /** A case may be confirmed twice, by other means. */
  private static void infringement(Shift shift, String title) {
    Chance chance = shift.chance();
    if (!chance.hit(0.35)) {
      return;
    }
    String infringement = shift.nextId();
    shift.note(confirmed(infringement, title, chance));
    if (chance.hit(0.2)) {
      shift.later(chance.between(HOUR, 50 * HOUR), confirmed(infringement, title, chance));
    }
  }

  private static InfringementConfirmed confirmed(String id, String title, Chance chance) {
    return InfringementConfirmed.newBuilder()
        .setInfringement(id)
        .setTitle(title)
        .setOrigin(chance.pick("fingerprint", "watermark", "notice"))
        .build();
  }

  private static void rights(Shift shift, String title) {
    shift.note(
        ContractSigned.newBuilder().setContract(shift.nextId()).setSupplier("studio-7").build());
    shift.note(
        RoyaltyAccrued.newBuilder()
            .setContract("contract-1")
            .setTitle(title)
            .setAmountMicros(shift.chance().between(100_000L, 9_000_000L))
            .setCurrency(shift.chance().pick("USD", "USD", "CNY"))
            .build());
  }
}
