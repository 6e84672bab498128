package playhouse.serving.advertising.matching;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import playhouse.models.tagging.Taxonomy;

/** Tags and categories with those above them, so that a parent fits what its children fit. */
final class Tags {
  private static final String IAB = "iab:";

  /** A taxonomy in a circle would be a fault of ours; it does not keep us busy for ever. */
  private static final int DEEPEST = 10;

  private static final Map<String, Set<String>> KNOWN =
      Taxonomy.bundled().all().stream()
          .collect(Collectors.toUnmodifiableMap(Taxonomy.Node::id, node -> up(node.id())));

  private Tags() {}

  /** A tag and all above it; alone if the taxonomy does not have it. */
  static Set<String> above(String tag) {
    Set<String> known = KNOWN.get(tag);
    return known == null ? Set.of(tag) : known;
  }

  /** All of them and all above them. */
  static Set<String> above(Collection<String> tags) {
    if (tags.isEmpty()) {
      return Set.of();
    }
    Set<String> all = new HashSet<>();
    tags.forEach(tag -> all.addAll(above(tag)));
    return all;
  }

  /** Categories as tags: advertisers and OpenRTB name them by the taxonomy's bare ids. */
  static Set<String> categories(Collection<String> ids) {
    return ids.isEmpty()
        ? Set.of()
        : ids.stream().map(Tags::category).collect(Collectors.toUnmodifiableSet());
  }

  private static String category(String id) {
    return id.startsWith(IAB) ? id : IAB + id;
  }

  private static Set<String> up(String tag) {
    Set<String> all = new LinkedHashSet<>();
    Function<String, Optional<String>> parent =
        id -> Taxonomy.bundled().find(id).flatMap(Taxonomy.Node::parent);
    Optional<String> at = Optional.of(tag);
    for (int level = 0; level < DEEPEST && at.isPresent(); level++) {
      all.add(at.get());
      at = parent.apply(at.get());
    }
    return Set.copyOf(all);
  }
}
