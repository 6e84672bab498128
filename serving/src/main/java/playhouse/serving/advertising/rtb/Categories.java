package playhouse.serving.advertising.rtb;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import playhouse.models.tagging.Taxonomy;

/**
 * Categories as OpenRTB names them, as ids of IAB Content Taxonomy 3.1. Of the first taxonomy the
 * highest level is known, and what is below it counts as all of it: more is barred then, not less.
 */
public final class Categories {
  /** IAB Content Taxonomy 3.1 in AdCOM's list of taxonomies. */
  public static final int OURS = 9;

  /** IAB Content Category Taxonomy 1.0, which is meant where nothing is said. */
  public static final int FIRST = 1;

  /** Of Content Taxonomy 2.0 to 3.1, in which ids stay the same. */
  private static final Set<Integer> ALIKE = Set.of(2, 5, 6, 7, OURS);

  private static final Map<String, Set<String>> OF_FIRST =
      Map.ofEntries(
          Map.entry("IAB1", Set.of("JLBCU7", "42", "201", "432", "SPSHQ5")),
          Map.entry("IAB2", Set.of("1")),
          Map.entry("IAB3", Set.of("52")),
          Map.entry("IAB4", Set.of("123")),
          Map.entry("IAB5", Set.of("132")),
          Map.entry("IAB6", Set.of("186")),
          Map.entry("IAB7", Set.of("286", "223")),
          Map.entry("IAB8", Set.of("210")),
          Map.entry("IAB9", Set.of("239", "680", "181")),
          Map.entry("IAB10", Set.of("274")),
          Map.entry("IAB11", Set.of("386", "383")),
          Map.entry("IAB12", Set.of("379")),
          Map.entry("IAB13", Set.of("391")),
          Map.entry("IAB14", Set.of("186", "188")),
          Map.entry("IAB15", Set.of("464")),
          Map.entry("IAB16", Set.of("422")),
          Map.entry("IAB17", Set.of("483")),
          Map.entry("IAB18", Set.of("552")),
          Map.entry("IAB19", Set.of("596")),
          Map.entry("IAB20", Set.of("653")),
          Map.entry("IAB21", Set.of("441")),
          Map.entry("IAB22", Set.of("473")),
          Map.entry("IAB23", Set.of("453")),
          Map.entry("IAB25", Set.of("v9i3On")),
          Map.entry("IAB26", Set.of("v9i3On")),
          Map.entry("IAB24", Set.of()));

  /** Those below whose like is somewhere else. */
  private static final Map<String, Set<String>> BELOW_FIRST =
      Map.of(
          "IAB7-39",
          Set.of("286"),
          "IAB8-5",
          Set.of("211"),
          "IAB8-18",
          Set.of("211"),
          "IAB9-9",
          Set.of("v9i3On"),
          "IAB9-7",
          Set.of("181"),
          "IAB9-30",
          Set.of("680"),
          "IAB14-1",
          Set.of("188"),
          "IAB14-3",
          Set.of("188"));

  private Categories() {}

  /** Those that it stands for; empty if the taxonomy, or the category in it, is not known. */
  public static Optional<Set<String>> ours(String category, int taxonomy) {
    if (ALIKE.contains(taxonomy)) {
      return Optional.of(Set.of(category));
    }
    if (taxonomy != FIRST) {
      return Optional.empty();
    }
    String name = category.toUpperCase(Locale.ROOT);
    return Optional.ofNullable(BELOW_FIRST.get(name))
        .or(() -> Optional.ofNullable(OF_FIRST.get(name.replaceAll("-\\d+$", ""))));
  }

  /** Tags of what is watched: of its categories, and of a genre in words. */
  public static Set<String> tags(Collection<String> categories, int taxonomy, String genre) {
    Stream<String> named =
        categories.stream()
            .filter(category -> ALIKE.contains(taxonomy))
            .map(category -> "iab:" + category);
    Stream<String> told =
        Taxonomy.bundled().all().stream()
            .filter(node -> node.name().equalsIgnoreCase(genre.strip()))
            .map(Taxonomy.Node::id);
    return Stream.concat(named, told).collect(Collectors.toUnmodifiableSet());
  }
}
