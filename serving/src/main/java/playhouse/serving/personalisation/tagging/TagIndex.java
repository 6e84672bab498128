package playhouse.serving.personalisation.tagging;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import playhouse.models.tagging.Passage;
import playhouse.models.tagging.Taxonomy;
import playhouse.models.tagging.TextTagger;
import playhouse.serving.personalisation.tagging.StoredTag.State;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.serving.platform.store.TableFollower;

/**
 * The tags that others may use, in memory: what this process was told at once, what others were
 * within a second.
 */
public final class TagIndex implements TagsApi, AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(400);
  private static final Duration GOOD_FOR = Duration.ofMinutes(10);
  private static final long AROUND_MILLIS = 30_000;
  private static final int MOST_KEPT = 20_000;
  private static final int MOST_LIKE = 60;

  /** A tag that so many have says little of each. */
  private static final int COMMON = 500;

  /** As much as one rare tag: titles with little in common are not alike for having little. */
  private static final double LITTLE = 0.7;

  private final Map<String, Map<String, Known>> titles = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> byTag = new ConcurrentHashMap<>();
  private final Cache<String, List<Like>> likes =
      Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(GOOD_FOR).build();
  private final TableFollower follower;

  /**
   * A tag of a title as it lies in memory.
   *
   * @param weight how sure it is, 0 to 1
   * @param whole whether it fits the whole title, and not only what is within the spans
   */
  private record Known(
      int revision, float weight, boolean accepted, boolean whole, List<Passage.Span> spans) {
    static Known of(BriefStore.Brief tag) {
      boolean accepted = tag.state() == State.ACCEPTED;
      return new Known(
          tag.revision(),
          accepted ? 1 : (float) tag.confidence(),
          accepted,
          tag.whole(),
          tag.spans());
    }

    boolean fits(long positionMillis) {
      return whole
          || spans.stream()
              .anyMatch(
                  span ->
                      span.fromMillis() - AROUND_MILLIS <= positionMillis
                          && positionMillis < span.toMillis() + AROUND_MILLIS);
    }
  }

  /** By the table in that database. */
  public TagIndex(ServicesDatabase database) {
    follower =
        new TableFollower(
            "tags",
            database,
            PAUSE,
            (handle, since) ->
                BriefStore.since(handle, since, TextTagger.CONFIDENT).forEach(this::take));
  }

  @Override
  public List<Tag> of(String title) {
    return told(titles.getOrDefault(title, Map.of()), tag -> true);
  }

  @Override
  public List<Tag> at(String title, long positionMillis) {
    return told(titles.getOrDefault(title, Map.of()), tag -> tag.fits(positionMillis));
  }

  /** What came of it ten minutes ago at most. */
  @Override
  public List<Like> like(String title) {
    return titles.containsKey(title) ? likes.get(title, this::look) : List.of();
  }

  /** How many titles have such tags. */
  public int size() {
    return titles.size();
  }

  @Override
  public void close() {
    follower.close();
  }

  /** Takes in what a tag is now, unless something newer is known. */
  void take(BriefStore.Brief tag) {
    titles.compute(
        tag.title(),
        (title, before) -> {
          Map<String, Known> tags = before == null ? new HashMap<>() : new HashMap<>(before);
          Known known = tags.get(tag.tag());
          if (known == null || known.revision() <= tag.revision()) {
            put(tags, tag);
          }
          return tags.isEmpty() ? null : Map.copyOf(tags);
        });
  }

  private void put(Map<String, Known> tags, BriefStore.Brief tag) {
    boolean useful =
        tag.state() == State.ACCEPTED
            || (tag.state() == State.SUGGESTED && tag.confidence() >= TextTagger.CONFIDENT);
    if (useful) {
      Known fresh = Known.of(tag);
      if (fresh.equals(tags.put(tag.tag(), fresh))) {
        return;
      }
      byTag.computeIfAbsent(tag.tag(), none -> ConcurrentHashMap.newKeySet()).add(tag.title());
      likes.invalidate(tag.title());
    } else if (tags.remove(tag.tag()) != null) {
      byTag.getOrDefault(tag.tag(), Set.of()).remove(tag.title());
      likes.invalidate(tag.title());
    }
  }

  /** Genres are left out: ranking knows them, and half of a catalogue has them in common. */
  private List<Like> look(String title) {
    Map<String, Double> common = new HashMap<>();
    double most = LITTLE;
    for (Map.Entry<String, Known> own : titles.getOrDefault(title, Map.of()).entrySet()) {
      Set<String> those = byTag.getOrDefault(own.getKey(), Set.of());
      if (Taxonomy.bundled().isGenre(own.getKey()) || those.size() > COMMON) {
        continue;
      }
      double rarity = own.getValue().weight() / Math.log(2 + those.size());
      most += rarity;
      for (String other : those) {
        common.merge(other, rarity * weight(other, own.getKey()), Double::sum);
      }
    }
    common.remove(title);
    double all = most;
    return common.entrySet().stream()
        .map(each -> new Like(each.getKey(), Math.min(1, each.getValue() / all)))
        .sorted(Comparator.comparingDouble(Like::likeness).reversed().thenComparing(Like::title))
        .limit(MOST_LIKE)
        .toList();
  }

  private double weight(String title, String tag) {
    return Optional.ofNullable(titles.getOrDefault(title, Map.of()).get(tag))
        .map(known -> (double) known.weight())
        .orElse(0.0);
  }

  private static List<Tag> told(Map<String, Known> tags, Predicate<Known> wanted) {
    return tags.entrySet().stream()
        .filter(each -> wanted.test(each.getValue()))
        .map(each -> new Tag(each.getKey(), each.getValue().weight(), each.getValue().accepted()))
        .sorted(Comparator.comparingDouble(Tag::confidence).reversed().thenComparing(Tag::id))
        .toList();
  }
}
