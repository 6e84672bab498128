package playhouse.serving.personalisation.surfaces;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import playhouse.contracts.Role;
import playhouse.serving.acquisition.rights.desk.Whereabouts;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Ask.Surface;
import playhouse.serving.personalisation.recommend.Recommendations;
import playhouse.serving.personalisation.recommend.ServedList;
import playhouse.serving.personalisation.titles.Titles;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Gate;
import playhouse.serving.platform.http.Parameters;
import playhouse.serving.platform.http.Routes;

/** Recommendations and search over HTTP. */
public final class RecommendationRoutes implements Routes {
  private static final int MOST = 200;
  private static final int MOST_FOUND = 100;
  private static final int USUAL = 20;
  private static final int WARM_UP_LISTS = 1000;
  private static final Duration WARM_UP_LIMIT = Duration.ofSeconds(3);

  /** What may be asked for by name; what is searched for has a route of its own. */
  static final Set<String> SURFACES =
      Arrays.stream(Surface.values())
          .filter(surface -> surface != Surface.SEARCH)
          .map(Surface::text)
          .collect(Collectors.toUnmodifiableSet());

  private final Recommendations recommendations;
  private final Titles titles;
  private final Whereabouts whereabouts;
  private final Consumer<ServedList> afterwards;
  private final CallerTimes times;

  /**
   * Answers from this pipeline.
   *
   * @param afterwards is told each list once its answer is made
   */
  public RecommendationRoutes(
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
        Endpoint.get("/v1/recommendations", "Titles for a person, best first.")
            .may(Role.VIEWER, Role.SERVICE)
            .filter("person", "Whose.")
            .filter("surface", "Where it is shown.")
            .filter("title", "That next, similar and post-play start from.")
            .filter("limit", "How many at most: 1 to " + MOST + ", " + USUAL + " if not said.")
            .filter("territory", "Where, if a machine asks for them: ISO 3166-1 alpha-2.")
            .filter("device", "On what: tv, web, ios, android, console or other.")
            .filter("model", "svod, avod, tvod, with commas between; any if not said.")
            .filter("height", "Lines of the picture; any if not said.")
            .raw(this::recommend),
        Endpoint.get(
                "/v1/search",
                "Titles by words, English or Chinese, small errors forgiven; what the person"
                    + " would like first among what fits.")
            .may(Role.VIEWER, Role.SERVICE)
            .filter("q", "What for: 1 to 256 characters.")
            .filter("person", "For whom; a viewer for themselves.")
            .filter("limit", "How many at most: 1 to " + MOST_FOUND + ", 20 if not said.")
            .filter("territory", "Where, if a machine asks for them: ISO 3166-1 alpha-2.")
            .filter("device", "On what: tv, web, ios, android, console or other.")
            .filter("model", "svod, avod, tvod, with commas between; any if not said.")
            .filter("height", "Lines of the picture; any if not said.")
            .gives(ListView.class)
            .raw(this::search));
  }

  private void recommend(Context http) {
    answer(http, ask(http, whereabouts));
  }

  private void search(Context http) {
    String query = Parameters.text(http, "q").orElseThrow(() -> Refusal.bad("q", "must be given"));
    String person = person(http);
    answer(
        http,
        new Ask(
            Gate.own(http, Parameters.person("person", person)),
            Surface.SEARCH,
            Optional.empty(),
            catalogue(person),
            Optional.of(query),
            context(http, whereabouts),
            Parameters.number(http, "limit", 1, MOST_FOUND, USUAL)));
  }

  private void answer(Context http, Ask ask) {
    long began = System.nanoTime();
    ServedList list = recommendations.serve(ask);
    Json.answer(http, ListView.of(list, titles));
    afterwards.accept(list);
    times.note(Gate.caller(http), System.nanoTime() - began);
  }

  /** Makes lists for nobody to see, so that the first caller does not wait for the compiler. */
  public void warmUp(Iterable<UUID> people) {
    long end = System.nanoTime() + WARM_UP_LIMIT.toNanos();
    Iterator<UUID> some = people.iterator();
    for (int i = 0; i < WARM_UP_LISTS && System.nanoTime() < end; i++) {
      UUID person = some.hasNext() ? some.next() : new UUID(0, i);
      Ask ask = new Ask(person, Surface.HOME, Optional.empty(), Optional.empty(), USUAL);
      Json.bytes(ListView.of(recommendations.serve(ask), titles));
    }
  }

  /** What a request asks for. */
  static Ask ask(Context http, Whereabouts whereabouts) {
    String person = person(http);
    String named = Parameters.oneOf(http, "surface", SURFACES, Surface.HOME.text());
    Surface surface = Surface.of(named).orElseThrow();
    Optional<String> title = Parameters.text(http, "title");
    if (surface.isAboutTitle() && title.isEmpty()) {
      throw Refusal.bad("title", "must be given with surface " + named);
    }
    return new Ask(
        Gate.own(http, Parameters.person("person", person)),
        surface,
        surface.isAboutTitle() ? title : Optional.empty(),
        catalogue(person),
        Optional.empty(),
        context(http, whereabouts),
        Parameters.number(http, "limit", 1, MOST, USUAL));
  }

  /** The catalogue of who is named {@code dataset:id}. */
  static Optional<String> catalogue(String person) {
    return Optional.of(Titles.catalogueOf(person)).filter(name -> !name.isEmpty());
  }

  /** Where they are; a viewer does not say so themselves. */
  static Ask.Context context(Context http, Whereabouts whereabouts) {
    return new Ask.Context(
        whereabouts.territory(http), Parameters.text(http, "device"), whereabouts.place(http));
  }

  private static String person(Context http) {
    return Parameters.text(http, "person")
        .or(() -> Gate.caller(http).person().map(UUID::toString))
        .orElseThrow(() -> Refusal.bad("person", "must be given"));
  }
}
