package playhouse.audience.house;

import playhouse.audience.world.Chance;
import playhouse.contracts.facts.CostBooked;

/** What runs the platform: its services are well or not, and cost. */
final class Operations {

  private Operations() {}

  static void work(Shift shift) {
    Chance chance = shift.chance();
    shift.note(Telemetry.health(chance));
    shift.note(cost(chance.pick("cdn", "compute", "cdn", "people", "other"), 9_000, chance));
    if (chance.hit(0.3)) {
      shift.note(cost("production", 20_000, chance));
    }
  }

  private static CostBooked cost(String kind, long mostThousandths, Chance chance) {
    return CostBooked.newBuilder()
        .setKind(kind)
        .setAmountMicros(chance.between(100L, mostThousandths) * 1000)
        .setCurrency(kind.equals("people") && chance.hit(0.5) ? "GBP" : "USD")
        .build();
  }
}
