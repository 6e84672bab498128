package playhouse.serving.advertising.reports;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.contracts.ads.AdCount;
import playhouse.serving.advertising.orders.Owners;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.access.Caller;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Parameters;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** What others counted, and how far from ours it is, over HTTP. */
public final class CountRoutes implements Routes {
  private static final int MOST = 1_000;
  private static final String HEAD = "day,line_item,impressions,clicks";

  private final ServicesDatabase database;
  private final Reports reports;
  private final Owners owners;
  private final Clock clock;

  /** A count. */
  public record Count(
      @NotNull LocalDate day,
      @NotNull @Size(min = 1, max = 100) String lineItem,
      @Min(0) long impressions,
      @Min(0) long clicks) {}

  /** What is told. */
  public record Counts(@NotEmpty @Size(max = MOST) List<@Valid @NotNull Count> counts) {}

  /** How many were taken. */
  public record Taken(int counts) {}

  /** How they differ. */
  public record Discrepancies(List<Discrepancy> items) {}

  /** Answers from there. */
  public CountRoutes(
      ServicesDatabase database, LiveReports live, ClosedDays closed, Owners owners, Clock clock) {
    this.database = database;
    this.owners = owners;
    this.reports = new Reports(live, closed, clock);
    this.clock = clock;
  }

  @Override
  public String system() {
    return ReportRoutes.SYSTEM;
  }

  @Override
  public List<Endpoint> endpoints() {
    Role[] tellers = {Role.ADVERTISER, Role.OPERATOR, Role.SERVICE};
    return List.of(
        Endpoint.post("/v1/ads/counts", "Tells what a bidder or an advertiser counted itself.")
            .may(tellers)
            .takes(
                Counts.class,
                """
                {"counts":[{"day":"2026-11-22","lineItem":"7c0de0f1-0000-4000-8000-000000000001",\
                "impressions":1200,"clicks":7}]}""")
            .gives(Taken.class)
            .write(
                (request, tx) -> take(tx, request.caller(), request.body(Counts.class).counts())),
        Endpoint.post("/v1/ads/counts/csv", "The same as CSV, with the head " + HEAD + ".")
            .may(tellers)
            .gives(Taken.class)
            .write((request, tx) -> take(tx, request.caller(), read(request.bytes()))),
        Endpoint.get("/v1/ads/discrepancies", "How what others counted differs from what we did.")
            .may(Role.ADVERTISER, Role.ANALYST, Role.OPERATOR, Role.SERVICE)
            .filter("from", "First day (UTC); today if not said.")
            .filter("until", "Last day; today if not said.")
            .gives(Discrepancies.class)
            .read(this::discrepancies));
  }

  private Answer take(Handle tx, Caller caller, List<Count> counts) {
    CountStore.put(
        tx,
        counts.stream()
            .map(
                count ->
                    new ToldCount(
                        count.day(),
                        count.lineItem(),
                        caller.subject(),
                        count.impressions(),
                        count.clicks()))
            .toList(),
        clock.instant());
    return Answer.ok(new Taken(counts.size()));
  }

  private Answer discrepancies(Request request) {
    LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    LocalDate until = Parameters.day(request.http(), "until", today);
    LocalDate from = Parameters.day(request.http(), "from", until.isBefore(today) ? until : today);
    ReportRoutes.check(from, until);
    Caller caller = request.caller();
    Map<String, List<ReportRow>> ours =
        reports.of(from, until).rows().stream()
            .filter(ReportRoutes.own(owners, caller))
            .collect(Collectors.groupingBy(row -> By.DAY.key(row) + " " + row.lineItem()));
    List<Discrepancy> items = new ArrayList<>();
    for (ToldCount theirs : database.read(handle -> CountStore.of(handle, from, until))) {
      if (caller.role() != Role.ADVERTISER || theirs.teller().equals(caller.subject())) {
        List<ReportRow> rows = ours.getOrDefault(theirs.day() + " " + theirs.lineItem(), List.of());
        items.add(
            Discrepancy.of(theirs, sum(rows, AdCount.IMPRESSIONS), sum(rows, AdCount.CLICKS)));
      }
    }
    return Answer.ok(new Discrepancies(items));
  }

  private static long sum(List<ReportRow> rows, AdCount count) {
    return rows.stream().mapToLong(row -> row.counts()[count.at()]).sum();
  }

  private static List<Count> read(byte[] csv) {
    List<String> lines =
        new String(csv, StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
    if (lines.size() < 2 || lines.size() > MOST + 1 || !lines.get(0).strip().equals(HEAD)) {
      throw Refusal.bad("body", "must be CSV that begins with " + HEAD + ", of " + MOST + " rows");
    }
    return lines.stream().skip(1).map(CountRoutes::count).toList();
  }

  private static Count count(String line) {
    String[] cells = line.strip().split(",", -1);
    boolean whole =
        cells.length == 4
            && cells[1].matches("[\\w:.-]{1,100}")
            && cells[2].matches("\\d{1,15}")
            && cells[3].matches("\\d{1,15}");
    if (whole) {
      try {
        return new Count(
            LocalDate.parse(cells[0]),
            cells[1],
            Long.parseLong(cells[2]),
            Long.parseLong(cells[3]));
      } catch (DateTimeParseException e) {
        // refused below, as any row is that cannot be read
      }
    }
    throw Refusal.bad("body", "has a row that is not " + HEAD);
  }
}
