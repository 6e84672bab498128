package playhouse.serving.personalisation.sources;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Candidate;
import playhouse.serving.personalisation.candidates.CandidateSource;
import playhouse.serving.personalisation.candidates.Viewer;
import playhouse.serving.personalisation.tagging.TagsApi;
import playhouse.serving.personalisation.texts.TextVectors;

/**
 * Titles whose text is about the same as what the person took last, or that have rare tags in
 * common with it: even those nobody took yet.
 */
public final class FromTexts implements CandidateSource {
  private static final int TITLES = 5;

  private final TextVectors texts;
  private final TagsApi tags;

  /** Compares these. */
  public FromTexts(TextVectors texts, TagsApi tags) {
    this.texts = texts;
    this.tags = tags;
  }

  @Override
  public String name() {
    return "text";
  }

  @Override
  public List<Candidate> find(Ask ask, Viewer viewer, int wanted) {
    Map<String, Candidate> found = new HashMap<>();
    for (Seed seed : Seed.of(ask, viewer, TITLES)) {
      for (TextVectors.Near near : texts.near(seed.title())) {
        add(found, near.title(), near.likeness(), seed);
      }
      for (TagsApi.Like like : tags.like(seed.title())) {
        add(found, like.title(), like.likeness(), seed);
      }
    }
    return found.values().stream()
        .sorted(
            Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::title))
        .limit(wanted)
        .toList();
  }

  private static void add(Map<String, Candidate> found, String title, double likeness, Seed seed) {
    Candidate candidate =
        Candidate.of(title, likeness * seed.strength(), Candidate.Why.TEXT, seed.title());
    found.merge(title, candidate, (one, two) -> one.score() >= two.score() ? one : two);
  }
}
