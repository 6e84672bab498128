package playhouse.serving.personalisation.sources;

import java.util.List;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Candidate;
import playhouse.serving.personalisation.candidates.CandidateSource;
import playhouse.serving.personalisation.candidates.Viewer;

/** What the person began and did not finish, latest first; for the rows of the first page. */
public final class FromUnfinished implements CandidateSource {
  /** Its name. */
  public static final String NAME = "continue";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Candidate> find(Ask ask, Viewer viewer, int wanted) {
    if (ask.surface() != Ask.Surface.HOME_ROWS) {
      return List.of();
    }
    return viewer.unfinished().stream()
        .limit(wanted)
        .map(stop -> Candidate.of(stop.title(), stop.share(), Candidate.Why.CONTINUE))
        .toList();
  }
}
