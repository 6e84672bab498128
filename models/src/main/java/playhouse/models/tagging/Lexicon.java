package playhouse.models.tagging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which words speak for which tags, and what editors' genres are called as tags. */
final class Lexicon {
  /** The longest Chinese word in characters, and the longest English one in words. */
  static final int LONGEST_CHINESE = 6;

  static final int LONGEST_ENGLISH = 4;

  private static final Lexicon BUNDLED = read();

  private final Map<String, List<Meaning>> words = new HashMap<>();
  private final Map<String, String> genres = new HashMap<>();

  private Lexicon() {}

  /**
   * What a word says.
   *
   * @param level how much it says: 1, a hint, to 4, hardly ever anything else
   */
  record Meaning(String tag, int level) {}

  static Lexicon bundled() {
    return BUNDLED;
  }

  /** What a word in small letters says; nothing if it is not known. */
  List<Meaning> meanings(String word) {
    return words.getOrDefault(word, List.of());
  }

  /** The tag of an editor's genre. */
  Optional<String> genre(String name) {
    return Optional.ofNullable(genres.get(name.strip().toLowerCase(Locale.ROOT)));
  }

  private static Lexicon read() {
    Lexicon all = new Lexicon();
    for (String[] row : Resources.rows("words.tsv", 3)) {
      Meaning meaning = new Meaning(known(row[0]), Integer.parseInt(row[1]));
      for (String word : row[2].split(",", -1)) {
        all.words.computeIfAbsent(word, none -> new ArrayList<>()).add(meaning);
      }
    }
    for (String[] row : Resources.rows("genres.tsv", 2)) {
      for (String name : row[1].split(",", -1)) {
        all.genres.put(name.toLowerCase(Locale.ROOT), known(row[0]));
      }
    }
    return all;
  }

  private static String known(String tag) {
    return Taxonomy.bundled()
        .find(tag)
        .map(Taxonomy.Node::id)
        .orElseThrow(() -> new IllegalStateException("no tag is called " + tag));
  }
}
