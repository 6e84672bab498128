package playhouse.serving.personalisation.candidates;

import java.util.List;

/** One rung of the ladder that candidates come from. */
public interface CandidateSource {
  /** Its name in answers, facts and metrics. */
  String name();

  /** Titles for a person, best first, not yet filtered; empty if it has nothing to say. */
  List<Candidate> find(Ask ask, Viewer viewer, int wanted);
}
