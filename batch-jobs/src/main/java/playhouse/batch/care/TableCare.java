package playhouse.batch.care;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateProperties;
import playhouse.batch.Lake;

/**
 * The care of one table, a step at a time. Each step ends in commits of its own, which Iceberg
 * makes whole or not at all and tries again when a writer was faster: so it may be killed anywhere,
 * and nobody waits for it.
 *
 * @param name of the table, with its namespace
 * @param named snapshots that others name
 */
record TableCare(Lake lake, String name, Named named, CarePolicy policy, Instant now) {
  /**
   * A metadata file is written with every commit; the old ones go with the next. Who loses against
   * a faster writer tries again often and soon: Iceberg's own 4 times are lost to one that commits
   * without a pause.
   */
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "write.metadata.compression-codec",
          "gzip",
          "write.metadata.delete-after-commit.enabled",
          "true",
          "write.metadata.previous-versions-max",
          "20",
          "commit.retry.num-retries",
          "20",
          "commit.retry.max-wait-ms",
          "2000");

  Cared run() {
    Table table = lake.iceberg(name);
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    // Writers go on meanwhile, into closed days too: theirs is the next care's.
    Snapshot newest = table.currentSnapshot();
    long last = newest == null ? 0 : newest.sequenceNumber();
    TableState before = TableState.of(table, today, last);
    setProperties(table);
    Retention.of(name).ifPresent(retention -> retention.apply(table, policy, now));
    int tagged = 0;
    for (String kind : List.of(Named.KPI, Named.MODEL)) {
      tagged += new Tags(table, policy.tags(), now).run(kind, named.of(kind, name));
    }
    Compaction.Result compacted = new Compaction(lake, table, today).run();
    table.refresh();
    long manifests = new ManifestCare(lake, table).run();
    table.refresh();
    int expired = new Expiry(table, named.takenUpFrom(name), policy, now).run();
    table.refresh();
    long orphans = new Orphans(lake, name, table, policy, now).run();
    table.refresh();
    TableState after = TableState.of(table, today, last);
    List<String> broken = Bounds.of(policy).broken(after);
    return new Cared(
        name, before, after, compacted.files(), manifests, tagged, expired, orphans, broken);
  }

  private static void setProperties(Table table) {
    Map<String, String> missing = new HashMap<>(PROPERTIES);
    missing.entrySet().removeIf(e -> e.getValue().equals(table.properties().get(e.getKey())));
    if (!missing.isEmpty()) {
      UpdateProperties update = table.updateProperties();
      missing.forEach(update::set);
      update.commit();
    }
  }
}
