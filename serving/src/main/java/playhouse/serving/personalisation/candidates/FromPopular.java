package playhouse.serving.personalisation.candidates;

import java.util.List;
import java.util.Optional;

/** What many people took, by the nightly list. */
public final class FromPopular implements CandidateSource {
  private static final String SLICE = "popular";

  private final CandidateLists lists;

  /** Reads these lists. */
  public FromPopular(CandidateLists lists) {
    this.lists = lists;
  }

  @Override
  public String name() {
    return "popularity";
  }

  @Override
  public List<Candidate> find(Ask ask, Viewer viewer, int wanted) {
    return lists.find(SLICE).stream()
        .map(
            scored ->
                new Candidate(
                    scored.getTitle(), scored.getScore(), Candidate.Why.POPULAR, Optional.empty()))
        .toList();
  }
}
