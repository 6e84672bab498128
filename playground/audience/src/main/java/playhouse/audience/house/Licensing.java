package playhouse.audience.house;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import playhouse.audience.world.Chance;
import playhouse.audience.world.Region;
import playhouse.audience.world.Title;
import playhouse.audience.world.World;
import playhouse.contracts.facts.RightsExpired;
import playhouse.contracts.facts.RightsGranted;

/** Where titles may be offered and until when: for years or weeks, everywhere or in some places. */
final class Licensing {

  private static final long HOUR = 3_600_000;
  private static final long DAY = World.DAY;

  private Licensing() {}

  static void license(Desk desk, Title title, long begin) {
    Chance chance = desk.chance();
    boolean everywhere = chance.hit(0.6);
    List<String> places = everywhere ? List.of("*") : places(chance);
    boolean brief = chance.hit(0.25);
    long length = brief ? chance.between(9 * DAY, 70 * DAY) : 730 * DAY;
    grant(desk, title, begin + 55_000, begin, length, places, title.exclusive());
    if (brief && chance.hit(0.7)) {
      long end = begin + length;
      grant(desk, title, end - 2 * DAY, end, 365 * DAY, places, false);
    }
    if (!everywhere && chance.hit(0.4)) {
      long from = begin + chance.between(3 * DAY, 40 * DAY);
      grant(desk, title, from - DAY, from, 200 * DAY, places(chance), chance.hit(0.5));
    }
  }

  private static void grant(
      Desk desk,
      Title title,
      long at,
      long from,
      long length,
      List<String> places,
      boolean exclusive) {
    Chance chance = desk.chance();
    String grant = desk.ids().next();
    boolean free = chance.hit(0.1);
    desk.note(
        at,
        RightsGranted.newBuilder()
            .setGrant(grant)
            .setTitle(title.id())
            .setTerritories(places)
            .setModels(List.of("svod", "avod"))
            .setValidFrom(Instant.ofEpochMilli(from))
            .setValidUntil(Instant.ofEpochMilli(from + length))
            .setExclusive(exclusive)
            .setFeeMicros(free ? null : chance.between(5_000L, 900_000L) * 1000)
            .setCurrency(free ? null : chance.pick("USD", "USD", "USD", "EUR"))
            .build());
    if (chance.hit(0.05)) {
      desk.note(
          from + chance.between(5 * DAY, 60 * DAY) + 7 * HOUR,
          RightsExpired.newBuilder().setGrant(grant).setTitle(title.id()).build());
    }
  }

  private static List<String> places(Chance chance) {
    List<String> places = new ArrayList<>();
    for (Region region : Region.values()) {
      if (chance.hit(0.4)) {
        places.add(region.name());
      }
    }
    return places.isEmpty() ? List.of("US") : places;
  }
}
