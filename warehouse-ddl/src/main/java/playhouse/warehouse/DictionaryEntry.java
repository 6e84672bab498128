package playhouse.warehouse;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the dictionary says of a table beside what its definition says.
 *
 * @param table with its namespace
 * @param owner who answers for it
 * @param freshness when it is up to date
 * @param madeOf tables that it is made of; {@code core.*} stands for whatever definitions read
 * @param query a question that it answers, in the SQL of Trino
 */
public record DictionaryEntry(
    String table, String owner, Freshness freshness, List<String> madeOf, String query) {
  private static final int PARTS = 5;

  /** When a table is up to date. */
  public enum Freshness {
    STREAM("seconds after an event was accepted"),
    CALENDAR("with the first event of a year"),
    NIGHT("with the nightly batch, for all that was in the lake when it began"),
    RUN("with the end of the run that a row is about");

    private final String words;

    Freshness(String words) {
      this.words = words;
    }

    /** In words. */
    public String words() {
      return words;
    }
  }

  /** One for every table, in the order of {@code dictionary.txt}. */
  public static List<DictionaryEntry> all() {
    return SqlResource.lines("dictionary.txt").stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(DictionaryEntry::of)
        .toList();
  }

  /** The raw tables that tables are made of in the end. */
  public static NavigableSet<String> raw(Collection<String> tables) {
    Map<String, List<String>> madeOf = new HashMap<>();
    all().forEach(entry -> madeOf.put(entry.table(), entry.madeOf()));
    NavigableSet<String> raw = new TreeSet<>();
    Set<String> seen = new HashSet<>(tables);
    Deque<String> left = new ArrayDeque<>(tables);
    while (!left.isEmpty()) {
      String table = left.pop();
      if (table.startsWith("raw.")) {
        raw.add(table);
      }
      madeOf.getOrDefault(table, List.of()).stream().filter(seen::add).forEach(left::push);
    }
    return raw;
  }

  private static DictionaryEntry of(String line) {
    String[] parts = line.split(" \\| ", PARTS);
    if (parts.length != PARTS) {
      throw new IllegalStateException("not table | owner | freshness | made of | query: " + line);
    }
    List<String> madeOf =
        parts[3].equals("-") ? List.of() : Arrays.stream(parts[3].split(" ")).toList();
    return new DictionaryEntry(
        parts[0], parts[1], Freshness.valueOf(parts[2].toUpperCase(Locale.ROOT)), madeOf, parts[4]);
  }
}
