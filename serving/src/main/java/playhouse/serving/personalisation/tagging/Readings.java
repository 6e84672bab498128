package playhouse.serving.personalisation.tagging;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import playhouse.models.tagging.Evidence;
import playhouse.models.tagging.Suggestion;
import playhouse.serving.personalisation.tagging.SourceStore.Saying;
import playhouse.serving.personalisation.tagging.SourceStore.Source;

/** Takes in what was read of a title: what it says of its tags beside all else that was read. */
final class Readings {
  /** As much evidence of a tag as is kept. */
  private static final int MOST_EVIDENCE = 24;

  /** What a source says less surely than this is not kept. */
  private static final double FEWEST = 0.3;

  /** Decisions that weigh as much as what was measured once. */
  private static final double MEASURED = 10;

  private Readings() {}

  /**
   * Of a source that was read now; twice the same changes nothing.
   *
   * @return tags that others are to be told of
   */
  static List<StoredTag> take(
      Handle tx,
      Source source,
      List<Suggestion> suggestions,
      Map<String, TagStore.Agreement> agreements,
      Instant now) {
    TagStore.lock(tx, source.title());
    SourceStore.put(tx, source);
    SourceStore.say(
        tx,
        source.title(),
        source.source(),
        suggestions.stream().filter(one -> one.confidence() >= FEWEST).toList());
    List<TagLife.Step> steps = steps(tx, source.title(), agreements, now);
    TagStore.put(tx, steps.stream().map(TagLife.Step::tag).toList());
    return steps.stream().filter(TagLife.Step::told).map(TagLife.Step::tag).toList();
  }

  private static List<TagLife.Step> steps(
      Handle tx, String title, Map<String, TagStore.Agreement> agreements, Instant now) {
    Map<String, StoredTag> before = TagStore.of(tx, title);
    Map<String, TagLife.Said> said = said(SourceStore.sayings(tx, title), agreements);
    Set<String> all = new TreeSet<>(before.keySet());
    all.addAll(said.keySet());
    return all.stream()
        .flatMap(
            tag ->
                TagLife.read(
                    title,
                    Optional.ofNullable(before.get(tag)),
                    Optional.ofNullable(said.get(tag)),
                    now)
                    .stream())
        .toList();
  }

  /** The surest says how sure it is, lowered where people did not agree; all say why. */
  static Map<String, TagLife.Said> said(
      List<Saying> sayings, Map<String, TagStore.Agreement> agreements) {
    Map<String, List<Saying>> byTag = new TreeMap<>();
    for (Saying one : sayings) {
      byTag.computeIfAbsent(one.tag(), tag -> new ArrayList<>()).add(one);
    }
    Map<String, TagLife.Said> all = new HashMap<>();
    byTag.forEach(
        (tag, some) -> {
          Saying surest = some.get(0);
          List<Evidence> evidence =
              some.stream().flatMap(one -> one.evidence().stream()).limit(MOST_EVIDENCE).toList();
          BigDecimal confidence =
              TagStore.kept(
                  surest.confidence().doubleValue()
                      * trust(Optional.ofNullable(agreements.get(tag))));
          all.put(tag, new TagLife.Said(tag, confidence, surest.model(), evidence));
        });
    return all;
  }

  /**
   * How many of what is expected by confidence people agreed with, at most 1: who was wrong before
   * is less sure from then on.
   */
  static double trust(Optional<TagStore.Agreement> agreement) {
    return agreement
        .map(one -> Math.min(1, (one.accepted() + MEASURED) / (one.expected() + MEASURED)))
        .orElse(1.0);
  }
}
