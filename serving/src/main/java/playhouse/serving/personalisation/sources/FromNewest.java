package playhouse.serving.personalisation.sources;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Candidate;
import playhouse.serving.personalisation.candidates.CandidateSource;
import playhouse.serving.personalisation.candidates.Viewer;
import playhouse.serving.personalisation.titles.Titles;

/** The catalogue's newest titles: there is always something to show. */
public final class FromNewest implements CandidateSource {
  private final Titles titles;

  /** Reads these titles. */
  public FromNewest(Titles titles) {
    this.titles = titles;
  }

  @Override
  public String name() {
    return "newest";
  }

  @Override
  public List<Candidate> find(Ask ask, Viewer viewer, int wanted) {
    List<String> newest = new ArrayList<>();
    if (viewer.catalogues().isEmpty()) {
      newest.addAll(titles.newest(Optional.empty()));
    }
    viewer.catalogues().forEach(name -> newest.addAll(titles.newest(Optional.of(name))));
    return newest.stream()
        .limit(wanted)
        .map(title -> Candidate.of(title, 0, Candidate.Why.NEW))
        .toList();
  }
}
