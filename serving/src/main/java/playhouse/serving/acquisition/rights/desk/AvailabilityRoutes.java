package playhouse.serving.acquisition.rights.desk;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.serving.acquisition.rights.Model;
import playhouse.serving.acquisition.rights.Place;
import playhouse.serving.acquisition.rights.RightsApi;
import playhouse.serving.acquisition.rights.RightsIndex;
import playhouse.serving.acquisition.rights.Verdict;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;

/** What may be shown where, over HTTP. It is no secret. */
public final class AvailabilityRoutes implements Routes {
  private static final int MOST_TITLES = 1_000;

  private final RightsIndex index;
  private final Whereabouts whereabouts;
  private final Clock clock;

  /** Many titles, asked about at once. */
  public record Many(
      @NotNull @Size(min = 1, max = MOST_TITLES)
          List<@NotNull @Pattern(regexp = Wanted.TITLE) String> titles,
      @JsonPropertyDescription("ISO 3166-1 alpha-2.") @Nullable @Pattern(regexp = "[A-Z]{2}")
          String territory,
      @JsonPropertyDescription("svod, avod, tvod; any if none is named.") @Nullable @Size(max = 3)
          List<String> models,
      @JsonPropertyDescription("tv, web, ios, android, console, other.") @Nullable String device,
      @JsonPropertyDescription("Lines of the picture.") @Nullable @Min(0) @Max(8640) Integer height,
      @JsonPropertyDescription("When; now if not said.") @Nullable Instant at) {}

  /**
   * An answer.
   *
   * @param why granted, free, or what stands against it: rights, territory, window, model,
   *     holdback, device, resolution
   * @param until first moment at which it may be another by itself
   */
  public record View(
      String title,
      boolean available,
      String why,
      List<String> models,
      Optional<Integer> greatestHeight,
      Optional<Instant> until) {
    private static View of(String title, RightsApi.Availability found) {
      return new View(
          title,
          found.verdict().yes(),
          found.verdict().text(),
          found.models().stream().map(Model::text).toList(),
          found.greatestHeight(),
          found.until());
    }
  }

  /** One of many, in short. */
  public record Told(String title, boolean available, String why) {}

  /** All of them, in the order in which they were asked about. */
  public record All(Instant at, List<Told> items) {}

  /** When a title may be shown, from the moment asked about on. */
  public record Calendar(String title, List<RightsIndex.Span> spans) {}

  /** From there. */
  public AvailabilityRoutes(RightsIndex index, Whereabouts whereabouts, Clock clock) {
    this.index = index;
    this.whereabouts = whereabouts;
    this.clock = clock;
  }

  @Override
  public String system() {
    return GrantRoutes.SYSTEM;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        asked(
                Endpoint.get(
                    "/v1/titles/{id}/availability", "Whether a title may be shown somewhere."))
            .gives(View.class)
            .read(this::one),
        asked(Endpoint.get("/v1/titles/{id}/calendar", "When a title may be shown somewhere."))
            .gives(Calendar.class)
            .read(this::calendar),
        Endpoint.post("/v1/availability", "Which of many titles may be shown somewhere.")
            .may(Role.values())
            .takes(Many.class, "{\"titles\":[\"acme:101\",\"acme:102\"],\"territory\":\"DE\"}")
            .gives(All.class)
            .read(this::many));
  }

  private static Endpoint.Draft asked(Endpoint.Draft draft) {
    return draft
        .may(Role.values())
        .filter("territory", "ISO 3166-1 alpha-2; where it is asked from if not said.")
        .filter("model", "svod, avod, tvod, with commas between; any if not said.")
        .filter("device", "tv, web, ios, android, console or other.")
        .filter("height", "Lines of the picture.")
        .filter("at", "When; now if not said.");
  }

  private Answer one(Request request) {
    String title = request.path("id");
    return Answer.ok(View.of(title, index.at(title, whereabouts.anywhere(request.http()))));
  }

  private Answer calendar(Request request) {
    String title = request.path("id");
    return Answer.ok(
        new Calendar(title, index.calendar(title, whereabouts.anywhere(request.http()))));
  }

  private Answer many(Request request) {
    Many many = request.body(Many.class);
    Instant at = Optional.ofNullable(many.at()).orElseGet(clock::instant);
    Place place =
        Place.of(
            Optional.ofNullable(many.territory()).map(Whereabouts::territory),
            Whereabouts.models(
                Optional.ofNullable(many.models()).map(all -> String.join(",", all))),
            Whereabouts.device(Optional.ofNullable(many.device())),
            Optional.ofNullable(many.height()).orElse(0),
            at);
    return Answer.ok(new All(at, many.titles().stream().map(title -> told(title, place)).toList()));
  }

  private Told told(String title, Place place) {
    Verdict verdict = index.verdict(title, place);
    return new Told(title, verdict.yes(), verdict.text());
  }
}
