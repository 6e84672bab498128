package playhouse.batch.registry;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import playhouse.batch.Lake;
import playhouse.batch.RecordTable;

/** The stages of models' versions, {@code ops.model_stages}: only ever added to. */
record Stages(Lake lake) {
  static final String CANDIDATE = "candidate";
  static final String CHAMPION = "champion";
  static final String RETIRED = "retired";

  private static final String TABLE = "ops.model_stages";
  private static final String[] COLUMNS = {"name", "step", "version", "stage", "since", "reason"};

  /** A version that came to a stage. */
  record Came(long step, String version, String stage) {
    boolean champion() {
      return stage.equals(CHAMPION);
    }
  }

  /** The stage of each version of a model. */
  Map<String, String> now(String name) {
    Map<String, String> stages = new LinkedHashMap<>();
    history(name).forEach(came -> stages.put(came.version(), came.stage()));
    return stages;
  }

  Optional<String> champion(String name) {
    List<Came> history = history(name);
    return history.stream()
        .filter(Came::champion)
        .reduce((earlier, later) -> later)
        .map(Came::version)
        .filter(version -> now(name).getOrDefault(version, "").equals(CHAMPION));
  }

  /** Who was champion before the one that is first became it. */
  Optional<String> before(String name) {
    Optional<String> current = champion(name);
    List<String> champions =
        history(name).stream().filter(Came::champion).map(Came::version).distinct().toList();
    return current
        .map(champions::indexOf)
        .filter(place -> place > 0)
        .map(place -> champions.get(place - 1));
  }

  /** A version that was never heard of becomes a candidate. */
  void candidate(String name, String version, String reason, Instant now, String runId) {
    if (!now(name).containsKey(version)) {
      add(name, Map.of(version, CANDIDATE), reason, now, runId);
    }
  }

  /** A version becomes champion, and who was it retires, in one commit; false if it was it. */
  boolean promote(String name, String version, String reason, Instant now, String runId) {
    Optional<String> current = champion(name);
    if (current.equals(Optional.of(version))) {
      return false;
    }
    Map<String, String> changes = new LinkedHashMap<>();
    current.ifPresent(old -> changes.put(old, RETIRED));
    changes.put(version, CHAMPION);
    add(name, changes, reason, now, runId);
    return true;
  }

  private void add(
      String name, Map<String, String> changes, String reason, Instant now, String runId) {
    long step = history(name).stream().mapToLong(Came::step).max().orElse(0) + 1;
    RecordTable table = new RecordTable(lake.iceberg(TABLE));
    List<Record> rows = new ArrayList<>();
    changes.forEach(
        (version, stage) -> {
          Record row = table.blank();
          row.setField("name", name);
          row.setField("step", step);
          row.setField("version", version);
          row.setField("stage", stage);
          row.setField("since", now.atOffset(ZoneOffset.UTC));
          row.setField("reason", reason);
          row.setField("run_id", runId);
          rows.add(row);
        });
    table.add(rows);
  }

  private List<Came> history(String name) {
    return new RecordTable(lake.iceberg(TABLE))
        .rows(Expressions.equal("name", name), COLUMNS).stream()
            .map(
                row ->
                    new Came(
                        (Long) row.getField("step"),
                        (String) row.getField("version"),
                        (String) row.getField("stage")))
            .sorted(Comparator.comparingLong(Came::step).thenComparing(Came::version))
            .toList();
  }
}
