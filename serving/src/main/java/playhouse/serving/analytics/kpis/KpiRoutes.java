package playhouse.serving.analytics.kpis;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.contracts.facts.LiveKpi;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Parameters;
import playhouse.serving.platform.http.Routes;
import playhouse.warehouse.Kpi;

/** Definitions and values of KPIs over HTTP. */
public final class KpiRoutes implements Routes {
  private static final int MOST_POINTS = 10_000;
  private static final int POINTS = 1_000;
  private static final int MOST_LIVE = 1_000;

  private final Definitions definitions;
  private final KpiTable table;
  private final Function<Predicate<LiveKpi>, List<LiveKpi>> live;
  private final List<ZoneId> zones;
  private final String currency;
  private final Clock clock;

  /**
   * Answers from these.
   *
   * @param live what KPIs stand at now
   * @param zones that values are kept in, the usual one first
   * @param currency that money is told in, ISO 4217
   */
  public KpiRoutes(
      Definitions definitions,
      KpiTable table,
      Function<Predicate<LiveKpi>, List<LiveKpi>> live,
      List<ZoneId> zones,
      String currency,
      Clock clock) {
    this.definitions = definitions;
    this.table = table;
    this.live = live;
    this.zones = List.copyOf(zones);
    this.currency = currency;
    this.clock = clock;
  }

  @Override
  public String system() {
    return "S9.2";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/kpis", "The 48 KPIs: what they mean, who owns them.")
            .open()
            .lists()
            .raw(this::definitions),
        Endpoint.get("/v1/kpis/{id}", "The values of a KPI.")
            .may(Role.ANALYST, Role.OPERATOR, Role.SERVICE)
            .filter("from", "First local day on which a period may begin.")
            .filter("to", "Last such day.")
            .filter("grain", "Length of the periods.")
            .filter("by", "A dimension, or one slice of it.")
            .filter("zone", "Zone whose calendar counts.")
            .filter("measure", "Measures, with commas between.")
            .pages(MOST_POINTS, POINTS)
            .raw(this::series));
  }

  private void definitions(Context http) {
    Json.answer(
        http,
        Map.of(
            "items",
            definitions.meanings(),
            "groups",
            definitions.groups(),
            "zones",
            zones.stream().map(ZoneId::getId).toList(),
            "currency",
            currency));
  }

  private void series(Context http) {
    Kpi kpi = definitions.find(http.pathParam("id"));
    Question question = Question.of(http, kpi, zones, clock);
    Optional<Cursor> after = Parameters.after(http).map(Cursor::parse);
    int limit = Parameters.number(http, "limit", 1, MOST_POINTS, POINTS);
    Json.answer(http, answer(kpi, question, table.read(question, after, limit)));
  }

  private Series answer(Kpi kpi, Question question, Page page) {
    List<Series.Value> values = new ArrayList<>();
    page.points().forEach(point -> values.add(Series.Value.of(point)));
    if (!page.more()) {
      values.addAll(now(question));
    }
    return new Series(
        kpi.id(),
        kpi.label().zh(),
        kpi.label().en(),
        kpi.label().unit(),
        kpi.version(),
        question.zone(),
        question.grain().word(),
        question.from().toString(),
        question.to().toString(),
        question.by(),
        Long.toString(page.snapshot()),
        Series.Freshness.of(page),
        values,
        next(page));
  }

  private static @Nullable String next(Page page) {
    if (!page.more()) {
      return null;
    }
    Point last = page.points().get(page.points().size() - 1);
    return Cursor.after(page.snapshot(), last).text();
  }

  /** Live values of the periods asked for, if the last of them goes on until now. */
  private List<Series.Value> now(Question question) {
    ZoneId zone = ZoneId.of(question.zone());
    LocalDate today = LocalDate.now(clock.withZone(zone));
    if (question.to().isBefore(today)) {
      return List.of();
    }
    LocalDate current = question.grain().first(today);
    return live
        .apply(
            kpi ->
                kpi.getKpi().equals(question.kpi())
                    && kpi.getZone().equals(question.zone())
                    && kpi.getGrain().equals(question.grain().word())
                    && question.wants(kpi.getBy())
                    && (question.measures().isEmpty()
                        || question.measures().contains(kpi.getMeasure()))
                    && LocalDate.ofInstant(kpi.getStarted(), zone).equals(current)
                    && !current.isBefore(question.from()))
        .stream()
        .limit(MOST_LIVE)
        .map(kpi -> Series.Value.of(kpi, current))
        .toList();
  }
}
