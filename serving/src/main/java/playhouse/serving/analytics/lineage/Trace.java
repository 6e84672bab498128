package playhouse.serving.analytics.lineage;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;
import playhouse.serving.analytics.lake.LakeCatalog;

/** Follows snapshots back to the raw tables, and those to offsets of the log. */
final class Trace {
  private static final String RAW = "raw.";
  private static final String OFFSETS = "playhouse.offsets";
  private static final int MOST_SOURCES = 500;

  private final LakeCatalog catalog;
  private final Runs runs;

  Trace(LakeCatalog catalog, Runs runs) {
    this.catalog = catalog;
    this.runs = runs;
  }

  /** What these are made of, they themselves first; each once. */
  List<Source> of(List<Dataset> datasets) {
    Map<String, Optional<Table>> tables = new HashMap<>();
    Set<Dataset> known = new LinkedHashSet<>(datasets);
    Deque<Dataset> open = new ArrayDeque<>(datasets);
    List<Source> sources = new ArrayList<>();
    while (!open.isEmpty() && sources.size() < MOST_SOURCES) {
      Dataset dataset = open.remove();
      Optional<Table> table = tables.computeIfAbsent(dataset.table(), catalog::table);
      Optional<Run> run = table.flatMap(there -> behind(there, dataset));
      sources.add(source(table, dataset, run));
      run.ifPresent(wrote -> wrote.inputs().stream().filter(known::add).forEach(open::add));
    }
    return sources;
  }

  private Optional<Run> behind(Table table, Dataset dataset) {
    return dataset.table().startsWith(RAW) ? Optional.empty() : runs.behind(table, dataset);
  }

  private static Source source(Optional<Table> table, Dataset dataset, Optional<Run> run) {
    Snapshot snapshot = table.map(there -> there.snapshot(dataset.snapshot())).orElse(null);
    return new Source(
        dataset.text(),
        dataset.table(),
        Long.toString(dataset.snapshot()),
        snapshot == null ? null : Instant.ofEpochMilli(snapshot.timestampMillis()).toString(),
        run.map(Run::job).orElse(null),
        run.map(Run::runId).orElse(null),
        table.map(there -> offsets(there, snapshot)).orElse(null),
        run.stream().flatMap(wrote -> wrote.inputs().stream()).map(Dataset::text).toList());
  }

  /** Of the snapshot, or of the newest before it that says so: care does not. */
  private static @Nullable String offsets(Table table, @Nullable Snapshot newest) {
    Snapshot snapshot = newest;
    while (snapshot != null) {
      String offsets = snapshot.summary().get(OFFSETS);
      if (offsets != null) {
        return offsets;
      }
      snapshot = snapshot.parentId() == null ? null : table.snapshot(snapshot.parentId());
    }
    return null;
  }
}
