package playhouse.serving.personalisation.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import playhouse.models.ranking.Formula;
import playhouse.serving.personalisation.candidates.Candidate;
import playhouse.serving.personalisation.candidates.Viewer;
import playhouse.serving.personalisation.sources.FromUnfinished;
import playhouse.serving.personalisation.titles.TitleCard;
import playhouse.serving.personalisation.titles.Titles;

/**
 * The candidates that passed, each once, with what each source says of it, a row of numbers for
 * each; the columns are the sources in their order.
 */
final class Shortlist {
  /** So many are ranked at most. */
  static final int MOST = 600;

  private static final int FIRST = 128;

  /** How fast places in a source's list lose weight. */
  private static final float FADING = 20;

  private final List<String> sources;
  private final List<String> inputs;
  private final Map<String, Integer> rows = new HashMap<>();
  private final List<String> titles = new ArrayList<>();
  private final List<Optional<TitleCard>> cards = new ArrayList<>();
  private @Nullable Candidate[] candidates;
  private float[] said;

  Shortlist(List<String> sources) {
    this.sources = sources;
    this.inputs =
        Stream.concat(sources.stream(), Stream.of(Formula.LIKENESS, Formula.FRESHNESS)).toList();
    this.said = new float[FIRST * sources.size()];
    this.candidates = new Candidate[FIRST * sources.size()];
  }

  /**
   * Takes in what a source found, as far as the sieve lets it.
   *
   * @param begins whether titles may come in that no source named before
   */
  void add(Retrieval.Found found, Sieve sieve, Titles catalogue, boolean begins) {
    List<Candidate> all = found.candidates();
    double best = all.stream().mapToDouble(Candidate::score).max().orElse(0);
    boolean again = found.name().equals(FromUnfinished.NAME);
    for (int place = 0; place < all.size(); place++) {
      Candidate candidate = all.get(place);
      Integer row = rows.get(candidate.title());
      if (row == null) {
        if (!begins || titles.size() >= MOST || !sieve.lets(candidate.title(), again)) {
          continue;
        }
        row = begin(candidate.title(), catalogue);
      }
      int at = row * sources.size() + found.source();
      if (candidates[at] == null) {
        candidates[at] = candidate;
        said[at] = strength(place, candidate.score(), best);
      }
    }
  }

  /** Takes in a title of which nothing is said. */
  void add(TitleCard card, int source) {
    int row = rows.computeIfAbsent(card.title(), title -> begin(card));
    candidates[row * sources.size() + source] = Candidate.of(card.title(), 0, Candidate.Why.THERE);
  }

  int size() {
    return titles.size();
  }

  String title(int row) {
    return titles.get(row);
  }

  Optional<TitleCard> card(int row) {
    return cards.get(row);
  }

  /** What a source says of a title, 0 (nothing) to 1. */
  float said(int row, int source) {
    return said[row * sources.size() + source];
  }

  int sources() {
    return sources.size();
  }

  /** Names of what the ranker knows of a row: the sources, then likeness and freshness. */
  List<String> inputs() {
    return inputs;
  }

  String sourceName(int source) {
    return sources.get(source);
  }

  /** What a source found; empty if it did not find that title. */
  Optional<Candidate> candidate(int row, int source) {
    return Optional.ofNullable(candidates[row * sources.size() + source]);
  }

  /** How much of what the title is the viewer cared for before, 0 to 1. */
  float likeness(int row, Viewer viewer) {
    return (float) card(row).map(card -> viewer.likes(card.genres())).orElse(0.0).doubleValue();
  }

  private int begin(String title, Titles catalogue) {
    rows.put(title, titles.size());
    return begun(title, catalogue.card(title));
  }

  private int begin(TitleCard card) {
    return begun(card.title(), Optional.of(card));
  }

  private int begun(String title, Optional<TitleCard> card) {
    titles.add(title);
    cards.add(card);
    if (titles.size() * sources.size() > said.length) {
      said = Arrays.copyOf(said, 2 * said.length);
      candidates = Arrays.copyOf(candidates, said.length);
    }
    return titles.size() - 1;
  }

  /** Half by place, half by score; by place alone where a source gives no scores. */
  private static float strength(int place, double score, double best) {
    float byPlace = 1 / (1 + place / FADING);
    float byScore = best > 0 ? (float) Math.max(0, score / best) : byPlace;
    return (byPlace + byScore) / 2;
  }
}
