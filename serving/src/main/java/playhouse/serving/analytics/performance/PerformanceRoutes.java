package playhouse.serving.analytics.performance;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import playhouse.contracts.Role;
import playhouse.serving.analytics.kpis.Question;
import playhouse.serving.analytics.lake.LakeCatalog;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Parameters;
import playhouse.serving.platform.http.Routes;

/** How titles do, over HTTP. */
public final class PerformanceRoutes implements Routes {
  private static final int DAYS = 28;
  private static final int MOST_DAYS = 366;
  private static final int MOST = 200;
  private static final int USUAL = 50;

  private final TitleTables tables;
  private final List<ZoneId> zones;
  private final Clock clock;

  /** Answers from that lake. */
  public PerformanceRoutes(LakeCatalog lake, List<ZoneId> zones, Clock clock) {
    this.tables = new TitleTables(lake, clock);
    this.zones = List.copyOf(zones);
    this.clock = clock;
  }

  @Override
  public String system() {
    return "S9.4";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/performance", "The titles most watched in some days, most first.")
            .may(Role.ANALYST, Role.OPERATOR, Role.SERVICE)
            .filter("from", "First local day; 28 days back if not said.")
            .filter("to", "Last local day; today if not said.")
            .filter("zone", "Zone whose days count.")
            .filter("limit", "How many at most: 1 to 200.")
            .raw(this::most),
        Endpoint.get("/v1/titles/{id}/performance", "How a title did, day by day.")
            .may(Role.ANALYST, Role.OPERATOR, Role.SERVICE)
            .filter("from", "First local day; 28 days back if not said.")
            .filter("to", "Last local day; today if not said.")
            .filter("zone", "Zone whose days count.")
            .raw(this::one));
  }

  private void most(Context http) {
    Days days = days(http);
    int limit = Parameters.number(http, "limit", 1, MOST, USUAL);
    Json.answer(http, Map.of("items", tables.most(days.zone(), days.from(), days.to(), limit)));
  }

  private void one(Context http) {
    Days days = days(http);
    Json.answer(http, tables.of(http.pathParam("id"), days.zone(), days.from(), days.to()));
  }

  private record Days(String zone, LocalDate from, LocalDate to) {}

  private Days days(Context http) {
    String zone = Question.zone(Parameters.text(http, "zone").orElse(zones.get(0).getId()), zones);
    LocalDate to = Parameters.day(http, "to", LocalDate.now(clock.withZone(ZoneId.of(zone))));
    LocalDate from = Parameters.day(http, "from", to.minusDays(DAYS - 1));
    if (from.isAfter(to) || ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
      throw Refusal.bad("from", "must be at most " + (MOST_DAYS - 1) + " days before to");
    }
    return new Days(zone, from, to);
  }
}
