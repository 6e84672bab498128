package playhouse.models.recommend;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up people whose tastes are known. */
final class People {
  static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  private People() {}

  /** Titles taken one after another, a minute apart, each with full strength. */
  static List<Taken> took(String... titles) {
    List<Taken> taken = new ArrayList<>();
    for (String title : titles) {
      taken.add(new Taken(title, START.plusSeconds(60L * taken.size()), 1));
    }
    return taken;
  }

  static Histories histories(List<List<Taken>> people) {
    Histories.Builder histories = new Histories.Builder();
    for (int person = 0; person < people.size(); person++) {
      for (Taken taken : people.get(person)) {
        histories.add("p" + person, taken);
      }
    }
    return histories.build();
  }

  /** Each person stays in one of the shelves and takes its titles in order, with gaps. */
  static List<List<Taken>> readers(long seed, int people, String[][] shelves) {
    Random random = new Random(seed);
    List<List<Taken>> all = new ArrayList<>();
    for (int person = 0; person < people; person++) {
      String[] shelf = shelves[person % shelves.length];
      List<String> titles = new ArrayList<>();
      for (String title : shelf) {
        if (random.nextInt(5) > 0) {
          titles.add(title);
        }
      }
      all.add(took(titles.toArray(String[]::new)));
    }
    return all;
  }

  static String[] shelf(String prefix, int size) {
    String[] titles = new String[size];
    for (int i = 0; i < size; i++) {
      titles[i] = prefix + (char) ('a' + i);
    }
    return titles;
  }
}
