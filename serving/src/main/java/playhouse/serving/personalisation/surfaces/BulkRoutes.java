package playhouse.serving.personalisation.surfaces;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Pseudonyms;
import playhouse.contracts.Role;
import playhouse.serving.acquisition.rights.desk.Whereabouts;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Ask.Surface;
import playhouse.serving.personalisation.recommend.Recommendations;
import playhouse.serving.personalisation.recommend.ServedList;
import playhouse.serving.personalisation.titles.Titles;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;

/** Lists of many people at once, for machines: letters, caches of pages. */
public final class BulkRoutes implements Routes {
  private static final int MOST = 100;
  private static final int MOST_TITLES = 50;
  private static final int USUAL = 20;

  private final Recommendations recommendations;
  private final Titles titles;
  private final Whereabouts whereabouts;
  private final Consumer<ServedList> afterwards;
  private final CallerTimes times;

  /** For whom what is wanted. */
  record Wanted(
      @JsonPropertyDescription("UUIDs, or dataset:id for imported people.")
          @NotNull
          @Size(min = 1, max = MOST)
          List<String> people,
      @Nullable @Pattern(regexp = "home|home-rows|email") String surface,
      @Nullable @Min(1) @Max(MOST_TITLES) Integer limit) {}

  /**
   * One person's, in the order in which they were named.
   *
   * @param list empty if there is a problem
   * @param problem what is wrong with how they were named
   */
  record One(String person, Optional<ListView> list, Optional<String> problem) {}

  /** All of them. */
  record All(List<One> items) {}

  /** Answers from this pipeline. */
  public BulkRoutes(
      Recommendations recommendations,
      Titles titles,
      Whereabouts whereabouts,
      Consumer<ServedList> afterwards,
      CallerTimes times) {
    this.recommendations = recommendations;
    this.titles = titles;
    this.whereabouts = whereabouts;
    this.afterwards = afterwards;
    this.times = times;
  }

  @Override
  public String system() {
    return "S6.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(
                "/v1/recommendations/bulk",
                "Lists of up to "
                    + MOST
                    + " people; who is not named right gets a problem"
                    + " instead, and the others their lists.")
            .may(Role.SERVICE)
            .filter("territory", "Where they are: ISO 3166-1 alpha-2.")
            .filter("device", "On what: tv, web, ios, android, console or other.")
            .takes(
                Wanted.class,
                """
                {"people":["7c0de0f1-0000-4000-8000-000000000001"],"surface":"email","limit":5}
                """)
            .gives(All.class)
            .read(this::bulk));
  }

  private Answer bulk(Request request) {
    long began = System.nanoTime();
    Wanted wanted = request.body(Wanted.class);
    Surface surface =
        Surface.of(Optional.ofNullable(wanted.surface()).orElse("home")).orElseThrow();
    int limit = Optional.ofNullable(wanted.limit()).orElse(USUAL);
    Ask.Context context = RecommendationRoutes.context(request.http(), whereabouts);
    List<One> all = new ArrayList<>();
    List<ServedList> served = new ArrayList<>();
    for (String named : wanted.people()) {
      if (named == null) {
        throw Refusal.bad("people", "must not hold null");
      }
      Optional<UUID> person = Pseudonyms.parse(named);
      if (person.isEmpty()) {
        all.add(
            new One(
                named,
                Optional.empty(),
                Optional.of("must be a UUID or dataset:id, such as ml:1")));
        continue;
      }
      ServedList list =
          recommendations.serve(
              new Ask(
                  person.get(),
                  surface,
                  Optional.empty(),
                  RecommendationRoutes.catalogue(named),
                  Optional.empty(),
                  context,
                  limit));
      served.add(list);
      all.add(new One(named, Optional.of(ListView.of(list, titles)), Optional.empty()));
    }
    Answer answer = Answer.ok(new All(all));
    served.forEach(afterwards);
    times.note(request.caller(), System.nanoTime() - began);
    return answer;
  }
}
