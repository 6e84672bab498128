package playhouse.serving.personalisation.candidates;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import playhouse.contracts.behaviour.Strength;
import playhouse.contracts.facts.ScoredTitle;
import playhouse.models.recommend.Taken;

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
    Map<String, Candidate> found = new HashMap<>();
    double weight = 1;
    for (Seed seed : seeds(ask, viewer)) {
      for (ScoredTitle like : lists.find("similar:" + seed.title())) {
        double score = like.getScore() * seed.strength() * weight;
        found.merge(
            like.getTitle(),
            new Candidate(like.getTitle(), score, Candidate.Why.SIMILAR, Optional.of(seed.title())),
            FromLikeTitles::sum);
      }
      weight *= FADING;
    }
    return found.values().stream()
        .sorted(
            Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::title))
        .limit(wanted)
        .toList();
  }

  private static List<Seed> seeds(Ask ask, Viewer viewer) {
    List<Seed> seeds = new ArrayList<>();
    ask.title().ifPresent(title -> seeds.add(new Seed(title, Strength.FULL)));
    viewer.history().stream()
        .filter(Taken::isWelcome)
        .limit(TITLES)
        .map(FromLikeTitles::seed)
        .forEach(seeds::add);
    return seeds;
  }

  private static Seed seed(Taken taken) {
    return new Seed(taken.title(), taken.strength());
  }

  /** The title that speaks most is the reason. */
  private static Candidate sum(Candidate one, Candidate other) {
    Candidate stronger = one.score() >= other.score() ? one : other;
    return new Candidate(
        one.title(), one.score() + other.score(), Candidate.Why.SIMILAR, stronger.because());
  }

  private record Seed(String title, float strength) {}
}
