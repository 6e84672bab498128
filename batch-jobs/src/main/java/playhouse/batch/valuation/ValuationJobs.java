package playhouse.batch.valuation;

import java.util.List;
import playhouse.batch.Job;

/** The jobs of this package. */
public final class ValuationJobs {
  private ValuationJobs() {}

  public static List<Job> all() {
    return List.of(new ValuationJob(), new PreferenceJob());
  }
}
