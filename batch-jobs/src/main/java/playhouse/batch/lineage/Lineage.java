package playhouse.batch.lineage;

import io.openlineage.client.OpenLineage.RunEvent.EventType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import playhouse.batch.Lake;
import playhouse.contracts.lineage.LineageEvent;

/**
 * What is told of one run of one job: kept in {@code ops.lineage}, and posted to whoever the
 * settings name.
 *
 * <p>The way back from a number: its row in {@code mart.kpi_daily} names the run and the snapshots
 * of core tables that it was computed from. The run that wrote a snapshot, and what it had read:
 *
 * <pre>{@code
 * SELECT l.job, l.run_id, i.name, i.snapshot
 * FROM ops.lineage l LATERAL VIEW explode(l.outputs) o AS o LATERAL VIEW explode(l.inputs) i AS i
 * WHERE o.name = 'core.plays' AND o.snapshot = 123
 * }</pre>
 *
 * <p>A snapshot that was read need not be one that a run wrote last: the newest that is not newer
 * counts. From a raw snapshot to Kafka: each commit of the lake writer says, of each partition of
 * the topic, the offset before which everything is in the lake with it ({@code playhouse.offsets}:
 * partition:offset, by comma). An event is there by the first commit that says more than its own
 * offset, some with the one before. In Spark:
 *
 * <pre>{@code
 * SELECT snapshot_id, committed_at, summary['playhouse.checkpoint'] AS checkpoint,
 *   lag(summary['playhouse.offsets']) OVER (ORDER BY committed_at) AS from_offsets,
 *   summary['playhouse.offsets'] AS to_offsets
 * FROM raw.playback.snapshots WHERE summary['playhouse.offsets'] IS NOT NULL
 * }</pre>
 *
 * <p>In Trino the table is {@code raw."playback$snapshots"} and a missing key is read with {@code
 * element_at(summary, 'playhouse.offsets')}.
 *
 * @param runId of the night's run
 */
public record Lineage(Lake lake, String runId, String job) {
  /** Beside tables, a run writes down the versions of what it followed. */
  private static final Pattern TABLE = Pattern.compile("(raw|core|mart|ops)\\.\\w+");

  /** That it begins; the table is told of it in the end, in one commit. */
  public LineageEvent start(Instant time) {
    lake.newSnapshots().take();
    LineageEvent start = event(time, EventType.START, Map.of(), Map.of(), Optional.empty());
    lake.lineagePost().send(start.json());
    return start;
  }

  /** That it has ended well, having read these. */
  public void complete(LineageEvent start, Instant time, Map<String, Long> inputs) {
    Map<String, Long> read = new TreeMap<>(inputs);
    read.keySet().removeIf(name -> !TABLE.matcher(name).matches());
    tell(start, event(time, EventType.COMPLETE, read, written(), Optional.empty()));
  }

  /** That it has failed; what it had written until then is named. */
  public void fail(LineageEvent start, Instant time, String why) {
    tell(start, event(time, EventType.FAIL, Map.of(), written(), Optional.of(why)));
  }

  private LineageEvent event(
      Instant time,
      EventType type,
      Map<String, Long> read,
      Map<String, Long> written,
      Optional<String> why) {
    return new LineageEvent(
        time,
        type,
        UUID.nameUUIDFromBytes((runId + "/" + job).getBytes(StandardCharsets.UTF_8)),
        new LineageEvent.Job(job, LineageEvent.Engine.SPARK),
        tables(read),
        tables(written),
        why);
  }

  private static List<LineageEvent.Dataset> tables(Map<String, Long> snapshots) {
    return snapshots.entrySet().stream()
        .map(each -> LineageEvent.Dataset.table(each.getKey(), each.getValue()))
        .toList();
  }

  private Map<String, Long> written() {
    Map<String, Long> written = new TreeMap<>(lake.newSnapshots().take());
    written.remove(LineageTable.NAME);
    return written;
  }

  private void tell(LineageEvent start, LineageEvent end) {
    new LineageTable(lake.iceberg(LineageTable.NAME)).add(runId, List.of(start, end));
    lake.lineagePost().send(end.json());
  }
}
