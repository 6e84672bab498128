package playhouse.serving.analytics.boards;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Boards by e-mail over HTTP: asked for, looked up and ended by whoever wants them. */
public final class ScheduleRoutes implements Routes {
  private static final int MOST_OWN = 20;

  private final ServicesDatabase database;
  private final Digest digest;
  private final Set<String> domains;
  private final Clock clock;

  /** What somebody wants to be sent. */
  public record Wanted(
      @JsonPropertyDescription("At one of the domains that boards may be sent to.")
          @NotNull
          @Size(max = 254)
          @Pattern(regexp = "[^@\\s]{1,64}@[A-Za-z0-9.-]{1,189}")
          String address,
      @JsonPropertyDescription("Local time of day, such as 07:30.")
          @NotNull
          @Pattern(regexp = "([01]\\d|2[0-3]):[0-5]\\d")
          String at,
      @JsonPropertyDescription("Whose clock that is, such as Asia/Shanghai.")
          @NotNull
          @Size(max = 64)
          String zone,
      @JsonPropertyDescription("Daily if not said.")
          @Nullable
          @Pattern(regexp = "daily|weekdays|mondays")
          String days,
      @JsonPropertyDescription("English if not said.") @Nullable @Pattern(regexp = "en|zh")
          String language) {}

  /** As it is told. */
  public record View(
      UUID id,
      String board,
      String address,
      String at,
      String zone,
      String days,
      String language,
      Instant next) {
    private static View of(Schedule s) {
      return new View(
          s.id(),
          s.board(),
          s.address(),
          s.at().truncatedTo(ChronoUnit.MINUTES).toString(),
          s.zone(),
          s.days().text(),
          s.language(),
          s.next());
    }
  }

  /** One's own of a board. */
  public record All(List<View> items) {}

  /**
   * Answers from there.
   *
   * @param domains to which boards may be sent
   */
  public ScheduleRoutes(
      ServicesDatabase database, Digest digest, List<String> domains, Clock clock) {
    this.database = database;
    this.digest = digest;
    this.domains = Set.copyOf(domains);
    this.clock = clock;
  }

  @Override
  public String system() {
    return "S9.2";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/boards/{id}/schedules", "When one is sent a board by e-mail.")
            .may(Role.ANALYST, Role.OPERATOR)
            .gives(All.class)
            .read(this::own),
        Endpoint.post("/v1/boards/{id}/schedules", "Has a board be sent by e-mail.")
            .may(Role.ANALYST, Role.OPERATOR)
            .takes(
                Wanted.class,
                """
                {"address":"ana@example.com","at":"07:30","zone":"Asia/Shanghai",
                 "days":"weekdays","language":"zh"}""")
            .gives(201, View.class)
            .write(this::add),
        Endpoint.delete("/v1/board-schedules/{id}", "Has a board be sent no more.")
            .may(Role.ANALYST, Role.OPERATOR)
            .givesNothing()
            .write(this::remove));
  }

  private Answer own(Request request) {
    String who = request.caller().owner();
    String board = request.path("id");
    return Answer.ok(
        database.read(
            handle -> {
              mustOpen(handle, board, who);
              return new All(ScheduleStore.of(handle, who, board).stream().map(View::of).toList());
            }));
  }

  private Answer add(Request request, Handle tx) {
    Wanted wanted = request.body(Wanted.class);
    String who = request.caller().owner();
    String board = request.path("id");
    mustOpen(tx, board, who);
    String domain = wanted.address().split("@", 2)[1].toLowerCase(Locale.ROOT);
    if (!domains.contains(domain)) {
      throw Refusal.bad(
          "address",
          domains.isEmpty()
              ? "boards are sent to nobody here: PLAYHOUSE_BOARD_MAIL_DOMAINS names no domain"
              : "must be at one of " + String.join(", ", domains.stream().sorted().toList()));
    }
    if (ScheduleStore.count(tx, who) >= MOST_OWN) {
      throw Refusal.conflict(
          "too_many_schedules", "nobody has more than " + MOST_OWN + ": end one of yours");
    }
    Schedule.Days days = Schedule.Days.of(wanted.days() == null ? "daily" : wanted.days());
    LocalTime at = LocalTime.parse(wanted.at());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Schedule added =
        ScheduleStore.add(
            tx,
            new Schedule(
                UUID.randomUUID(),
                board,
                who,
                wanted.address(),
                at,
                wanted.zone(),
                days,
                wanted.language() == null ? "en" : wanted.language(),
                Schedule.after(now, at, zone(wanted.zone()), days),
                now));
    return Answer.created("/v1/board-schedules/" + added.id(), View.of(added));
  }

  private Answer remove(Request request, Handle tx) {
    Schedule own =
        ScheduleStore.locked(tx, request.id("id"))
            .filter(s -> s.owner().equals(request.caller().owner()))
            .orElseThrow(() -> Refusal.missing("there is no such schedule of yours"));
    ScheduleStore.remove(tx, own.id());
    return Answer.done();
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw Refusal.bad("zone", "must be a time zone's name, such as Asia/Shanghai");
    }
  }

  private void mustOpen(Handle handle, String board, String who) {
    if (digest.board(handle, board, who).isEmpty()) {
      throw Refusal.missing("there is no such board, or it is not shared");
    }
  }
}
