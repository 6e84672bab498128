package playhouse.batch.care;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.batch.Job;
import playhouse.batch.Lake;
import playhouse.batch.Outcome;
import playhouse.batch.Request;

/**
 * The job {@code table-care}: every table of the lake, one after another; how each looks afterwards
 * is added to {@code ops.table_care}. Fails, once all are done, if one could not be cared for or
 * still exceeds its {@link Bounds}.
 */
public record TableCareJob() implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(TableCareJob.class);
  private static final List<String> NAMESPACES = List.of("raw", "core", "mart", "ops");
  private static final String REPORT = "ops.table_care";

  @Override
  public String name() {
    return "table-care";
  }

  @Override
  public String purpose() {
    return "Small files together, old snapshots and orphans away, bounds checked: ops.table_care.";
  }

  /** It cares for the tables that others write. */
  @Override
  public boolean alone() {
    return true;
  }

  @Override
  public Outcome run(Lake lake, Request request) {
    CarePolicy policy = CarePolicy.of(lake.settings());
    Instant now = request.now();
    Named named = Named.since(lake, now.minus(policy.tags()));
    List<Cared> cared = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (String table : tables(lake)) {
      try {
        Cared one = new TableCare(lake, table, named, policy, now).run();
        cared.add(one);
        one.broken().forEach(what -> failures.add(table + " has " + what));
      } catch (Exception e) {
        // The others need their care all the same, and the job fails in the end; Exception, for
        // Spark throws its checked ones undeclared.
        LOG.error("care of {} failed", table, e);
        failures.add(table + ": " + e);
      }
    }
    report(lake, request, cared);
    if (!failures.isEmpty()) {
      throw new IllegalStateException(String.join("; ", failures));
    }
    return Outcome.of(Map.of(), cared.size(), summary(cared));
  }

  private static List<String> tables(Lake lake) {
    return NAMESPACES.stream()
        .flatMap(
            space ->
                lake.spark().sql("SHOW TABLES IN " + space).collectAsList().stream()
                    .map(row -> space + "." + row.getString(1)))
        .sorted()
        .toList();
  }

  private static String summary(List<Cared> cared) {
    return String.format(
        Locale.ROOT,
        "%d files and %d manifests written together, %d tags, %d snapshots and %d orphans gone",
        cared.stream().mapToLong(Cared::compacted).sum(),
        cared.stream().mapToLong(Cared::manifests).sum(),
        cared.stream().mapToLong(Cared::tagged).sum(),
        cared.stream().mapToLong(Cared::expired).sum(),
        cared.stream().mapToLong(Cared::orphans).sum());
  }

  private static void report(Lake lake, Request request, List<Cared> cared) {
    List<Row> rows = cared.stream().map(one -> row(request, one)).toList();
    Lake.append(lake.spark().createDataFrame(rows, lake.table(REPORT).schema()), REPORT);
  }

  private static Row row(Request request, Cared cared) {
    TableState after = cared.after();
    return RowFactory.create(
        request.runId(),
        request.now(),
        cared.table(),
        after.files(),
        after.mostFiles(),
        (long) after.manifests(),
        (long) after.snapshots(),
        after.tags(),
        after.metadataBytes(),
        cared.before().files(),
        cared.compacted(),
        (long) cared.expired(),
        cared.orphans(),
        String.join("; ", cared.broken()));
  }
}
