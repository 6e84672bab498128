package playhouse.audience.truth;

import java.time.ZoneId;
import java.util.Arrays;
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
import playhouse.audience.act.Segment;
import playhouse.audience.act.Watched;
import playhouse.audience.act.Witness;
import playhouse.audience.world.Person;
import playhouse.audience.world.World;

/**
 * The oracle for one group of people: what the twelve daily values are, known from the acts
 * themselves and never from events, whatever the order in which it is told.
 */
public final class Truth implements Witness {

  private static final long QUALIFYING_MILLIS = 30_000;
  private static final long SHORT_RUNTIME_MILLIS = 60_000;

  private final World world;
  private final int firstPerson;
  private final String currency;
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
    this.currency = currency;
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
    long runtime = world.catalogue().title(act.title()).runtimeMillis();
    long distinct = Coverage.distinctMillis(act.segments(), runtime);
    boolean qualified =
        distinct >= QUALIFYING_MILLIS
            || (runtime < SHORT_RUNTIME_MILLIS && 2 * distinct >= runtime);
    for (ZoneBook book : books) {
      DayBook day = book.at(act.at());
      played(day, act, person);
      if (qualified) {
        day.completed(act.title(), distinct, runtime);
      }
      if (person.named()) {
        book.played(member(act), act.at(), wall(act, Segment.What.PLAY));
        if (qualified) {
          book.active(member(act), act.at());
        }
      }
    }
    if (person.named()) {
      present(act);
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
    if (counted(act) == null) {
      return;
    }
    for (AdBreak.Shown ad : act.shown()) {
      if (ad.valid()) {
        for (ZoneBook book : books) {
          earned(book.at(ad.at()), act.placement(), ad);
        }
      }
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
    if (counted(act) == null || !act.currency().equals(currency)) {
      return;
    }
    for (ZoneBook book : books) {
      switch (act.purpose()) {
        case SUBSCRIPTION -> recognised(book, act);
        case TRANSACTION -> book.at(act.at()).transactionMicros += act.netMicros();
        case OTHER -> book.at(act.at()).otherMicros += act.netMicros();
      }
    }
  }

  @Override
  public void returned(Returned act) {
    if (counted(act) != null && act.currency().equals(currency)) {
      for (ZoneBook book : books) {
        book.at(act.at()).refundMicros -= act.netMicros();
      }
    }
  }

  @Override
  public void noted(Noted act) {
    counted(act);
  }

  /** A term's revenue comes day by day, the rounding carried along. */
  private static void recognised(ZoneBook book, Paid act) {
    int first = book.calendar().day(act.termFrom());
    long done = 0;
    for (int k = 1; k <= act.termDays(); k++) {
      long until = Math.multiplyExact(act.netMicros(), (long) k) / act.termDays();
      book.day(first + k - 1).subscriptionMicros += until - done;
      done = until;
    }
  }

  private static void played(DayBook day, Watched act, Person person) {
    day.plays++;
    day.playedMillis += wall(act, Segment.What.PLAY);
    day.stalledMillis += wall(act, Segment.What.STALL);
    for (Segment segment : act.segments()) {
      day.stalls += segment.what() == Segment.What.STALL ? 1 : 0;
    }
    if (act.startupMillis() != Act.NEVER) {
      String platform = person.devices().get(act.device()).platform();
      day.startup("", act.startupMillis());
      day.startup("cdn=" + act.cdn(), act.startupMillis());
      day.startup("platform=" + platform, act.startupMillis());
      day.startup("country=" + person.region().name(), act.startupMillis());
    }
  }

  private void earned(DayBook day, String placement, AdBreak.Shown ad) {
    for (String by : Arrays.asList("", "placement=" + placement)) {
      DayBook.Ads ads = day.ads.computeIfAbsent(by, key -> new DayBook.Ads());
      ads.impressions++;
      ads.revenueMicros += ad.currency().equals(currency) ? ad.revenueMicros() : 0;
      ads.clicked += ad.clicksAt().isEmpty() ? 0 : 1;
      ads.viewable += ad.viewableAt() == Act.NEVER ? 0 : 1;
    }
  }

  /** A play is one presence, unless its player was silent for too long in between. */
  private void present(Watched act) {
    Presence presence = presences[member(act)];
    long start = act.at();
    long heard = act.at();
    long now = act.at();
    for (Segment segment : act.segments()) {
      boolean silent = segment.what() == Segment.What.PAUSE || segment.what() == Segment.What.WAIT;
      if (!silent && now - heard > Presence.SILENCE) {
        presence.add(start, heard);
        // A jump or stall is reported when it is over.
        start = segment.what() == Segment.What.PLAY ? now : now + segment.wallMillis();
      }
      now += segment.wallMillis();
      if (!silent) {
        heard = now;
      }
    }
    if (now - heard > Presence.SILENCE) {
      presence.add(start, heard);
      start = now;
    }
    presence.add(start, now);
  }

  private static long wall(Watched act, Segment.What what) {
    long sum = 0;
    for (Segment segment : act.segments()) {
      sum += segment.what() == what ? segment.wallMillis() : 0;
    }
    return sum;
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
