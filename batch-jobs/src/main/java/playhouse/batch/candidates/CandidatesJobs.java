package playhouse.batch.candidates;

import java.util.List;
import playhouse.batch.Job;

/** The job of this package. */
public final class CandidatesJobs {
  private CandidatesJobs() {}

  public static List<Job> all() {
    return List.of(new CandidatesJob());
  }
}
