package playhouse.audience.truth;

import java.util.Arrays;

/** Sums by quarter of an hour, in arrays of a day each: millions are added while a past is told. */
final class Quarters {

  private static final int PER_DAY = 96;

  /** Days that room is made for at once, as days mostly come in order. */
  private static final int AHEAD = 32;

  private int firstDay;
  private long[][] days = new long[0][];

  /** What was added up in a quarter. */
  interface Sum {
    void of(long quarter, long sum);
  }

  void add(long quarter, long more) {
    int day = Math.toIntExact(Math.floorDiv(quarter, (long) PER_DAY));
    room(day);
    long[] sums = days[day - firstDay];
    if (sums.length == 0) {
      sums = new long[PER_DAY];
      days[day - firstDay] = sums;
    }
    int place = Math.floorMod(quarter, PER_DAY);
    sums[place] = Math.addExact(sums[place], more);
  }

  /** Tells of all sums but those of nothing. */
  void each(Sum sum) {
    for (int i = 0; i < days.length; i++) {
      for (int j = 0; j < days[i].length; j++) {
        if (days[i][j] != 0) {
          sum.of((firstDay + i) * (long) PER_DAY + j, days[i][j]);
        }
      }
    }
  }

  private void room(int day) {
    if (days.length == 0) {
      firstDay = day;
    }
    int first = Math.min(firstDay, day);
    int known = firstDay + days.length;
    int past = day < known ? known : day + 1 + (days.length == 0 ? 0 : AHEAD);
    if (past - first > days.length) {
      long[][] wider = new long[past - first][];
      Arrays.fill(wider, new long[0]);
      System.arraycopy(days, 0, wider, firstDay - first, days.length);
      firstDay = first;
      days = wider;
    }
  }
}
