package playhouse.models.sequence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Some people's latest items side by side, filled up at the end to the longest. */
final class Batch {
  /** This many batches are dealt by length together, so that little is filled up. */
  private static final int DEALT = 8;

  final int people;
  final int steps;
  final long[] items;

  /** Where in people × steps a state is wanted, and which item came there. */
  final long[] places;

  final long[] targets;

  private Batch(int people, int steps, long[] items, long[] places, long[] targets) {
    this.people = people;
    this.steps = steps;
    this.items = items;
    this.places = places;
    this.targets = targets;
  }

  /** To learn from: each item is wanted after those before it. */
  static Batch learn(List<int[]> histories, int length) {
    int steps = 0;
    int wanted = 0;
    for (int[] history : histories) {
      int own = Math.min(length, history.length - 1);
      steps = Math.max(steps, own);
      wanted += own;
    }
    long[] items = new long[histories.size() * steps];
    long[] places = new long[wanted];
    long[] targets = new long[wanted];
    int next = 0;
    for (int person = 0; person < histories.size(); person++) {
      int[] history = histories.get(person);
      int own = Math.min(length, history.length - 1);
      for (int step = 0; step < own; step++) {
        int at = person * steps + step;
        items[at] = history[history.length - 1 - own + step];
        places[next] = at;
        targets[next++] = history[history.length - own + step];
      }
    }
    return new Batch(histories.size(), steps, items, places, targets);
  }

  /** To foretell: only what comes after the last item is wanted. */
  static Batch foretell(List<int[]> histories, int length) {
    int longest = histories.stream().mapToInt(history -> history.length).max().orElse(1);
    int steps = Math.min(length, longest);
    long[] items = new long[histories.size() * steps];
    long[] places = new long[histories.size()];
    for (int person = 0; person < histories.size(); person++) {
      int[] history = histories.get(person);
      int own = Math.min(length, history.length);
      for (int step = 0; step < own; step++) {
        items[person * steps + step] = history[history.length - own + step];
      }
      places[person] = (long) person * steps + own - 1;
    }
    return new Batch(histories.size(), steps, items, places, new long[0]);
  }

  /** A round through all people who have two items or more, drawn anew. */
  static List<Batch> round(List<int[]> histories, int length, int size, Random random) {
    List<int[]> drawn =
        new ArrayList<>(histories.stream().filter(history -> history.length > 1).toList());
    Collections.shuffle(drawn, random);
    List<Batch> batches = new ArrayList<>();
    for (int from = 0; from < drawn.size(); from += size * DEALT) {
      List<int[]> dealt = drawn.subList(from, Math.min(drawn.size(), from + size * DEALT));
      dealt.sort(Comparator.comparingInt(history -> Math.min(length, history.length - 1)));
      for (int at = 0; at < dealt.size(); at += size) {
        batches.add(learn(dealt.subList(at, Math.min(dealt.size(), at + size)), length));
      }
    }
    Collections.shuffle(batches, random);
    return batches;
  }

  /** So many different items, drawn. */
  static long[] draw(int items, int count, Random random) {
    long[] all = new long[items];
    Arrays.setAll(all, item -> item);
    int drawn = Math.min(items, count);
    for (int at = 0; at < drawn; at++) {
      int other = at + random.nextInt(items - at);
      long kept = all[at];
      all[at] = all[other];
      all[other] = kept;
    }
    return Arrays.copyOf(all, drawn);
  }
}
