package playhouse.serving.personalisation.sources;

import java.util.List;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Candidate;
import playhouse.serving.personalisation.candidates.CandidateSource;
import playhouse.serving.personalisation.candidates.Viewer;
import playhouse.serving.personalisation.search.SearchIndex;

/** What was searched for. */
public final class FromSearch implements CandidateSource {
  private final SearchIndex index;

  /** In that index. */
  public FromSearch(SearchIndex index) {
    this.index = index;
  }

  @Override
  public String name() {
    return "search";
  }

  @Override
  public List<Candidate> find(Ask ask, Viewer viewer, int wanted) {
    return ask.query().map(query -> index.find(query, wanted)).orElse(List.of()).stream()
        .map(hit -> Candidate.of(hit.title(), hit.score(), Candidate.Why.FOUND))
        .toList();
  }
}
