package playhouse.audience.live;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** What is to happen when. */
final class Agenda<T> {

  private final PriorityQueue<Entry<T>> entries = new PriorityQueue<>();
  private long order;

  private record Entry<T>(long at, long order, T what) implements Comparable<Entry<T>> {
    @Override
    public int compareTo(Entry<T> other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
    }
  }

  void add(long atMillis, T what) {
    entries.add(new Entry<>(atMillis, order++, what));
  }

  /** When the first is due; {@link Long#MAX_VALUE} if there is none. */
  long nextAt() {
    Entry<T> first = entries.peek();
    return first == null ? Long.MAX_VALUE : first.at;
  }

  /** Takes the first off; there must be one. */
  T next() {
    return entries.remove().what();
  }

  /** Takes all off, in order. */
  List<T> all() {
    List<T> all = new ArrayList<>(entries.size());
    while (!entries.isEmpty()) {
      all.add(next());
    }
    return all;
  }

  int size() {
    return entries.size();
  }
}
