package playhouse.serving.analytics.upkeep;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;
import static org.apache.iceberg.expressions.Expressions.alwaysTrue;
import static org.apache.iceberg.expressions.Expressions.greaterThanOrEqual;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import playhouse.contracts.Family;
import playhouse.serving.analytics.lake.LakeCatalog;
import playhouse.serving.analytics.lake.LakeRows;
import playhouse.serving.analytics.upkeep.Upkeep.Arrival;
import playhouse.serving.analytics.upkeep.Upkeep.Check;
import playhouse.serving.analytics.upkeep.Upkeep.Health;
import playhouse.serving.analytics.upkeep.Upkeep.Kept;
import playhouse.serving.analytics.upkeep.Upkeep.Model;
import playhouse.serving.analytics.upkeep.Upkeep.Ran;
import playhouse.serving.analytics.upkeep.Upkeep.Refused;

/** The tables of {@code ops}; one that is not there yet has nothing to say. */
final class UpkeepTables {
  private static final int DAYS = 7;
  private static final int RUNS = 100;
  private static final int MODELS = 50;

  private final LakeCatalog lake;
  private final Clock clock;

  UpkeepTables(LakeCatalog lake, Clock clock) {
    this.lake = lake;
    this.clock = clock;
  }

  Upkeep read() {
    return new Upkeep(kept(), arrivals(), rejects(), runs(), models(), health(), checks());
  }

  private List<Kept> kept() {
    Map<String, Kept> newest = new HashMap<>();
    rows(
        "ops.table_care",
        since("cared_at", 31),
        row -> {
          Kept kept =
              new Kept(
                  text(row, "table_name"),
                  text(row, "cared_at"),
                  number(row, "files"),
                  number(row, "snapshots"),
                  number(row, "tags"),
                  number(row, "metadata_bytes"),
                  text(row, "broken"));
          newest.merge(
              kept.table(), kept, (a, b) -> a.caredAt().compareTo(b.caredAt()) >= 0 ? a : b);
        });
    return sorted(newest.values(), comparing(Kept::files, reverseOrder()));
  }

  private List<Arrival> arrivals() {
    List<Arrival> arrivals = new ArrayList<>();
    for (Family family : Family.values()) {
      String name = "raw." + family.name().toLowerCase(java.util.Locale.ROOT);
      lake.table(name)
          .map(Table::currentSnapshot)
          .map(at -> arrival(name, at))
          .ifPresent(arrivals::add);
    }
    return arrivals;
  }

  private static Arrival arrival(String name, Snapshot snapshot) {
    Function<String, Long> told = key -> Long.parseLong(snapshot.summary().getOrDefault(key, "0"));
    return new Arrival(
        name,
        Instant.ofEpochMilli(snapshot.timestampMillis()).toString(),
        told.apply("added-records"),
        told.apply("total-records"),
        told.apply("total-data-files"));
  }

  private List<Refused> rejects() {
    Map<Refused, Long> counts = new HashMap<>();
    rows(
        "ops.rejects",
        since("received", DAYS),
        row ->
            counts.merge(
                new Refused(
                    text(row, "received").substring(0, 10),
                    text(row, "family"),
                    text(row, "reason"),
                    0),
                1L,
                Long::sum));
    List<Refused> refused = new ArrayList<>();
    counts.forEach(
        (of, count) -> refused.add(new Refused(of.day(), of.family(), of.reason(), count)));
    refused.sort(
        comparing(Refused::day, reverseOrder()).thenComparing(Refused::count, reverseOrder()));
    return refused;
  }

  private List<Ran> runs() {
    List<Ran> runs = new ArrayList<>();
    rows(
        "ops.job_runs",
        since("started_at", DAYS),
        row ->
            runs.add(
                new Ran(
                    text(row, "run_id"),
                    text(row, "job"),
                    text(row, "started_at"),
                    text(row, "finished_at"),
                    text(row, "status"),
                    number(row, "written_rows"),
                    text(row, "detail"))));
    return sorted(runs, comparing(Ran::startedAt, reverseOrder())).stream().limit(RUNS).toList();
  }

  /** Of each version the stage that it came to last. */
  private List<Model> models() {
    Map<String, Record> newest = new HashMap<>();
    rows(
        "ops.model_stages",
        alwaysTrue(),
        row ->
            newest.merge(
                text(row, "name") + "/" + text(row, "version"),
                row.copy(),
                (a, b) -> number(a, "step") >= number(b, "step") ? a : b));
    List<Model> models = new ArrayList<>();
    newest
        .values()
        .forEach(
            row ->
                models.add(
                    new Model(
                        text(row, "name"),
                        text(row, "version"),
                        text(row, "stage"),
                        text(row, "since"),
                        text(row, "reason"))));
    return sorted(models, comparing(Model::since, reverseOrder())).stream().limit(MODELS).toList();
  }

  /** The newest day of each thing measured. */
  private List<Health> health() {
    Map<String, Health> newest = new HashMap<>();
    rows(
        "ops.model_health",
        sinceDay(60),
        row -> {
          Health health =
              new Health(
                  text(row, "day"),
                  text(row, "name"),
                  text(row, "version"),
                  text(row, "measure"),
                  text(row, "subject"),
                  Optional.ofNullable((Double) row.getField("value")),
                  Optional.ofNullable((Double) row.getField("high")),
                  Optional.ofNullable((Boolean) row.getField("passed")));
          newest.merge(
              health.model() + "/" + health.measure() + "/" + health.subject(),
              health,
              (a, b) -> a.day().compareTo(b.day()) >= 0 ? a : b);
        });
    return sorted(
        newest.values(),
        comparing(Health::model).thenComparing(Health::measure).thenComparing(Health::subject));
  }

  private List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    rows(
        "ops.quality",
        sinceDay(DAYS),
        row -> {
          if (Boolean.FALSE.equals(row.getField("passed"))) {
            checks.add(
                new Check(
                    text(row, "day"),
                    text(row, "table_name"),
                    text(row, "rule"),
                    number(row, "checked"),
                    number(row, "failed")));
          }
        });
    return sorted(checks, comparing(Check::day, reverseOrder()).thenComparing(Check::table));
  }

  private void rows(String name, Expression where, Consumer<Record> taker) {
    Optional<Table> table = lake.table(name);
    Optional<Snapshot> snapshot = table.map(Table::currentSnapshot);
    if (snapshot.isPresent()) {
      Table found = table.orElseThrow();
      List<String> columns =
          found.schema().columns().stream()
              .map(column -> column.name())
              .filter(column -> !column.equals("original") && !column.equals("json"))
              .toList();
      LakeRows.read(found, snapshot.get().snapshotId(), where, columns, taker);
    }
  }

  private Expression since(String column, int days) {
    Instant then = clock.instant().minus(days, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS);
    return greaterThanOrEqual(column, then.toString().replace("Z", "+00:00"));
  }

  private Expression sinceDay(int days) {
    return greaterThanOrEqual(
        "day", LocalDate.now(clock.withZone(ZoneOffset.UTC)).minusDays(days).toString());
  }

  private static String text(Record row, String column) {
    Object value = row.getField(column);
    return value == null ? "" : value.toString();
  }

  private static long number(Record row, String column) {
    Object value = row.getField(column);
    return value instanceof Number told ? told.longValue() : 0;
  }

  private static <T> List<T> sorted(
      java.util.Collection<T> found, java.util.Comparator<? super T> order) {
    return found.stream().sorted(order).toList();
  }
}
