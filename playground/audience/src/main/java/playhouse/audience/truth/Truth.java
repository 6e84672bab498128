package playhouse.audience.truth;

import java.time.ZoneId;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import playhouse.audience.act.Act;
import playhouse.audience.act.AdBreak;
import playhouse.audience.act.Entitled;
import playhouse.audience.act.Interacted;
import playhouse.audience.act.LostStop;
import playhouse.audience.act.Moderated;
import playhouse.audience.act.Noted;
import playhouse.audience.act.Paid;
import playhouse.audience.act.Registered;
import playhouse.audience.act.Returned;
import playhouse.audience.act.Watched;
import playhouse.audience.act.Witness;
import playhouse.audience.truth.content.Advice;
import playhouse.audience.truth.content.FirstWatch;
import playhouse.audience.truth.content.Library;
import playhouse.audience.truth.experience.Network;
import playhouse.audience.truth.experience.Starts;
import playhouse.audience.truth.growth.Cohorts;
import playhouse.audience.truth.money.Accounts;
import playhouse.audience.truth.money.Ads;
import playhouse.audience.truth.money.Spending;
import playhouse.audience.truth.voice.Crashes;
import playhouse.audience.truth.voice.Crowd;
import playhouse.audience.truth.voice.Rules;
import playhouse.audience.truth.voice.Service;
import playhouse.audience.world.Person;
import playhouse.audience.world.World;
import playhouse.contracts.facts.RatePublished;

/**
 * The oracle for one group of people, or for the house itself: what the KPIs come to, known from
 * the acts themselves and never from events, whatever the order in which it is told.
 */
public final class Truth implements Witness {

  private final World world;
  private final int firstPerson;
  private final Rates rates;
  private final List<Chapter> chapters;
  private final List<ZoneBook> books;
  private final Presence[] presences;
  private final Rights[] rights;
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;

  /**
   * The oracle for people {@code firstPerson} to {@code firstPerson + population − 1}; a population
   * of 0 makes it that of what concerns nobody in particular.
   *
   * @param currency ISO 4217 code of the money that values are told in
   */
  public Truth(World world, int firstPerson, int population, List<ZoneId> zones, String currency) {
    this.world = world;
    this.firstPerson = firstPerson;
    this.rates = new Rates(currency);
    this.chapters =
        List.of(
            new Accounts(world),
            new Ads(currency),
            new Spending(),
            new Cohorts(world, firstPerson),
            new Library(),
            new FirstWatch(world),
            new Advice(world),
            new Starts(world),
            new Network(),
            new Crowd(),
            new Service(),
            new Crashes(world, firstPerson),
            new Rules());
    this.books = zones.stream().map(zone -> new ZoneBook(zone, population)).toList();
    this.presences = Stream.generate(Presence::new).limit(population).toArray(Presence[]::new);
    this.rights = Stream.generate(Rights::new).limit(population).toArray(Rights[]::new);
  }

  /** What money was worth, as far as this group was told. */
  Rates rates() {
    return rates;
  }

  /** Adds what does not depend on a zone. */
  void total(Known known, Tally tally) {
    chapters.forEach(chapter -> chapter.total(known, tally));
  }

  /** Adds what depends on the zone at a place in the list of zones. */
  void total(int zone, Known known, Tally tally, Map<Integer, BitSet> shown) {
    ZoneBook book = books.get(zone);
    Zone days = new Zone(known, book.calendar(), book.attendance(presences), tally, shown);
    chapters.forEach(chapter -> chapter.total(days));
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
    latest = Math.max(latest, act.end());
    Play play = Play.of(act, world.catalogue().title(act.title()).runtimeMillis());
    chapters.forEach(chapter -> chapter.played(act, play));
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
    chapters.forEach(chapter -> chapter.interacted(act));
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
      if (person.named() && act.what().sociable()) {
        book.sociable(member(act), act.at());
      }
    }
    if (person.named()) {
      presences[member(act)].add(act.at(), act.at());
    }
  }

  @Override
  public void adBreak(AdBreak act) {
    tell(act);
  }

  @Override
  public void registered(Registered act) {
    tell(act);
  }

  @Override
  public void entitled(Entitled act) {
    if (counted(act) != null) {
      rights[member(act)].add(act);
    }
  }

  @Override
  public void paid(Paid act) {
    tell(act);
  }

  @Override
  public void returned(Returned act) {
    tell(act);
  }

  @Override
  public void moderated(Moderated act) {
    tell(act);
  }

  @Override
  public void noted(Noted act) {
    if (act.fact() instanceof RatePublished rate) {
      rates.publish(rate, act.at());
    }
    tell(act);
  }

  private void tell(Act act) {
    if (act.person() == Act.NOBODY) {
      heard(act);
      chapters.forEach(act::tell);
    } else if (counted(act) != null) {
      chapters.forEach(act::tell);
    }
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
    heard(act);
    return person;
  }

  private void heard(Act act) {
    earliest = Math.min(earliest, act.at());
    latest = Math.max(latest, act.at());
  }

  private int member(Act act) {
    return act.person() - firstPerson;
  }
}
