package playhouse.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import playhouse.batch.core.CoreJobs;
import playhouse.batch.kpi.DailyKpisJob;

/** The jobs by name, in the order in which a night runs them. */
public record Jobs(List<Job> inOrder) {

  public static Jobs all() {
    List<Job> jobs = new ArrayList<>(CoreJobs.all());
    jobs.add(new DailyKpisJob());
    return new Jobs(List.copyOf(jobs));
  }

  public Optional<Job> find(String name) {
    return inOrder.stream().filter(job -> job.name().equals(name)).findFirst();
  }
}
