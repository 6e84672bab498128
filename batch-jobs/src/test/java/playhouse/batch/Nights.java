package playhouse.batch;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import playhouse.batch.kpi.DailyKpisJob;
import playhouse.warehouse.Kpi;

/**
 * Nights of KPIs and the core tables that they read, one after another.
 *
 * @param told ids of the KPIs
 */
record Nights(Lake lake, Set<String> told) {
  private static final Set<String> TOLD =
      Set.of(
          "K1.3", "K2.1", "K2.2", "K3.1", "K3.4", "K4.1", "K4.4", "K5.2", "K5.3", "K6.1", "K6.2",
          "K10.2");

  Nights(Lake lake) {
    this(lake, TOLD);
  }

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

  /** What the KPIs read, what that is made of, the catalogue, and they themselves. */
  private List<Job> jobs() {
    Jobs all = Jobs.all();
    List<Kpi> kpis = kpis(told);
    Set<Job> needed = new HashSet<>();
    needed.add(all.find("titles").orElseThrow());
    for (Kpi kpi : kpis) {
      for (String table : kpi.tables()) {
        String name = table.substring("core.".length()).replace('_', '-');
        Job job = all.find(name).or(() -> all.find("calendar")).orElseThrow();
        needed.add(job);
        needed.addAll(all.before(job));
      }
    }
    List<Job> jobs = new ArrayList<>(all.inOrder().stream().filter(needed::contains).toList());
    jobs.add(new DailyKpisJob(kpis));
    return jobs;
  }

  /** Of every kind of reach and grain some: what all of them come to, the demo's proof tells. */
  static List<Kpi> kpis() {
    return kpis(TOLD);
  }

  private static List<Kpi> kpis(Set<String> ids) {
    return Kpi.all().stream().filter(kpi -> ids.contains(kpi.id())).toList();
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
