package playhouse.audience.truth.growth;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import playhouse.audience.act.Act;
import playhouse.audience.act.Noted;
import playhouse.audience.act.Registered;
import playhouse.audience.truth.Chapter;
import playhouse.audience.truth.Grain;
import playhouse.audience.truth.Known;
import playhouse.audience.truth.LocalDays;
import playhouse.audience.truth.Report;
import playhouse.audience.truth.Tally;
import playhouse.audience.truth.Zone;
import playhouse.audience.world.World;
import playhouse.contracts.facts.ClickTracked;
import playhouse.contracts.facts.MentionSeen;

/** Who joined when, who is still there, and how often they come. */
public final class Cohorts implements Chapter {

  private final World world;
  private final int firstPerson;
  private final Tally own = new Tally();
  private final Map<Integer, Long> verified = new TreeMap<>();

  /** The people of a world from one on. */
  public Cohorts(World world, int firstPerson) {
    this.world = world;
    this.firstPerson = firstPerson;
  }

  @Override
  public void registered(Registered act) {
    if (act.verifiedAt() != Act.NEVER) {
      own.addBoth("registrations", "channel=" + act.channel(), act.verifiedAt(), 1);
      if (world.person(act.person()).named()) {
        verified.merge(act.person() - firstPerson, act.verifiedAt(), Math::min);
      }
    }
  }

  @Override
  public void noted(Noted act) {
    if (act.fact() instanceof ClickTracked click) {
      own.addBoth("clicks", "channel=" + click.getChannel(), act.at(), 1);
    } else if (act.fact() instanceof MentionSeen mention) {
      own.addBoth("mentions", "network=" + mention.getNetwork(), act.at(), 1);
      own.add("mentions", "sentiment=" + mention.getSentiment(), act.at(), 1);
    }
  }

  @Override
  public void total(Known known, Tally tally) {
    tally.addAll(own);
  }

  @Override
  public void total(Zone zone) {
    verified.forEach((member, at) -> retention(member, zone.calendar().day(at), zone));
    for (long month :
        zone.calendar().periods(Grain.MONTH, zone.known().earliest(), zone.known().latest())) {
      stayed(zone.calendar().day(month), month, zone);
    }
    visits(zone);
  }

  private static void retention(int member, int joined, Zone zone) {
    long at = zone.calendar().begin(joined);
    for (int days : Rows.DAYS) {
      if (zone.known().complete(joined + days)) {
        boolean there = zone.people().active(member, joined + days);
        zone.tally().add("joined " + days, "", at, 1);
        zone.tally().add("there on day " + days, "", at, there ? 1 : 0);
      }
    }
    for (int week : Rows.WEEKS) {
      int first = joined + 7 * week;
      if (zone.known().complete(first + 6)) {
        boolean there = within(member, first, first + 6, zone);
        zone.tally().add("joined w" + week, "", at, 1);
        zone.tally().add("there in week " + week, "", at, there ? 1 : 0);
      }
    }
  }

  private static boolean within(int member, int first, int last, Zone zone) {
    for (int day = first; day <= last; day++) {
      if (zone.people().active(member, day)) {
        return true;
      }
    }
    return false;
  }

  /** Who was there in the four weeks before a month, and not in its first four. */
  private static void stayed(int firstDay, long month, Zone zone) {
    if (!zone.known().complete(firstDay + 27)) {
      return;
    }
    for (int member = 0; member < zone.people().population(); member++) {
      if (within(member, firstDay - 28, firstDay - 1, zone)) {
        boolean stayed = within(member, firstDay, firstDay + 27, zone);
        zone.tally().add("there before", "", month, 1);
        zone.tally().add("not any more", "", month, stayed ? 0 : 1);
      }
    }
  }

  private static void visits(Zone zone) {
    LocalDays calendar = zone.calendar();
    zone.people()
        .sessions(
            (member, start, end) -> {
              int monday = calendar.day(calendar.begin(Grain.WEEK, start));
              if (within(member, monday, monday + 6, zone)) {
                zone.tally().add("sessions of weekly", "", start, 1);
              }
            });
    for (long week : calendar.periods(Grain.WEEK, zone.known().earliest(), zone.known().latest())) {
      int monday = calendar.day(week);
      for (int member = 0; member < zone.people().population(); member++) {
        if (within(member, monday, monday + 6, zone)) {
          zone.tally().add("weekly", "", week, 1);
        }
      }
    }
  }

  /** The values of growth: K2.1, K3.2, K3.3 users, K3.4 by week and K11.3. */
  public static final class Rows {

    private static final List<Integer> DAYS = List.of(1, 7, 30, 90);
    private static final List<Integer> WEEKS = List.of(1, 2, 4, 8, 12);

    private Rows() {}

    /** Tells them. */
    public static void tell(Report report) {
      report.count("K2.1", "registrations", "registrations", Grain.DAY, Grain.WEEK, Grain.MONTH);
      for (int days : DAYS) {
        share(report, "d" + days, "there on day " + days, "joined " + days);
      }
      for (int week : WEEKS) {
        share(report, "w" + week, "there in week " + week, "joined w" + week);
      }
      Report.Form plain = Report.Form.PLAIN;
      report.ratio("K3.3", "users", "not any more", "there before", plain, Grain.MONTH);
      report.ratio(
          "K3.4", "sessions_per_person", "sessions of weekly", "weekly", plain, Grain.WEEK);
      report.count("K11.3", "mentions", "mentions", Grain.DAY);
    }

    private static void share(Report report, String measure, String above, String below) {
      report.ratio("K3.2", measure, above, below, Report.Form.PLAIN, Grain.DAY);
    }
  }
}
