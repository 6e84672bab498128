package playhouse.models.features;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The groups of people that no model may serve worse than before. */
public final class Slices {
  /** Nothing was said. */
  public static final String UNKNOWN = "unknown";

  private static final long RECENT = Moments.micros(Duration.ofDays(28));

  private Slices() {}

  /** Country of the account and platform mostly watched on, as known at a moment. */
  public static Map<String, String> of(Life life, long atMicros) {
    Map<String, String> slices = new TreeMap<>();
    List<Fact> accounts = life.until(Kind.REGISTERED, atMicros);
    slices.put("country", accounts.isEmpty() ? UNKNOWN : orUnknown(accounts.get(0).word()));
    slices.put("platform", most(life.between(Kind.PLAYED, atMicros - RECENT, atMicros)));
    return slices;
  }

  private static String most(List<Fact> plays) {
    Map<String, Long> counts =
        plays.stream()
            .collect(Collectors.groupingBy(Fact::word, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .max(
            Map.Entry.<String, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(entry -> orUnknown(entry.getKey()))
        .orElse(UNKNOWN);
  }

  private static String orUnknown(String word) {
    return word.isEmpty() ? UNKNOWN : word;
  }
}
