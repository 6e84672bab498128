package playhouse.serving.personalisation.titles;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** A catalogue's newest titles, so many and no more. */
final class Newest {
  /** How many are kept at hand. */
  static final int MOST = 300;

  private final NavigableSet<Newcomer> titles = new TreeSet<>();

  synchronized void add(long occurredMicros, String title) {
    titles.add(new Newcomer(occurredMicros, title));
    if (titles.size() > MOST) {
      titles.pollLast();
    }
  }

  synchronized void remove(long occurredMicros, String title) {
    titles.remove(new Newcomer(occurredMicros, title));
  }

  /** Newest first. */
  synchronized List<Newcomer> list() {
    return new ArrayList<>(titles);
  }

  /** A title with the time of the latest word on it; the newest comes first. */
  record Newcomer(long occurredMicros, String title) implements Comparable<Newcomer> {
    @Override
    public int compareTo(Newcomer other) {
      int order = Long.compare(other.occurredMicros, occurredMicros);
      return order != 0 ? order : title.compareTo(other.title);
    }
  }
}
