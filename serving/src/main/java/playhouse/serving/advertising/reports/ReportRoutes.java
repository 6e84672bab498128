package playhouse.serving.advertising.reports;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.contracts.ads.PeopleSketch;
import playhouse.serving.advertising.orders.Flights;
import playhouse.serving.advertising.orders.Owners;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.access.Caller;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Parameters;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;

/** Reports of ads over HTTP. */
public final class ReportRoutes implements Routes {
  static final String SYSTEM = "S8.3";
  private static final int MOST_DAYS = 92;
  private static final int MOST_LINES = 10_000;

  private final LiveReports live;
  private final Reports reports;
  private final Flights flights;
  private final Owners owners;
  private final Clock clock;

  /**
   * A report.
   *
   * @param asOf when the newest live row was computed; null while there is none
   * @param days where the numbers of each day are from
   * @param reachError relative standard error of a reach of more than 256 people; fewer are exact
   */
  public record Report(
      String by, @Nullable Instant asOf, List<Source> days, double reachError, List<Line> items) {}

  /**
   * A day, and whether it is told as the stream has it (live) or as the batch counted it (lake).
   */
  public record Source(LocalDate day, String source) {}

  /** Answers from there. */
  public ReportRoutes(
      LiveReports live, ClosedDays closed, Flights flights, Owners owners, Clock clock) {
    this.owners = owners;
    this.live = live;
    this.reports = new Reports(live, closed, clock);
    this.flights = flights;
    this.clock = clock;
  }

  @Override
  public String system() {
    return SYSTEM;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/ads/reports", "What came of ads; as CSV to who accepts text/csv.")
            .may(Role.ADVERTISER, Role.ANALYST, Role.OPERATOR, Role.SERVICE)
            .filter("by", "line_item, creative, placement, day or hour; line_item if not said.")
            .filter("from", "First day (UTC), such as 2026-01-02; today if not said.")
            .filter("until", "Last day; today if not said.")
            .filter("lineItem", "Of that line item only.")
            .filter("order", "Of the line items of that order only.")
            .filter("placement", "Of that placement only.")
            .gives(Report.class)
            .read(this::report));
  }

  private Answer report(Request request) {
    By by = By.of(request.query("by").orElse(By.LINE_ITEM.text()));
    LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    LocalDate until = Parameters.day(request.http(), "until", today);
    LocalDate from = Parameters.day(request.http(), "from", until.isBefore(today) ? until : today);
    check(from, until);
    Reports.Found found = reports.of(from, until);
    List<Line> lines = by.lines(found.rows().stream().filter(wanted(request)).toList());
    if (lines.size() > MOST_LINES) {
      throw Refusal.bad("from", "and until must be nearer: this has over " + MOST_LINES + " lines");
    }
    if (request.header("Accept").filter(accept -> accept.contains("text/csv")).isPresent()) {
      byte[] csv = Csv.of(by.text(), lines).getBytes(StandardCharsets.UTF_8);
      return Answer.paper(new Answer.Paper("text/csv; charset=utf-8", csv));
    }
    return Answer.ok(
        new Report(
            by.text(),
            live.asOf().orElse(null),
            found.days().stream().map(day -> new Source(day.day(), day.source())).toList(),
            PeopleSketch.ERROR,
            lines));
  }

  /** An advertiser has to do with its own line items alone; whose each is, is asked once. */
  static Predicate<ReportRow> own(Owners owners, Caller caller) {
    Map<String, Boolean> known = new HashMap<>();
    return row ->
        known.computeIfAbsent(row.advertiser(), advertiser -> owners.mayKnow(caller, advertiser));
  }

  static void check(LocalDate from, LocalDate until) {
    if (from.isAfter(until) || from.plusDays(MOST_DAYS).isBefore(until)) {
      throw Refusal.bad("from", "must be before until, and by " + MOST_DAYS + " days at most");
    }
  }

  private Predicate<ReportRow> wanted(Request request) {
    Optional<String> lineItem = request.query("lineItem");
    Optional<String> placement = request.query("placement");
    Optional<Set<String>> ofOrder = request.query("order").map(this::lineItems);
    return own(owners, request.caller())
        .and(row -> lineItem.isEmpty() || lineItem.get().equals(row.lineItem()))
        .and(row -> placement.isEmpty() || placement.get().equals(row.placement()))
        .and(row -> ofOrder.isEmpty() || ofOrder.get().contains(row.lineItem()));
  }

  private Set<String> lineItems(String order) {
    return flights.now().flights().stream()
        .filter(flight -> flight.lineItem().order().toString().equals(order))
        .map(flight -> flight.lineItem().id().toString())
        .collect(Collectors.toUnmodifiableSet());
  }
}
