package playhouse.serving.personalisation.lookalikes;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import playhouse.contracts.facts.LiveFeatures;
import playhouse.contracts.facts.RecentTitle;
import playhouse.serving.personalisation.people.LiveStore;

/** {@link LookalikesApi} by the titles that people watched lately; found by a thread of its own. */
public final class Lookalikes implements LookalikesApi, AutoCloseable {
  private static final Duration GOOD_FOR = Duration.ofMinutes(10);
  private static final Duration SAID_FOR = Duration.ofMinutes(1);

  /** So many people tell what everybody watches, and so many what a segment does. */
  private static final int MOST_PEOPLE = 3_000;

  private static final int MOST_SEGMENTS = 500;
  private static final int MOST_SAID = 200_000;
  private static final double OF_ITS_OWN = 0.5;
  private static final double OF_EVERYBODY = 0.9;

  private final LiveStore live;
  private final Function<String, Set<UUID>> members;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread fresh = new Thread(work, "lookalikes");
            fresh.setDaemon(true);
            return fresh;
          });
  private final AsyncLoadingCache<String, Kind> kinds =
      Caffeine.newBuilder()
          .maximumSize(MOST_SEGMENTS)
          .refreshAfterWrite(GOOD_FOR)
          .executor(thread)
          .buildAsync(this::kind);
  private final Cache<Question, Boolean> said =
      Caffeine.newBuilder().maximumSize(MOST_SAID).expireAfterWrite(SAID_FOR).build();

  private record Question(UUID person, String segment) {}

  /**
   * What a segment's people watch.
   *
   * @param counts how many of the sample watched each title
   * @param least likeness of those who are like them; above 1 if nobody is
   */
  private record Kind(Taste taste, Map<String, Integer> counts, int sample, double least) {}

  /**
   * Of those people.
   *
   * @param members who is in a segment; nobody if there is no such segment
   */
  public Lookalikes(LiveStore live, Function<String, Set<UUID>> members) {
    this.live = live;
    this.members = members;
  }

  @Override
  public boolean like(UUID person, String segment) {
    CompletableFuture<Kind> kind = kinds.get(segment);
    if (!kind.isDone() || kind.isCompletedExceptionally()) {
      return false;
    }
    Kind known = kind.join();
    return said.get(
        new Question(person, segment),
        who ->
            titles(person)
                .map(titles -> Taste.of(titles, known.counts(), known.sample()))
                .filter(taste -> taste.like(known.taste()) >= known.least())
                .isPresent());
  }

  @Override
  public boolean known(UUID person) {
    return live.bytes(person).isPresent();
  }

  @Override
  public int people() {
    return live.size();
  }

  @Override
  public OptionalInt size(String segment) {
    int size = members.apply(segment).size();
    return size == 0 ? OptionalInt.empty() : OptionalInt.of(size);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private Kind kind(String segment) {
    List<List<String>> everybody = titles(live.people());
    Map<String, Integer> counts = new HashMap<>();
    everybody.forEach(one -> one.forEach(title -> counts.merge(title, 1, Integer::sum)));
    List<Taste> own = tastes(titles(members.apply(segment)), counts, everybody.size());
    if (own.isEmpty()) {
      return new Kind(Taste.together(List.of()), Map.of(), 0, 2);
    }
    Taste together = Taste.together(own);
    double least =
        Math.max(
            quantile(own, together, OF_ITS_OWN),
            quantile(tastes(everybody, counts, everybody.size()), together, OF_EVERYBODY));
    return new Kind(together, Map.copyOf(counts), everybody.size(), Math.max(least, 1e-6));
  }

  private static List<Taste> tastes(
      List<List<String>> people, Map<String, Integer> counts, int sample) {
    return people.stream().map(titles -> Taste.of(titles, counts, sample)).toList();
  }

  private static double quantile(Collection<Taste> tastes, Taste together, double at) {
    double[] all = tastes.stream().mapToDouble(together::like).sorted().toArray();
    return all.length == 0 ? 0 : all[(int) Math.min(all.length - 1, Math.floor(at * all.length))];
  }

  /** Titles of people of whom any are known, of so many at most. */
  private List<List<String>> titles(Iterable<UUID> people) {
    List<List<String>> all = new ArrayList<>();
    for (UUID person : people) {
      if (all.size() >= MOST_PEOPLE) {
        break;
      }
      titles(person).ifPresent(all::add);
    }
    return all;
  }

  private Optional<List<String>> titles(UUID person) {
    Optional<LiveFeatures> features = live.find(person);
    return features
        .map(
            known ->
                known.getRecent().stream()
                    .filter(title -> title.getStrength() > 0)
                    .map(RecentTitle::getTitle)
                    .toList())
        .filter(titles -> !titles.isEmpty());
  }
}
