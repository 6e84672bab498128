package playhouse.serving.analytics.lineage;

import io.javalin.http.Context;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.serving.analytics.kpis.Definitions;
import playhouse.serving.analytics.kpis.KpiTable;
import playhouse.serving.analytics.kpis.Point;
import playhouse.serving.analytics.kpis.Question;
import playhouse.serving.analytics.lake.LakeCatalog;
import playhouse.serving.analytics.lake.LakeTable;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Parameters;
import playhouse.serving.platform.http.Routes;
import playhouse.warehouse.Grain;
import playhouse.warehouse.Kpi;

/** Where a value of a KPI comes from, over HTTP. */
public final class LineageRoutes implements Routes {
  private static final int MOST_POINTS = 1_000;

  private final Definitions definitions;
  private final KpiTable table;
  private final Trace trace;
  private final List<ZoneId> zones;

  /**
   * Answers from these.
   *
   * @param lineage what runs read and wrote
   * @param zones that values are kept in, the usual one first
   */
  public LineageRoutes(
      Definitions definitions,
      KpiTable table,
      LakeCatalog lake,
      LakeTable lineage,
      List<ZoneId> zones) {
    this.definitions = definitions;
    this.table = table;
    this.trace = new Trace(lake, new Runs(lineage));
    this.zones = List.copyOf(zones);
  }

  /**
   * Values of a period and what they were made of, as JSON has it.
   *
   * @param made_from datasets that the run which computed them had read
   * @param sources those and all that they are made of, back to raw tables
   */
  record Answer(
      String kpi,
      int version,
      String zone,
      String grain,
      String day,
      String run_id,
      @Nullable String cut_off,
      @Nullable String computed_at,
      List<String> made_from,
      List<Source> sources) {}

  @Override
  public String system() {
    return "S9.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/lineage/kpi/{id}", "The way back from a value to its events.")
            .may(Role.ANALYST, Role.OPERATOR, Role.SERVICE)
            .filter("day", "The day, or one of the period.")
            .filter("grain", "Length of the period.")
            .filter("zone", "Zone whose calendar counts.")
            .raw(this::kpi));
  }

  private void kpi(Context http) {
    Kpi kpi = definitions.find(http.pathParam("id"));
    String zone = Question.zone(Parameters.text(http, "zone").orElse(zones.get(0).getId()), zones);
    Grain grain =
        Parameters.text(http, "grain")
            .map(word -> Question.grain(word, kpi))
            .orElse(Question.usual(kpi));
    if (Parameters.text(http, "day").isEmpty()) {
      throw Refusal.bad("day", "must be given: a day such as 2026-01-02");
    }
    LocalDate day = grain.first(Parameters.day(http, "day", LocalDate.EPOCH));
    Question question = new Question(kpi.id(), List.of(), zone, grain, day, day, "");
    List<Point> points = table.read(question, MOST_POINTS).points();
    if (points.isEmpty()) {
      throw Refusal.missing(
          "%s has no value for the %s of %s in %s".formatted(kpi.id(), grain.word(), day, zone));
    }
    // All measures of a period are computed by one run.
    Point point = points.get(points.size() - 1);
    List<Dataset> read = datasets(point.snapshots());
    Json.answer(
        http,
        new Answer(
            kpi.id(),
            point.version(),
            zone,
            grain.word(),
            day.toString(),
            point.runId(),
            point.cutOff().map(Instant::toString).orElse(null),
            point.computedAt().map(Instant::toString).orElse(null),
            read.stream().map(Dataset::text).toList(),
            trace.of(read)));
  }

  /** Reads {@code core.plays=7,core.people=9}. */
  private static List<Dataset> datasets(String snapshots) {
    return Arrays.stream(snapshots.split(","))
        .filter(one -> one.contains("="))
        .map(one -> one.split("=", 2))
        .map(parts -> new Dataset(parts[0], Long.parseLong(parts[1])))
        .toList();
  }
}
