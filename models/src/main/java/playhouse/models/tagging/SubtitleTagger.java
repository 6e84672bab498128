package playhouse.models.tagging;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells from what is said in a title which tags fit it. People speak of much that a film is not
 * about: what is said in one place only, or in passing, counts for nothing, and nothing that is
 * only said is sure enough to be used before somebody agreed.
 */
public final class SubtitleTagger {
  /** Its name in facts. */
  public static final String MODEL = "subtitles-1";

  private static final long WINDOW_MILLIS = 120_000;

  /** In a window, less than this is in passing. */
  private static final double FEWEST = 0.5;

  /** Below {@link TextTagger#CONFIDENT}: nobody measured how often it is right. */
  private static final double MOST = 0.8;

  /** From so many windows on, one of them is not enough. */
  private static final int MANY = 10;

  private final TextTagger texts = new TextTagger();

  /** What one tag has found. */
  private static final class Case {
    private double best;
    private int windows;
    private final List<Evidence> evidence = new ArrayList<>();
  }

  /** Tags that fit, the surest first; where they are said stands in their evidence. */
  public List<Suggestion> tag(List<Passage> cues) {
    Map<Long, List<Passage>> windows = new TreeMap<>();
    for (Passage cue : cues) {
      long window = cue.span().orElseThrow().fromMillis() / WINDOW_MILLIS;
      windows.computeIfAbsent(window, none -> new ArrayList<>()).add(cue);
    }
    Map<String, Case> cases = new LinkedHashMap<>();
    windows.values().forEach(window -> take(cases, window));
    int fewest = windows.size() >= MANY ? 2 : 1;
    return cases.entrySet().stream()
        .filter(each -> each.getValue().windows >= fewest)
        .map(each -> suggestion(each.getKey(), each.getValue()))
        .sorted(
            Comparator.comparingDouble(Suggestion::confidence)
                .reversed()
                .thenComparing(Suggestion::tag))
        .toList();
  }

  private void take(Map<String, Case> cases, List<Passage> window) {
    for (Suggestion said : texts.tag(window)) {
      if (said.confidence() >= FEWEST) {
        Case one = cases.computeIfAbsent(said.tag(), none -> new Case());
        one.windows++;
        one.best = Math.max(one.best, said.confidence());
        one.evidence.addAll(said.evidence());
      }
    }
  }

  private static Suggestion suggestion(String tag, Case one) {
    return new Suggestion(
        tag,
        Math.min(MOST, one.best),
        one.evidence.stream().limit(Suggestion.MOST_EVIDENCE).toList());
  }
}
