package playhouse.models.recommend;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What ranks titles for a person or next to a title; immutable and safe for many threads. */
public interface Recommender {
  /** Which version of the model this is, as in its card and in the model pointer. */
  String version();

  /**
   * Titles for a person, best first.
   *
   * @param history what the person took, in any order; may be empty, and may name unknown titles
   * @param exclude titles that must not come; the titles of the history come too unless named here
   * @param limit how many at most
   */
  default List<Ranked> recommend(List<Taken> history, Set<String> exclude, int limit) {
    Picks picks = pick(history, exclude, limit);
    return IntStream.range(0, picks.size()).mapToObj(picks::explained).toList();
  }

  /** The same, of which what spoke for it is looked up for those only that are asked for. */
  Picks pick(List<Taken> history, Set<String> exclude, int limit);

  /** Titles like this one, best first, without itself; empty if the title is unknown. */
  List<Ranked> similar(String title, int limit);
}
