package playhouse.batch;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import playhouse.batch.core.CoreJobs;
import playhouse.batch.kpi.DailyKpisJob;
import playhouse.warehouse.Kpi;

/** Nights of core tables and KPIs, one after another. */
record Nights(Lake lake) {
  private static final Set<String> TOLD =
      Set.of(
          "K1.3", "K2.1", "K2.2", "K3.1", "K3.4", "K4.1", "K4.4", "K5.2", "K5.3", "K6.1", "K6.2",
          "K10.2");

  /** Takes up what changed; the days that each job wrote. */
  Map<String, NavigableSet<LocalDate>> next(String runId) {
    return run(runId, Optional.empty());
  }

  Map<String, NavigableSet<LocalDate>> again(String runId, DayRange days) {
    return run(runId, Optional.of(days));
  }

  private Map<String, NavigableSet<LocalDate>> run(String runId, Optional<DayRange> days) {
    Request request = new Request(days, LakeHouse.NOW, runId);
    Map<String, NavigableSet<LocalDate>> written = new TreeMap<>();
    for (Job job : jobs()) {
      JobRun run = JobRun.of(job, lake, request, InstantSource.system());
      written.put(job.name(), run.outcome().days());
    }
    return written;
  }

  private static List<Job> jobs() {
    List<Job> jobs = new java.util.ArrayList<>(CoreJobs.all());
    jobs.add(new DailyKpisJob(kpis()));
    return jobs;
  }

  /** Of every kind of reach and grain some: what all of them come to, the demo's proof tells. */
  static List<Kpi> kpis() {
    return Kpi.all().stream().filter(kpi -> TOLD.contains(kpi.id())).toList();
  }

  /** The content of a table, without what tells runs apart. */
  List<String> content(String table) {
    return lake
        .table(table)
        .drop("cut_off", "snapshots", "run_id", "computed_at")
        .toJSON()
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }
}
