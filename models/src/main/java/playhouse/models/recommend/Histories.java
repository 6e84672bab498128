package playhouse.models.recommend;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What many people took, each in time order, held compactly: a dozen bytes per title taken. */
public final class Histories {
  private final String[] titles;
  private final int[] starts;
  private final int[] taken;
  private final float[] strengths;
  private final long[] lastMillis;
  private final Map<String, Instant> latest;

  private Histories(
      String[] titles,
      int[] starts,
      int[] taken,
      float[] strengths,
      long[] lastMillis,
      Map<String, Instant> latest) {
    this.titles = titles;
    this.starts = starts;
    this.taken = taken;
    this.strengths = strengths;
    this.lastMillis = lastMillis;
    this.latest = latest;
  }

  /** How many people there are. */
  public int people() {
    return starts.length - 1;
  }

  /** How many titles were taken, by all people together. */
  public int rows() {
    return taken.length;
  }

  /** All titles, sorted; a title's place is its number. */
  public List<String> titles() {
    return Collections.unmodifiableList(Arrays.asList(titles));
  }

  /** When a title of each catalogue was last taken. */
  Map<String, Instant> latestByCatalogue() {
    return latest;
  }

  /** When a person took the last title that was added of them. */
  Instant last(int person) {
    return Instant.ofEpochMilli(lastMillis[person]);
  }

  int start(int person) {
    return starts[person];
  }

  int end(int person) {
    return starts[person + 1];
  }

  int title(int row) {
    return taken[row];
  }

  float strength(int row) {
    return strengths[row];
  }

  /** The same people without the last title of each who took at least two; that is set apart. */
  public Histories withoutLast() {
    int[] shorter = new int[starts.length];
    int[] kept = new int[taken.length];
    float[] keptStrengths = new float[taken.length];
    int rows = 0;
    for (int person = 0; person < people(); person++) {
      int end = end(person) - start(person) >= 2 ? end(person) - 1 : end(person);
      for (int row = start(person); row < end; row++) {
        kept[rows] = taken[row];
        keptStrengths[rows++] = strengths[row];
      }
      shorter[person + 1] = rows;
    }
    return new Histories(
        titles,
        shorter,
        Arrays.copyOf(kept, rows),
        Arrays.copyOf(keptStrengths, rows),
        lastMillis,
        latest);
  }

  /** Takes rows person by person, each person's in time order. */
  public static final class Builder {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Instant> latest = new TreeMap<>();
    private int[] starts = new int[16];
    private long[] lastMillis = new long[16];
    private int[] taken = new int[64];
    private float[] strengths = new float[64];
    private int people;
    private int rows;
    private String person = "";

    /** Adds one row; a person seen before, but not just now, counts as another one. */
    public void add(String who, Taken what) {
      if (people == 0 || !who.equals(person)) {
        person = who;
        if (people + 2 > starts.length) {
          starts = Arrays.copyOf(starts, starts.length * 2);
          lastMillis = Arrays.copyOf(lastMillis, starts.length);
        }
        starts[people++] = rows;
      }
      if (rows == taken.length) {
        taken = Arrays.copyOf(taken, rows * 2);
        strengths = Arrays.copyOf(strengths, rows * 2);
      }
      taken[rows] = numbers.computeIfAbsent(what.title(), title -> numbers.size());
      strengths[rows++] = what.strength();
      lastMillis[people - 1] = what.occurred().toEpochMilli();
      latest.merge(Catalogues.of(what.title()), what.occurred(), (a, b) -> a.isAfter(b) ? a : b);
    }

    /** What was added. */
    public Histories build() {
      String[] titles = numbers.keySet().toArray(String[]::new);
      Arrays.sort(titles);
      int[] renumbered = new int[titles.length];
      for (int number = 0; number < titles.length; number++) {
        Integer old = numbers.get(titles[number]);
        renumbered[old == null ? 0 : old] = number;
      }
      int[] sorted = Arrays.stream(taken, 0, rows).map(old -> renumbered[old]).toArray();
      int[] ends = Arrays.copyOf(starts, people + 1);
      ends[people] = rows;
      return new Histories(
          titles,
          ends,
          sorted,
          Arrays.copyOf(strengths, rows),
          Arrays.copyOf(lastMillis, people),
          Map.copyOf(latest));
    }
  }
}
