package playhouse.serving.personalisation.candidates;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What many people took, by the nightly lists. */
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

  /** The lists of the viewer's catalogues, then the one of the catalogue used last. */
  @Override
  public List<Candidate> find(Ask ask, Viewer viewer, int wanted) {
    return Stream.concat(
            viewer.catalogues().stream().sorted().map(catalogue -> SLICE + ":" + catalogue),
            Stream.of(SLICE))
        .flatMap(slice -> lists.find(slice).stream())
        .map(
            scored ->
                new Candidate(
                    scored.getTitle(), scored.getScore(), Candidate.Why.POPULAR, Optional.empty()))
        .toList();
  }
}
