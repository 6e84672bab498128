package playhouse.audience.truth.voice;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import playhouse.audience.act.Act;
import playhouse.audience.act.Noted;
import playhouse.audience.truth.Chapter;
import playhouse.audience.truth.Zone;
import playhouse.audience.world.World;
import playhouse.contracts.facts.AppCrashed;

/** Whose app crashed when. */
public final class Crashes implements Chapter {

  private static final long AFTER = 30 * 60_000;

  private final World world;
  private final int firstPerson;
  private final Map<Integer, TreeSet<Long>> crashes = new TreeMap<>();

  /** The people of a world from one on. */
  public Crashes(World world, int firstPerson) {
    this.world = world;
    this.firstPerson = firstPerson;
  }

  @Override
  public void noted(Noted act) {
    if (act.fact() instanceof AppCrashed
        && act.person() != Act.NOBODY
        && world.person(act.person()).named()) {
      crashes.computeIfAbsent(act.person() - firstPerson, key -> new TreeSet<>()).add(act.at());
    }
  }

  @Override
  public void total(Zone zone) {
    zone.people()
        .sessions(
            (member, start, end) -> {
              Long crash = crashes.getOrDefault(member, new TreeSet<>()).ceiling(start);
              boolean crashed = crash != null && crash < end + AFTER;
              zone.tally().add("sessions", "", start, 1);
              zone.tally().add("sessions crashed", "", start, crashed ? 1 : 0);
            });
    crashes.forEach(
        (member, moments) -> {
          Set<Integer> days = new TreeSet<>();
          moments.forEach(at -> days.add(zone.calendar().day(at)));
          for (int day : days) {
            if (zone.people().active(member, day)) {
              zone.tally().add("active and crashed", "", zone.calendar().begin(day), 1);
            }
          }
        });
  }
}
