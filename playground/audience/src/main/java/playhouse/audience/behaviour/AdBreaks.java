package playhouse.audience.behaviour;

import java.util.ArrayList;
import java.util.List;
import playhouse.audience.act.Act;
import playhouse.audience.act.AdBreak;
import playhouse.audience.world.Chance;
import playhouse.audience.world.Person;
import playhouse.audience.world.Region;

/** How an ad break goes: slots, fill, and what becomes of each ad. */
final class AdBreaks {

  private static final int CAMPAIGNS = 23;

  private AdBreaks() {}

  /** Lets a break happen and says how long it took, in milliseconds. */
  static long happen(Viewer viewer, String placement, String play, int title, long at) {
    Chance chance = viewer.chance();
    int slots = placement.equals("mid-roll") ? chance.between(2, 3) : chance.between(1, 2);
    String id = viewer.ids().next();
    List<AdBreak.Shown> shown = new ArrayList<>(slots);
    long now = at;
    for (int slot = 0; slot < slots; slot++) {
      if (chance.hit(0.86)) {
        long length = chance.hit(0.6) ? 15_000 : 30_000;
        shown.add(ad(viewer, id + "-" + slot, slot, now, length));
        now += length;
      }
    }
    int person = viewer.person().index();
    viewer
        .out()
        .accept(new AdBreak(id, person, viewer.device(), at, placement, play, title, slots, shown));
    return now - at;
  }

  private static AdBreak.Shown ad(Viewer viewer, String id, int slot, long at, long length) {
    Chance chance = viewer.chance();
    Region region = viewer.person().region();
    boolean bot = viewer.person().standing() == Person.Standing.BOT;
    List<Long> clicks = clicks(chance, at, length);
    return new AdBreak.Shown(
        id,
        slot,
        at,
        chance.below(CAMPAIGNS),
        chance.between(6_000, 31_000),
        chance.hit(region == Region.DE ? 0.3 : 0.04) ? "EUR" : "USD",
        chance.hit(0.72) ? at + 2000 + chance.below(500) : Act.NEVER,
        quartiles(chance, at, length),
        clicks,
        chance.hit(bot ? 0.5 : 0.02) ? at + chance.between(60_000, 5_400_000) : Act.NEVER,
        !clicks.isEmpty() && chance.hit(0.1) ? at + chance.between(120_000, 900_000) : Act.NEVER);
  }

  private static List<Long> quartiles(Chance chance, long at, long length) {
    int reached = chance.hit(0.82) ? 4 : chance.below(4);
    List<Long> moments = new ArrayList<>(reached);
    for (int quartile = 1; quartile <= reached; quartile++) {
      moments.add(at + length * quartile / 4);
    }
    return moments;
  }

  /** Few click; some of those twice, which counts once. */
  private static List<Long> clicks(Chance chance, long at, long length) {
    if (!chance.hit(0.02)) {
      return List.of();
    }
    long first = at + 1000 + chance.below((int) length - 1000);
    return chance.hit(0.15) ? List.of(first, first + 700) : List.of(first);
  }
}
