package playhouse.batch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import playhouse.batch.ads.AdReports;
import playhouse.batch.candidates.CandidatesJobs;
import playhouse.batch.care.TableCareJob;
import playhouse.batch.core.CoreJobs;
import playhouse.batch.factory.FactoryJobs;
import playhouse.batch.kpi.DailyKpisJob;
import playhouse.batch.lineage.StreamLineageJob;
import playhouse.batch.profiles.ProfilesJobs;
import playhouse.batch.quality.QualityJob;
import playhouse.batch.ranking.TrainRankerJob;
import playhouse.batch.titles.TitleJobs;
import playhouse.batch.training.TrainingJobs;
import playhouse.batch.valuation.ValuationJobs;

/** The jobs by name, in the order in which a night runs them. */
public record Jobs(List<Job> inOrder) {

  public static Jobs all() {
    List<Job> jobs = new ArrayList<>(CoreJobs.all());
    jobs.add(new DailyKpisJob());
    jobs.add(AdReports.job());
    jobs.addAll(TitleJobs.all());
    jobs.add(new QualityJob());
    jobs.addAll(ProfilesJobs.all());
    jobs.addAll(TrainingJobs.all());
    jobs.addAll(CandidatesJobs.all());
    jobs.addAll(ValuationJobs.all());
    jobs.addAll(FactoryJobs.all());
    jobs.add(TrainRankerJob.ofTheNight());
    jobs.add(new StreamLineageJob());
    jobs.add(new TableCareJob());
    return new Jobs(List.copyOf(jobs));
  }

  /** Those that make core tables. */
  public List<Job> ofCore() {
    Set<String> core = new HashSet<>(CoreJobs.all().stream().map(Job::name).toList());
    return inOrder.stream().filter(job -> core.contains(job.name())).toList();
  }

  public Optional<Job> find(String name) {
    return inOrder.stream().filter(job -> job.name().equals(name)).findFirst();
  }

  /** The same with another job of a name. */
  Jobs with(Job other) {
    return new Jobs(
        inOrder.stream().map(job -> job.name().equals(other.name()) ? other : job).toList());
  }

  /** What a job needs, and what that needs, in the order of a night. */
  public List<Job> before(Job job) {
    return with(List.of(job)).stream().filter(other -> !other.equals(job)).toList();
  }

  /** Some jobs and all that they need, in the order of a night. */
  List<Job> with(Collection<Job> wanted) {
    Set<String> needed = new HashSet<>();
    for (Job job : wanted) {
      needed.add(job.name());
      addNeeds(job, needed);
    }
    return inOrder.stream().filter(job -> needed.contains(job.name())).toList();
  }

  private void addNeeds(Job job, Set<String> needed) {
    for (String name : job.needs()) {
      if (needed.add(name)) {
        find(name).ifPresent(other -> addNeeds(other, needed));
      }
    }
  }
}
