package playhouse.audience.house;

import playhouse.audience.world.Chance;
import playhouse.contracts.facts.CostBooked;
import playhouse.contracts.facts.HealthSampled;

/** What runs the platform: its services are well or not, and cost. */
final class Operations {

  private Operations() {}

  static void work(Shift shift) {
    Chance chance = shift.chance();
    shift.note(
        HealthSampled.newBuilder()
            .setService(chance.pick("serving", "collector"))
            .setRequests(chance.between(1_000L, 9_000L))
            .setFailed(chance.between(0L, 9L))
            .build());
    shift.note(
        CostBooked.newBuilder()
            .setKind(chance.pick("cdn", "compute"))
            .setAmountMicros(chance.between(1L, 90L) * 1_000_000)
            .setCurrency("USD")
            .build());
  }
}
