package playhouse.audience.truth;

import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import playhouse.audience.act.Act;
import playhouse.audience.act.AdBreak;
import playhouse.audience.act.Entitled;
import playhouse.audience.act.Interacted;
import playhouse.audience.act.LostStop;
import playhouse.audience.act.Noted;
import playhouse.audience.act.Paid;
import playhouse.audience.act.Registered;
import playhouse.audience.act.Returned;
import playhouse.audience.act.Watched;
import playhouse.audience.act.Witness;
import playhouse.audience.world.Person;
import playhouse.audience.world.World;

/**
 * The oracle for one group of people: what the twelve daily values are, known from the acts
 * themselves and never from events, whatever the order in which it is told.
 */
public final class Truth implements Witness {

  private final World world;
  private final int firstPerson;
  private final Revenue revenue;
  private final List<ZoneBook> books;
  private final Presence[] presences;
  private final Rights[] rights;
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;

  /**
   * The oracle for people {@code firstPerson} to {@code firstPerson + population − 1}.
   *
   * @param currency ISO 4217 code of the money that counts
   */
  public Truth(World world, int firstPerson, int population, List<ZoneId> zones, String currency) {
    this.world = world;
    this.firstPerson = firstPerson;
    this.revenue = new Revenue(currency);
    this.books = zones.stream().map(zone -> new ZoneBook(zone, population)).toList();
    this.presences = Stream.generate(Presence::new).limit(population).toArray(Presence[]::new);
    this.rights = Stream.generate(Rights::new).limit(population).toArray(Rights[]::new);
  }

  /** The sums of days first to last (epoch days) in the zone at a place in the list of zones. */
  SortedMap<Integer, DayBook> days(int zone, int first, int last) {
    return books.get(zone).closed(first, last, presences, rights);
  }

  /** Epoch milliseconds of the first moment told of; {@link Long#MAX_VALUE} if there is none. */
  long earliest() {
    return earliest;
  }

  /** Epoch milliseconds of the last moment told of; {@link Long#MIN_VALUE} if there is none. */
  long latest() {
    return latest;
  }

  @Override
  public void watched(Watched act) {
    Person person = counted(act);
    if (person == null) {
      return;
    }
    Play play = Play.of(act, world.catalogue().title(act.title()).runtimeMillis());
    for (ZoneBook book : books) {
      DayBook day = book.at(act.at());
      day.played(play);
      startup(day, act, person);
      if (person.named()) {
        book.played(member(act), act.at(), play.playedMillis());
        if (play.qualified()) {
          book.active(member(act), act.at());
        }
      }
    }
    if (person.named()) {
      presences[member(act)].add(act);
    }
  }

  @Override
  public void lostStop(LostStop act) {
    Person person = counted(act);
    if (person != null && person.named()) {
      presences[member(act)].add(act.at(), act.at());
    }
  }

  @Override
  public void interacted(Interacted act) {
    Person person = counted(act);
    if (person == null) {
      return;
    }
    for (ZoneBook book : books) {
      switch (act.what()) {
        case LIKE -> book.at(act.at()).likes++;
        case UNLIKE -> book.at(act.at()).likes--;
        case FAVOURITE -> book.at(act.at()).favourites++;
        case UNFAVOURITE -> book.at(act.at()).favourites--;
        default -> {}
      }
      if (person.named() && act.what().active()) {
        book.active(member(act), act.at());
      }
    }
    if (person.named()) {
      presences[member(act)].add(act.at(), act.at());
    }
  }

  @Override
  public void adBreak(AdBreak act) {
    if (counted(act) != null) {
      books.forEach(book -> revenue.shown(book, act));
    }
  }

  @Override
  public void registered(Registered act) {
    if (counted(act) != null && act.verifiedAt() != Act.NEVER) {
      for (ZoneBook book : books) {
        book.at(act.verifiedAt()).registrations.merge(act.channel(), 1L, Long::sum);
      }
    }
  }

  @Override
  public void entitled(Entitled act) {
    if (counted(act) != null) {
      rights[member(act)].add(act);
    }
  }

  @Override
  public void paid(Paid act) {
    if (counted(act) != null) {
      books.forEach(book -> revenue.paid(book, act));
    }
  }

  @Override
  public void returned(Returned act) {
    if (counted(act) != null) {
      books.forEach(book -> revenue.returned(book, act));
    }
  }

  @Override
  public void noted(Noted act) {
    counted(act);
  }

  private static void startup(DayBook day, Watched act, Person person) {
    if (act.startupMillis() != Act.NEVER) {
      String platform = person.devices().get(act.device()).platform();
      day.startup("", act.startupMillis());
      day.startup("cdn=" + act.cdn(), act.startupMillis());
      day.startup("platform=" + platform, act.startupMillis());
      day.startup("country=" + person.region().name(), act.startupMillis());
    }
  }

  /** Who acted, if KPIs count them. */
  private @Nullable Person counted(Act act) {
    if (act.person() == Act.NOBODY) {
      return null;
    }
    Person person = world.person(act.person());
    if (!person.counts()) {
      return null;
    }
    earliest = Math.min(earliest, act.at());
    latest = Math.max(latest, act.at());
    return person;
  }

  private int member(Act act) {
    return act.person() - firstPerson;
  }
}
