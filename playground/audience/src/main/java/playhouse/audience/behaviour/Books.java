package playhouse.audience.behaviour;

import static playhouse.audience.behaviour.Life.DAY;

import java.time.Instant;
import playhouse.audience.act.Paid;
import playhouse.audience.act.Returned;
import playhouse.audience.world.Chance;
import playhouse.audience.world.Region;
import playhouse.contracts.facts.FraudScored;
import playhouse.contracts.facts.InvoicePaid;
import playhouse.contracts.facts.LedgerPosted;
import playhouse.contracts.facts.SubscriptionRenewed;

/** What the books say of a term's payment, and what of it goes back. */
final class Books {

  private final Life life;
  private final Chance chance;
  private final Region region;

  Books(Life life) {
    this.life = life;
    this.chance = life.chance();
    this.region = life.person().region();
  }

  void enter(Paid paid, String invoice, String plan, boolean renewal) {
    long now = paid.at();
    life.note(
        now,
        InvoicePaid.newBuilder().setInvoice(invoice).setSubscription(paid.subscription()).build());
    if (renewal) {
      life.note(
          now,
          SubscriptionRenewed.newBuilder()
              .setSubscription(paid.subscription())
              .setPlan(plan)
              .setTermFrom(Instant.ofEpochMilli(paid.termFrom()))
              .setTermDays(paid.termDays())
              .build());
    }
    if (chance.hit(0.3)) {
      life.note(
          now,
          FraudScored.newBuilder()
              .setPayment(paid.id())
              .setScore(0.05)
              .setDecision("allow")
              .build());
    }
    life.note(
        now + 1000,
        LedgerPosted.newBuilder()
            .setEntry(life.nextId())
            .setAccount("deferred-revenue")
            .setAmountMicros(-paid.netMicros())
            .setCurrency(region.currency())
            .build());
  }

  /** Now and then some of it, or all: out of goodwill, or because the bank takes it. */
  void giveBack(Paid paid) {
    if (!chance.hit(0.06)) {
      return;
    }
    boolean bank = chance.hit(0.35);
    long part = chance.hit(0.3) ? paid.amountMicros() / 2 : paid.amountMicros();
    long at = paid.at() + chance.between(DAY / 2, 9 * DAY);
    Returned returned =
        new Returned(
            life.nextId(),
            paid.person(),
            at,
            paid.id(),
            bank,
            bank ? "10.4" : "goodwill",
            part,
            region.taxOf(part),
            region.currency());
    life.at(at, () -> life.happen(returned));
  }
}
