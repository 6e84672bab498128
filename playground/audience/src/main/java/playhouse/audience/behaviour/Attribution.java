package playhouse.audience.behaviour;

import playhouse.audience.world.Chance;
import playhouse.audience.world.Person;
import playhouse.contracts.facts.ConversionAttributed;
import playhouse.contracts.facts.ExperimentExposed;

/** Which campaigns are credited with somebody, and whether they were to see them at all. */
final class Attribution {

  private static final String LAST_CLICK = "last-click";

  private final Life life;
  private final Chance chance;
  private boolean paid;

  Attribution(Life life) {
    this.life = life;
    this.chance = life.chance();
  }

  void signedUp(long at) {
    Person person = life.person();
    if (!person.campaign().isEmpty()) {
      credit(at + 1200, person.campaign(), person.channel(), "signup", LAST_CLICK);
      if (chance.hit(0.4)) {
        exposed(at + chance.between(2, 3000), person.campaign());
      }
      if (chance.hit(0.05)) {
        exposed(at + chance.between(Life.DAY, 9 * Life.DAY), person.campaign());
      }
    }
  }

  /** The first payment is the campaign's that brought them; a later one may be another's. */
  void paying(long at) {
    Person person = life.person();
    if (!paid && !person.campaign().isEmpty()) {
      // Whose payments the services keep, it is not known to the second when they paid.
      long least = life.isKept() ? Life.MINUTE / 2 : 1;
      long credited = chance.hit(0.7) ? at : at + chance.between(least, 2 * Life.MINUTE);
      credit(credited, person.campaign(), person.channel(), "paying", LAST_CLICK);
      credit(credited + 1, person.campaign(), person.channel(), "paying", "linear");
      credit(credited + 2, "search-1", "search", "paying", "linear");
    } else if (paid && chance.hit(0.06)) {
      credit(at + 900, "campaign-" + chance.between(1, 3), "campaign", "paying", LAST_CLICK);
    }
    paid = true;
  }

  private void credit(long at, String campaign, String channel, String kind, String model) {
    life.later(
        at,
        ConversionAttributed.newBuilder()
            .setCampaign(campaign)
            .setChannel(channel)
            .setKind(kind)
            .setModel(model)
            .build());
  }

  private void exposed(long at, String campaign) {
    life.later(
        at,
        ExperimentExposed.newBuilder()
            .setExperiment("campaign:" + campaign)
            .setVariant(chance.hit(0.3) ? "holdout" : "treated")
            .build());
  }
}
