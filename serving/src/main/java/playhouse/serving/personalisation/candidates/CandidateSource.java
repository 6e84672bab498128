package playhouse.serving.personalisation.candidates;

import java.util.List;

/** Somewhere that candidates come from. */
public interface CandidateSource {
  /** Its name in answers, facts and metrics. */
  String name();

  /** Titles for a person, best first, not yet filtered; empty if it has nothing to say. */
  List<Candidate> find(Ask ask, Viewer viewer, int wanted);

  /**
   * Whether it may have to wait for somebody; then it is asked by another thread, which is not
   * waited for longer than the budget allows. What lies in memory is there sooner than a thread.
   */
  default boolean mayWait() {
    return false;
  }
}
