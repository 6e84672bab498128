package playhouse.audience.customers;

import java.util.ArrayList;
import java.util.List;
import playhouse.audience.customers.Wish.What;
import playhouse.audience.world.Chance;
import playhouse.audience.world.Person;

/** What people make up their minds to, and how soon: who comes now decides within minutes. */
final class Mind {

  private static final long SECOND = 1_000;

  private final Chance chance;

  /** A wish, and when it will be acted on. */
  record Plan(long at, Wish wish) {}

  Mind(Chance chance) {
    this.chance = chance;
  }

  /** What somebody wants who has just opened an account. */
  List<Plan> joined(Person person, long now) {
    double mood = chance.unit();
    if (mood < 0.3) {
      return List.of(soon(now, What.SUBSCRIBE, "standard"));
    } else if (mood < 0.38) {
      return List.of(soon(now, What.SUBSCRIBE, "standard-yearly"));
    } else if (mood < 0.64) {
      return List.of(soon(now, What.SUBSCRIBE, "premium"));
    } else if (mood < 0.74) {
      return List.of(soon(now, What.SUBSCRIBE, "family"));
    }
    return person.thrift() < 0.5 ? List.of(later(now, What.SUBSCRIBE, "standard", 180)) : List.of();
  }

  /** What a payer has in their purse: most is good, some banks ask first, some say no. */
  String means() {
    double mood = chance.unit();
    return mood < 0.1 ? "tok_declined" : mood < 0.3 ? "tok_challenge" : "tok_card";
  }

  /** What follows on a subscription that was just begun. */
  List<Plan> subscribed(Customer customer, long now) {
    List<Plan> plans = new ArrayList<>();
    if (customer.state().equals("incomplete")) {
      if (chance.hit(0.6)) {
        plans.add(later(now, What.PAY_BY, "tok_card", 40));
      }
      return plans;
    }
    boolean pays = customer.state().equals("active");
    if (pays && chance.hit(0.3)) {
      String other = customer.plan().equals("premium") ? "family" : "premium";
      plans.add(later(now, What.CHANGE, other, 40));
    }
    if (chance.hit(0.2)) {
      plans.add(later(now, What.CANCEL, chance.pick("price", "content", "rarely-used"), 60));
    }
    if (pays && chance.hit(0.12)) {
      plans.add(later(now, What.MONEY_BACK, "", 60));
    }
    return plans;
  }

  private Plan soon(long now, What what, String of) {
    return new Plan(now + chance.between(SECOND, 5 * SECOND), new Wish(what, of));
  }

  private Plan later(long now, What what, String of, int seconds) {
    return new Plan(
        now + 5 * SECOND + (long) chance.exponential((double) seconds * SECOND),
        new Wish(what, of));
  }
}
