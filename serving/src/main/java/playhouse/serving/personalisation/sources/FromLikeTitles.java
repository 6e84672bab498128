package playhouse.serving.personalisation.sources;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import playhouse.contracts.facts.ScoredTitle;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Candidate;
import playhouse.serving.personalisation.candidates.CandidateSource;
import playhouse.serving.personalisation.candidates.Viewer;

/** Titles that the nightly lists call similar to what the person took last and cared for. */
public final class FromLikeTitles implements CandidateSource {
  private static final int TITLES = 20;
  private static final double FADING = 0.9;

  private final CandidateLists lists;

  /** Reads these lists. */
  public FromLikeTitles(CandidateLists lists) {
    this.lists = lists;
  }

  @Override
  public String name() {
    return "item-item";
  }

  @Override
  public List<Candidate> find(Ask ask, Viewer viewer, int wanted) {
    Map<String, Sum> found = new HashMap<>();
    double weight = 1;
    for (Seed seed : Seed.of(ask, viewer, TITLES)) {
      for (ScoredTitle like : lists.find("similar:" + seed.title())) {
        double score = like.getScore() * seed.strength() * weight;
        found.computeIfAbsent(like.getTitle(), title -> new Sum()).add(score, seed.title());
      }
      weight *= FADING;
    }
    return found.entrySet().stream()
        .map(each -> each.getValue().candidate(each.getKey()))
        .sorted(
            Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::title))
        .limit(wanted)
        .toList();
  }

  /** What several titles say of one; the one that says most is the reason. */
  private static final class Sum {
    private double all;
    private double most;
    private String because = "";

    void add(double score, String seed) {
      all += score;
      if (score > most || because.isEmpty()) {
        most = score;
        because = seed;
      }
    }

    Candidate candidate(String title) {
      return Candidate.of(title, all, Candidate.Why.SIMILAR, because);
    }
  }
}
