package playhouse.models.recommend;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A recommender that adds up, for each title, what the latest titles of a history say of it by the
 * linear next-title model, by likeness where that model does not know a title, and popularity.
 */
public final class RecommenderModel implements Recommender {
  private final String version;
  private final Shelf shelf;
  private final Links next;
  private final Links alike;
  private final Links beside;
  private final Parameters parameters;

  RecommenderModel(String version, Shelf shelf, Links next, Links alike, Parameters parameters) {
    this.version = version;
    this.shelf = shelf;
    this.next = next;
    this.alike = alike;
    this.parameters = parameters;
    this.beside = alike.beside(next, (float) parameters.likeness());
  }

  /**
   * Reads a stored model, checked against its card.
   *
   * @param folder a version's folder, as the model pointer names it
   * @throws ModelUnreadable if it is missing, damaged or of another format
   */
  public static RecommenderModel load(Path folder) {
    return ModelFolder.load(folder);
  }

  /** The stored version; empty if it was never stored. */
  @Override
  public String version() {
    return version;
  }

  /** How many titles it knows. */
  public int titles() {
    return shelf.size();
  }

  /** The ids of the titles that it knows, in the order of {@link #scores(List)}. */
  public List<String> titleIds() {
    return List.of(shelf.titles);
  }

  /** Each title's score after a history; exactly 0 if it is no candidate. */
  public float[] scores(List<Taken> history) {
    return scores(Recent.of(history, shelf, parameters));
  }

  Shelf shelf() {
    return shelf;
  }

  Links next() {
    return next;
  }

  Links alike() {
    return alike;
  }

  Parameters parameters() {
    return parameters;
  }

  @Override
  public Picks pick(List<Taken> history, Set<String> exclude, int limit) {
    Recent recent = Recent.of(history, shelf, parameters);
    float[] scores = scores(recent);
    exclude(exclude, scores);
    return new Picked(Selection.highest(scores, limit), scores, recent);
  }

  @Override
  public List<Ranked> similar(String title, int limit) {
    int number = shelf.number(title);
    if (number < 0) {
      return List.of();
    }
    float[] scores = new float[shelf.size()];
    alike.scatter(number, 1, scores);
    return Arrays.stream(Selection.highest(scores, limit))
        .mapToObj(
            other ->
                new Ranked(shelf.titles[other], scores[other], Optional.of(title), Ranked.SIMILAR))
        .toList();
  }

  /** Each title's score; exactly 0 if it is no candidate. */
  float[] scores(Recent recent) {
    float[] scores = new float[shelf.size()];
    for (int k = 0; k < recent.size(); k++) {
      next.scatter(recent.title(k), recent.weight(k), scores);
      beside.scatter(recent.title(k), recent.weight(k), scores);
    }
    float[] share = recent.catalogueShares();
    for (int title = 0; title < scores.length; title++) {
      scores[title] += popularity(title, share);
    }
    return scores;
  }

  private void exclude(Set<String> titles, float[] scores) {
    for (String title : titles) {
      int number = shelf.number(title);
      if (number >= 0) {
        scores[number] = 0;
      }
    }
  }

  private float popularity(int title, float[] share) {
    return (float) parameters.popularity()
        * share[shelf.catalogueOf[title]]
        * shelf.popularity[title];
  }

  private Ranked explain(int title, float score, Recent recent) {
    float byNext = 0;
    float byLikeness = 0;
    float most = 0;
    Optional<String> because = Optional.empty();
    for (int k = 0; k < recent.size(); k++) {
      float n = recent.weight(k) * next.weight(recent.title(k), title);
      float l = recent.weight(k) * beside.weight(recent.title(k), title);
      byNext += n;
      byLikeness += l;
      if (n + l > most && recent.isWelcome(k)) {
        most = n + l;
        because = Optional.of(shelf.titles[recent.title(k)]);
      }
    }
    float byPopularity = popularity(title, recent.catalogueShares());
    if (byPopularity > byNext && byPopularity > byLikeness) {
      return new Ranked(shelf.titles[title], score, Optional.empty(), Ranked.POPULAR);
    }
    String source = byNext >= byLikeness ? Ranked.NEXT : Ranked.SIMILAR;
    return new Ranked(shelf.titles[title], score, because, source);
  }

  /** Places of titles, best first, with all titles' scores. */
  private final class Picked implements Picks {
    private final int[] best;
    private final float[] scores;
    private final Recent recent;

    Picked(int[] best, float[] all, Recent recent) {
      this.best = best;
      this.scores = new float[best.length];
      this.recent = recent;
      for (int i = 0; i < best.length; i++) {
        scores[i] = all[best[i]];
      }
    }

    @Override
    public int size() {
      return best.length;
    }

    @Override
    public String title(int place) {
      return shelf.titles[best[place]];
    }

    @Override
    public float score(int place) {
      return scores[place];
    }

    @Override
    public Ranked explained(int place) {
      return explain(best[place], scores[place], recent);
    }
  }
}
