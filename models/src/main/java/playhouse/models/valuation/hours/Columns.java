package playhouse.models.valuation.hours;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A title as numbers.
 *
 * @param kinds that have a column
 * @param genres that have a column
 * @param languages that have a column
 * @param year that ages are counted from
 */
record Columns(List<String> kinds, List<String> genres, List<String> languages, int year) {
  /** What fewer titles have is no column of its own. */
  private static final int FEWEST = 5;

  private static final double OLD_YEARS = 50;

  /** What is known of a title's past: these come first in {@link #history}. */
  static final int OF_PAST = 4;

  static Columns of(List<TitleFacts> titles, int year) {
    return new Columns(
        frequent(titles, title -> Stream.of(title.kind())),
        frequent(titles, title -> title.genres().stream()),
        frequent(titles, title -> Stream.of(title.language())),
        year);
  }

  private static List<String> frequent(
      List<TitleFacts> titles, Function<TitleFacts, Stream<String>> words) {
    Map<String, Long> counts =
        titles.stream()
            .flatMap(words)
            .collect(Collectors.groupingBy(word -> word, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .filter(word -> word.getValue() >= FEWEST && !word.getKey().isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** By its properties alone; {@code debut} if its first weeks are meant. */
  double[] properties(TitleFacts title, boolean debut) {
    double[] row = new double[kinds.size() + genres.size() + languages.size() + 5];
    int at = 0;
    for (String kind : kinds) {
      row[at++] = kind.equals(title.kind()) ? 1 : 0;
    }
    for (String genre : genres) {
      row[at++] = title.genres().contains(genre) ? 1.0 / title.genres().size() : 0;
    }
    for (String language : languages) {
      row[at++] = language.equals(title.language()) ? 1 : 0;
    }
    row[at++] = Math.log1p(title.runtimeMillis() / 60_000.0);
    row[at++] =
        title.releasedYear() == 0
            ? 0
            : Math.min(OLD_YEARS, Math.max(0, year - title.releasedYear())) / OLD_YEARS;
    row[at++] = title.minimumAge() / 18.0;
    row[at++] = title.exclusive() ? 1 : 0;
    row[at] = debut ? 1 : 0;
    return row;
  }

  /** By its last weeks, its age, and its properties. */
  double[] history(TitleWeeks title) {
    double[] properties = properties(title.facts(), false);
    double[] row = new double[OF_PAST + properties.length];
    row[0] = Math.log1p(title.hours(0, 1));
    row[1] = Math.log1p(mean(title, 4));
    row[2] = Math.log1p(mean(title, 13));
    row[3] = Math.log1p(title.ageWeeks());
    System.arraycopy(properties, 0, row, OF_PAST, properties.length);
    return row;
  }

  /** Over the weeks in which it was there. */
  private static double mean(TitleWeeks title, int weeks) {
    int there = Math.max(1, Math.min(weeks, title.ageWeeks() + 1));
    return title.hours(0, there) / there;
  }
}
