package playhouse.batch.profiles;

import java.util.List;
import playhouse.batch.Job;

/** The job of this package. */
public final class ProfilesJobs {
  private ProfilesJobs() {}

  public static List<Job> all() {
    return List.of(new ProfilesJob());
  }
}
