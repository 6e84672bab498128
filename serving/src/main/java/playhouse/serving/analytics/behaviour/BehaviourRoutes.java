package playhouse.serving.analytics.behaviour;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.serving.analytics.lake.LakeCatalog;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Parameters;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;

/** Funnels, retention and paths over HTTP; days are UTC. */
public final class BehaviourRoutes implements Routes {
  private static final int MOST_DAYS = 92;
  private static final int USUAL_DAYS = 28;
  private static final int DAY_HOURS = 24;
  private static final long HOUR_MICROS = 3_600_000_000L;
  private static final String EXAMPLE =
      "{\"from\":\"2026-11-01\",\"to\":\"2026-11-28\",\"windowHours\":24,\"by\":\"platform\","
          + "\"steps\":[{\"event\":\"playback.start\"},{\"event\":\"like.added\"}]}";

  private final Doings doings;
  private final Clock clock;

  /** A step that is wanted; what is not said is not asked for. */
  record WantedStep(
      @NotNull @Size(min = 1, max = 64) String event,
      @Size(max = 512) @Nullable String title,
      @JsonPropertyDescription("Of page.viewed: which.") @Size(max = 512) @Nullable String page,
      @Size(max = 64) @Nullable String surface,
      @Size(max = 64) @Nullable String platform) {}

  /** A funnel that is wanted. */
  record Wanted(
      @NotNull LocalDate from,
      @JsonPropertyDescription("Last UTC day on which a first step counts.") @NotNull LocalDate to,
      @JsonPropertyDescription("Hours from the first step to the last.") @Min(1) @Max(2_160)
          int windowHours,
      @NotNull @Size(min = 1, max = 10) List<@Valid @NotNull WantedStep> steps,
      @Pattern(regexp = "platform|country|surface") @Nullable String by) {}

  /**
   * A step and who came so far.
   *
   * @param ofFirst share of those who began
   * @param ofPrevious share of those who came to the step before
   */
  record StepView(String event, long people, double ofFirst, double ofPrevious) {}

  /** A value of the breakdown. */
  record SliceView(String value, List<StepView> steps, Optional<Double> medianSeconds) {}

  /** A funnel as it is told. */
  record FunnelView(List<StepView> steps, Optional<Double> medianSeconds, List<SliceView> slices) {}

  /** Cohorts, the earliest first. */
  record Cohorts(String unit, List<Retention.Cohort> items) {}

  /** Paths, the most frequent first. */
  record All(List<Paths.Path> items) {}

  /** From that lake. */
  public BehaviourRoutes(LakeCatalog lake, Clock clock) {
    doings = new Doings(lake, clock);
    this.clock = clock;
  }

  @Override
  public String system() {
    return "S6.2";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/funnels", "How many people went how far, step by step.")
            .may(Role.ANALYST, Role.OPERATOR)
            .takes(Wanted.class, EXAMPLE)
            .gives(FunnelView.class)
            .read(this::funnel),
        Endpoint.get("/v1/retention", "Of those who registered, who was active how long after.")
            .may(Role.ANALYST, Role.OPERATOR)
            .filter("from", "First UTC day of registrations; 28 days back if not said.")
            .filter("to", "Last one; today if not said.")
            .filter("unit", "day or week.")
            .filter("periods", "How many after the first: 1 to 52.")
            .gives(Cohorts.class)
            .read(this::retention),
        Endpoint.get("/v1/paths", "What people most often do next.")
            .may(Role.ANALYST, Role.OPERATOR)
            .filter("from", "First UTC day; 28 days back if not said.")
            .filter("to", "Last one; today if not said.")
            .filter("start", "What it begins with; playback.start if not said.")
            .filter("length", "How many steps after it: 1 to 5.")
            .filter("limit", "How many at most: 1 to 100.")
            .gives(All.class)
            .read(this::paths));
  }

  private Answer funnel(Request request) {
    Wanted wanted = request.body(Wanted.class);
    days("from", wanted.from(), wanted.to());
    Funnel funnel =
        new Funnel(
            wanted.steps().stream().map(BehaviourRoutes::step).toList(),
            wanted.windowHours() * HOUR_MICROS,
            said(wanted.by()));
    LocalDate last = wanted.to().plusDays(wanted.windowHours() / DAY_HOURS + 1L);
    Set<String> events =
        funnel.steps().stream().map(Funnel.Step::event).collect(Collectors.toSet());
    Map<String, List<Doing>> people =
        doings.of(
            wanted.from(),
            last,
            events,
            doing -> funnel.steps().stream().anyMatch(step -> step.is(doing)));
    Funnel.Result result =
        funnel.of(people.values(), micros(wanted.from()), micros(wanted.to().plusDays(1)));
    return Answer.ok(
        new FunnelView(
            steps(funnel, result.all()),
            result.all().medianSeconds(),
            result.slices().stream()
                .map(
                    slice ->
                        new SliceView(
                            slice.value(),
                            steps(funnel, slice.reached()),
                            slice.reached().medianSeconds()))
                .toList()));
  }

  private static Funnel.Step step(WantedStep wanted) {
    return new Funnel.Step(
        Happenings.check("steps", wanted.event()),
        said(wanted.title()),
        said(wanted.page()),
        said(wanted.surface()),
        said(wanted.platform()));
  }

  private static String said(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static List<StepView> steps(Funnel funnel, Funnel.Reached reached) {
    List<StepView> views = new ArrayList<>();
    List<Long> people = reached.people();
    for (int i = 0; i < people.size(); i++) {
      long before = people.get(Math.max(0, i - 1));
      views.add(
          new StepView(
              funnel.steps().get(i).event(),
              people.get(i),
              share(people.get(i), people.get(0)),
              share(people.get(i), before)));
    }
    return List.copyOf(views);
  }

  private static double share(long some, long all) {
    return all == 0 ? 0 : (double) some / all;
  }

  private Answer retention(Request request) {
    LocalDate to = Parameters.day(request.http(), "to", today());
    LocalDate from = Parameters.day(request.http(), "from", to.minusDays(USUAL_DAYS - 1L));
    days("from", from, to);
    String unit = Parameters.oneOf(request.http(), "unit", Set.of("day", "week"), "day");
    int periods = Parameters.number(request.http(), "periods", 1, 52, 7);
    Retention retention = new Retention(unit.equals("week"), periods);
    LocalDate first = retention.period(from);
    LocalDate last = retention.weeks() ? to.plusWeeks(periods + 1L) : to.plusDays(periods);
    return Answer.ok(
        new Cohorts(
            unit,
            retention.of(doings.registrations(first, to), doings.activity(first, last), today())));
  }

  private Answer paths(Request request) {
    LocalDate to = Parameters.day(request.http(), "to", today());
    LocalDate from = Parameters.day(request.http(), "from", to.minusDays(USUAL_DAYS - 1L));
    days("from", from, to);
    String start =
        Happenings.check(
            "start", Parameters.text(request.http(), "start").orElse(Happenings.START));
    int length = Parameters.number(request.http(), "length", 1, 5, 3);
    int limit = Parameters.number(request.http(), "limit", 1, 100, 20);
    Map<String, List<Doing>> people = doings.of(from, to, Happenings.all(), doing -> true);
    return Answer.ok(new All(new Paths(start, length).of(people.values(), limit)));
  }

  private static void days(String parameter, LocalDate from, LocalDate to) {
    if (from.isAfter(to) || ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
      throw Refusal.bad(parameter, "must be at most " + (MOST_DAYS - 1) + " days before to");
    }
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private static long micros(LocalDate day) {
    return day.toEpochDay() * DAY_HOURS * HOUR_MICROS;
  }
}
