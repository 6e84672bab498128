package playhouse.audience.truth;

import java.time.ZoneId;
import java.util.BitSet;
import java.util.SortedMap;
import java.util.TreeMap;

/** All days of one zone, for one group of people. */
final class ZoneBook {

  /** Days over which somebody counts as weekly and as monthly active. */
  private static final int WEEK = 7;

  private static final int MONTH = 28;

  private final LocalDays calendar;
  private final int population;
  private final TreeMap<Integer, DayBook> days = new TreeMap<>();
  private final TreeMap<Integer, Personal> personal = new TreeMap<>();

  /** What each person did on a day. */
  private static final class Personal {
    final BitSet active = new BitSet();
    final BitSet sociable = new BitSet();
    final long[] playedMillis;

    Personal(int population) {
      playedMillis = new long[population];
    }
  }

  ZoneBook(ZoneId zone, int population) {
    this.calendar = new LocalDays(zone);
    this.population = population;
  }

  LocalDays calendar() {
    return calendar;
  }

  DayBook at(long millis) {
    return day(calendar.day(millis));
  }

  DayBook day(int day) {
    return days.computeIfAbsent(day, key -> new DayBook());
  }

  void active(int member, long millis) {
    personal(millis).active.set(member);
  }

  void played(int member, long millis, long playedMillis) {
    personal(millis).playedMillis[member] += playedMillis;
  }

  void sociable(int member, long millis) {
    personal(millis).sociable.set(member);
  }

  /** Who was there when, by what they were heard of. */
  Attendance attendance(Presence[] presences) {
    return new Attendance() {
      @Override
      public boolean active(int member, int day) {
        Personal own = personal.get(day);
        return own != null && own.active.get(member);
      }

      @Override
      public int sociable(int day) {
        Personal own = personal.get(day);
        return own == null ? 0 : own.sociable.cardinality();
      }

      @Override
      public void sessions(Session session) {
        for (int i = 0; i < population; i++) {
          int member = i;
          presences[i].sessions((start, end) -> session.held(member, start, end));
        }
      }

      @Override
      public int population() {
        return population;
      }
    };
  }

  /** The sums of days first to last, those over people included. */
  SortedMap<Integer, DayBook> closed(int first, int last, Presence[] presences, Rights[] rights) {
    SortedMap<Integer, DayBook> closed = new TreeMap<>();
    for (int day = first; day <= last; day++) {
      DayBook sum = new DayBook();
      DayBook known = days.get(day);
      if (known != null) {
        sum.add(known);
      }
      actives(day, sum.people);
      entitlements(calendar.end(day), rights, sum.people);
      closed.put(day, sum);
    }
    for (int i = 0; i < population; i++) {
      sessions(i, presences[i], closed);
    }
    return closed;
  }

  private void actives(int day, DayBook.PeopleSums sum) {
    sum.weekly = activeWithin(day, WEEK);
    sum.monthly = activeWithin(day, MONTH);
    Personal own = personal.get(day);
    if (own == null) {
      return;
    }
    sum.daily = own.active.cardinality();
    for (int i = own.active.nextSetBit(0); i >= 0; i = own.active.nextSetBit(i + 1)) {
      sum.playedByActiveMillis += own.playedMillis[i];
      sum.playedSeconds.add(Math.floorDiv(own.playedMillis[i] + 999, 1000));
    }
  }

  private void sessions(int member, Presence presence, SortedMap<Integer, DayBook> closed) {
    presence.sessions(
        (start, end) -> {
          int day = calendar.day(start);
          DayBook sum = closed.get(day);
          if (sum != null) {
            Personal own = personal.get(day);
            sum.people.sessions++;
            sum.people.sessionsOfActive += own != null && own.active.get(member) ? 1 : 0;
          }
        });
  }

  private static void entitlements(long end, Rights[] rights, DayBook.PeopleSums sum) {
    for (Rights own : rights) {
      own.at(end)
          .ifPresent(
              state -> {
                switch (state) {
                  case PAID -> sum.paid++;
                  case TRIAL -> sum.trial++;
                  case GRACE -> sum.grace++;
                  case NONE -> {}
                }
              });
    }
  }

  private long activeWithin(int day, int days) {
    BitSet union = new BitSet();
    for (Personal one : personal.subMap(day - days, false, day, true).values()) {
      union.or(one.active);
    }
    return union.cardinality();
  }

  private Personal personal(long millis) {
    return personal.computeIfAbsent(calendar.day(millis), key -> new Personal(population));
  }
}
