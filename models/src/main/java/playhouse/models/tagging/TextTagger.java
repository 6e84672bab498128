package playhouse.models.tagging;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells from a title's texts which tags fit it. A word counts once, however often it stands there;
 * the more a text speaks of different things, the less each of them counts.
 */
public final class TextTagger {
  /** Its name in facts; another when what it says changes. */
  public static final String MODEL = "words-1";

  /**
   * From here on a tag is used before somebody agreed: of films that were not seen, 85 of 100 such
   * tags were right.
   */
  public static final double CONFIDENT = 0.85;

  /** What an editor says is as good as said by somebody who knows the title. */
  private static final double EDITOR = 0.97;

  /** More genres than that are not told of a title for its sake. */
  private static final int MOST_GENRES = 4;

  private final Taxonomy taxonomy = Taxonomy.bundled();
  private final Lexicon lexicon = Lexicon.bundled();
  private final WordFinder finder = new WordFinder(lexicon);

  /** What speaks for a tag. */
  private static final class Case {
    private final Map<String, Evidence> evidence = new LinkedHashMap<>();
    private final int[] words = new int[4];
    private double editor;

    /** The first time a word stands there is what is told. */
    void add(Evidence found, int level) {
      if (evidence.putIfAbsent(found.key(), found) == null) {
        words[level - 1]++;
      }
    }
  }

  /** Tags that fit a title of these texts, the surest first. */
  public List<Suggestion> tag(List<Passage> passages) {
    Map<String, Case> cases = new LinkedHashMap<>();
    double said = 0;
    double meant = 0;
    for (Passage passage : passages) {
      if (!passage.where().equals(Passage.GENRE)) {
        WordFinder.Found found = finder.find(passage.text());
        found.hits().forEach(hit -> add(cases, passage, hit));
        said += found.said();
        meant += found.meant();
      }
    }
    Map<Taxonomy.Kind, Integer> kinds = kinds(cases);
    genres(cases, passages);
    List<Suggestion> tags = new ArrayList<>();
    for (Map.Entry<String, Case> each : cases.entrySet()) {
      Case one = each.getValue();
      int others = Math.max(0, kinds.getOrDefault(taxonomy.kind(each.getKey()), 0) - 1);
      double words = Confidence.of(one.words, others, said, meant);
      tags.add(new Suggestion(each.getKey(), Math.max(words, one.editor), told(one)));
    }
    tags.sort(
        Comparator.comparingDouble(Suggestion::confidence)
            .reversed()
            .thenComparing(Suggestion::tag));
    return tags;
  }

  private static void add(Map<String, Case> cases, Passage passage, WordFinder.Hit hit) {
    Evidence evidence =
        new Evidence(passage.where(), hit.key(), hit.words(), hit.at(), passage.span());
    for (Lexicon.Meaning meaning : hit.meanings()) {
      cases.computeIfAbsent(meaning.tag(), tag -> new Case()).add(evidence, meaning.level());
    }
  }

  private Map<Taxonomy.Kind, Integer> kinds(Map<String, Case> cases) {
    Map<Taxonomy.Kind, Integer> kinds = new EnumMap<>(Taxonomy.Kind.class);
    cases.keySet().forEach(tag -> kinds.merge(taxonomy.kind(tag), 1, Integer::sum));
    return kinds;
  }

  private void genres(Map<String, Case> cases, List<Passage> passages) {
    List<Passage> genres =
        passages.stream().filter(passage -> passage.where().equals(Passage.GENRE)).toList();
    double confidence = EDITOR * Math.min(1, (double) MOST_GENRES / Math.max(1, genres.size()));
    for (Passage genre : genres) {
      lexicon
          .genre(genre.text())
          .ifPresent(
              tag -> {
                Case one = cases.computeIfAbsent(tag, none -> new Case());
                one.editor = confidence;
                one.evidence.put(
                    "genre:" + tag,
                    new Evidence(Passage.GENRE, "genre:" + tag, genre.text(), -1, genre.span()));
              });
    }
  }

  private static List<Evidence> told(Case one) {
    return one.evidence.values().stream().limit(Suggestion.MOST_EVIDENCE).toList();
  }
}
