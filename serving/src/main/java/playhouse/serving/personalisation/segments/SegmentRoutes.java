package playhouse.serving.personalisation.segments;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Segments over HTTP. */
final class SegmentRoutes implements Routes {
  private static final int MOST = 200;
  private static final int MOST_VERSIONS = 50;
  private static final int MOST_DAYS = 400;
  private static final String EXPRESSION = "plays >= 5 && hours_since_active < 24.0";

  private final ServicesDatabase database;
  private final Segments segments;
  private final Conditions conditions;
  private final Preview preview;
  private final Clock clock;

  /** What a segment is to say. */
  record Words(
      @NotNull @Size(min = 1, max = 80) String nameEn,
      @NotNull @Size(min = 1, max = 80) String nameZh,
      @JsonPropertyDescription("CEL over what is known of a person; true for who is in it.")
          @NotNull
          @Size(min = 1, max = 1_000)
          String expression,
      @JsonPropertyDescription("Whether nobody is to be targeted by it.") boolean sensitive) {}

  /** A segment that is wanted. */
  record Wanted(
      @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{1,39}") String id,
      @NotNull @Size(min = 1, max = 80) String nameEn,
      @NotNull @Size(min = 1, max = 80) String nameZh,
      @NotNull @Size(min = 1, max = 1_000) String expression,
      boolean sensitive) {}

  /** A condition to be tried. */
  record Tried(@NotNull @Size(min = 1, max = 1_000) String expression) {}

  /**
   * A segment as callers see it.
   *
   * @param targetable whether people may be targeted by it: it is large enough, and not sensitive
   * @param uses what it looks at
   */
  record View(
      String id,
      int version,
      String nameEn,
      String nameZh,
      String expression,
      List<String> uses,
      boolean sensitive,
      boolean retired,
      boolean targetable,
      long size,
      String who,
      Instant at) {}

  /** All that there are. */
  record All(List<View> items) {}

  /** One with what it was: versions and days, the newest first. */
  record Whole(View segment, List<SegmentStore.Version> versions, List<SegmentStore.Day> days) {}

  SegmentRoutes(
      ServicesDatabase database,
      Segments segments,
      Conditions conditions,
      Preview preview,
      Clock clock) {
    this.database = database;
    this.segments = segments;
    this.conditions = conditions;
    this.preview = preview;
    this.clock = clock;
  }

  @Override
  public String system() {
    return Segments.SYSTEM;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/segments", "Makes a segment of people.")
            .may(Role.ANALYST, Role.OPERATOR)
            .takes(
                Wanted.class,
                "{\"id\":\"keen\",\"nameEn\":\"Keen\",\"nameZh\":\"活跃用户\",\"expression\":\"%s\",\"sensitive\":false}"
                    .formatted(EXPRESSION))
            .gives(201, View.class)
            .write(this::make),
        Endpoint.post("/v1/segments/preview", "Of how many a condition holds now.")
            .may(Role.ANALYST, Role.OPERATOR)
            .takes(Tried.class, "{\"expression\":\"%s\"}".formatted(EXPRESSION))
            .gives(Preview.Found.class)
            .read(request -> Answer.ok(preview.of(request.body(Tried.class).expression()))),
        Endpoint.get("/v1/segments", "Segments; for machines those that people are targeted by.")
            .may(Role.ANALYST, Role.OPERATOR, Role.SERVICE)
            .lists()
            .gives(All.class)
            .read(this::all),
        Endpoint.get("/v1/segments/{id}", "A segment: its size day by day, its versions.")
            .may(Role.ANALYST, Role.OPERATOR)
            .gives(Whole.class)
            .read(this::one),
        Endpoint.put("/v1/segments/{id}", "Has a segment say something else from now on.")
            .may(Role.ANALYST, Role.OPERATOR)
            .takes(
                Words.class,
                "{\"nameEn\":\"Keen\",\"nameZh\":\"活跃用户\",\"expression\":\"%s\",\"sensitive\":false}"
                    .formatted(EXPRESSION))
            .gives(View.class)
            .write(this::change),
        Endpoint.delete("/v1/segments/{id}", "Retires a segment: everybody leaves it.")
            .may(Role.ANALYST, Role.OPERATOR)
            .givesNothing()
            .write(this::retire));
  }

  private Answer all(Request request) {
    boolean machine = request.caller().role() == Role.SERVICE;
    return Answer.ok(
        new All(
            database.read(SegmentStore::all).stream()
                .filter(segment -> !machine || segments.mayTarget(segment))
                .map(this::view)
                .toList()));
  }

  private Answer one(Request request) {
    String id = request.path("id");
    return database.read(
        handle -> {
          Segment segment = SegmentStore.find(handle, id).orElseThrow(Segments::missing);
          return Answer.ok(
              new Whole(
                  view(segment),
                  SegmentStore.versions(handle, id, MOST_VERSIONS),
                  SegmentStore.days(handle, id, MOST_DAYS)));
        });
  }

  private Answer make(Request request, Handle tx) {
    Wanted wanted = request.body(Wanted.class);
    Segment fresh =
        segment(
            request,
            wanted.id(),
            new Words(wanted.nameEn(), wanted.nameZh(), wanted.expression(), wanted.sensitive()));
    SegmentStore.lockAll(tx);
    Optional<Segment> there = SegmentStore.lock(tx, fresh.id());
    if (there.isPresent()) {
      if (!there.get().saysTheSameAs(fresh)) {
        throw Refusal.conflict(
            "segment_taken", "there is a segment of that id which says something else: PUT it");
      }
      return Answer.ok(view(there.get()));
    }
    enough(tx);
    SegmentStore.put(tx, fresh);
    return Answer.created("/v1/segments/" + fresh.id(), view(fresh))
        .then(() -> segments.know(fresh));
  }

  private Answer change(Request request, Handle tx) {
    Segment wanted = segment(request, request.path("id"), request.body(Words.class));
    SegmentStore.lockAll(tx);
    Segment there = Segments.lock(tx, wanted.id());
    if (there.saysTheSameAs(wanted)) {
      return Answer.ok(view(there));
    }
    if (there.retired()) {
      enough(tx);
    }
    Segment next = there.then(wanted);
    SegmentStore.put(tx, next);
    return Answer.ok(view(next)).then(() -> segments.know(next));
  }

  private Answer retire(Request request, Handle tx) {
    Segment there = Segments.lock(tx, request.path("id"));
    if (there.retired()) {
      return Answer.done();
    }
    Segment over = there.over(request.caller().subject(), now());
    SegmentStore.put(tx, over);
    return Answer.done().then(() -> segments.know(over));
  }

  private static void enough(Handle tx) {
    if (SegmentStore.active(tx) >= MOST) {
      throw Refusal.conflict(
          "too_many_segments", "there are " + MOST + " segments at most: retire one first");
    }
  }

  private Segment segment(Request request, String id, Words words) {
    conditions.of(words.expression());
    return new Segment(
        id,
        1,
        words.nameEn(),
        words.nameZh(),
        words.expression(),
        words.sensitive(),
        false,
        request.caller().subject(),
        now(),
        0);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private View view(Segment segment) {
    return new View(
        segment.id(),
        segment.version(),
        segment.nameEn(),
        segment.nameZh(),
        segment.expression(),
        conditions.of(segment.expression()).signals().stream().map(Signal::text).sorted().toList(),
        segment.sensitive(),
        segment.retired(),
        segments.mayTarget(segment),
        segment.size(),
        segment.who(),
        segment.at());
  }
}
