package playhouse.serving.personalisation.recommend;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.contracts.facts.TitleUpserted;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.titles.Titles;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Gate;
import playhouse.serving.platform.http.Parameters;
import playhouse.serving.platform.http.Routes;

/** Recommendations over HTTP. */
public final class RecommendationRoutes implements Routes {
  private static final int MOST = 200;
  private static final int USUAL = 20;
  private static final int WARM_UP_LISTS = 1000;
  private static final Duration WARM_UP_LIMIT = Duration.ofSeconds(3);

  private final Recommendations recommendations;
  private final Titles titles;
  private final Consumer<ServedList> afterwards;

  /**
   * Answers from this pipeline.
   *
   * @param afterwards is told each list once its answer is made
   */
  public RecommendationRoutes(
      Recommendations recommendations, Titles titles, Consumer<ServedList> afterwards) {
    this.recommendations = recommendations;
    this.titles = titles;
    this.afterwards = afterwards;
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
            .filter("surface", "home or next.")
            .filter("title", "That next starts from.")
            .filter("limit", "How many at most: 1 to " + MOST + ", " + USUAL + " if not said.")
            .raw(this::recommend));
  }

  private void recommend(Context http) {
    ServedList list = recommendations.serve(ask(http));
    Json.answer(http, view(list));
    afterwards.accept(list);
  }

  /** Makes lists for nobody to see, so that the first caller does not wait for the compiler. */
  public void warmUp(Iterable<UUID> people) {
    long end = System.nanoTime() + WARM_UP_LIMIT.toNanos();
    Iterator<UUID> some = people.iterator();
    for (int i = 0; i < WARM_UP_LISTS && System.nanoTime() < end; i++) {
      UUID person = some.hasNext() ? some.next() : new UUID(0, i);
      Ask ask = new Ask(person, Ask.Surface.HOME, Optional.empty(), Optional.empty(), USUAL);
      Json.bytes(view(recommendations.serve(ask)));
    }
  }

  /** The list as callers see it. */
  private ListView view(ServedList list) {
    return new ListView(
        list.id().toString(),
        list.ask().person().toString(),
        list.ask().surface().name().toLowerCase(Locale.ROOT),
        list.ask().title().orElse(null),
        list.servedBy(),
        list.viewer().isCold(),
        list.modelVersion().isEmpty() ? null : list.modelVersion(),
        list.viewer().featuresVersion(),
        list.millis(),
        list.items().stream().map(this::view).toList());
  }

  private static Ask ask(Context http) {
    String person =
        Parameters.text(http, "person").orElseThrow(() -> Refusal.bad("person", "must be given"));
    String surface = Parameters.oneOf(http, "surface", Set.of("home", "next"), "home");
    Optional<String> title = Parameters.text(http, "title");
    if (surface.equals("next") && title.isEmpty()) {
      throw Refusal.bad("title", "must be given with surface next");
    }
    return new Ask(
        Gate.own(http, Parameters.person("person", person)),
        Ask.Surface.valueOf(surface.toUpperCase(Locale.ROOT)),
        surface.equals("next") ? title : Optional.empty(),
        Optional.of(Titles.catalogueOf(person)).filter(name -> !name.isEmpty()),
        Parameters.number(http, "limit", 1, MOST, USUAL));
  }

  private ItemView view(ServedList.Item item) {
    Optional<TitleUpserted> title = titles.find(item.title());
    return new ItemView(
        item.title(),
        title.map(TitleUpserted::getName).orElse(item.title()),
        title.map(TitleUpserted::getKind).orElse("unknown"),
        item.score(),
        item.reason().english(),
        item.reason().chinese(),
        item.reason().code(),
        item.source(),
        item.propensity());
  }

  /** A list in JSON. */
  record ListView(
      String served,
      String person,
      String surface,
      @Nullable String title,
      String servedBy,
      boolean cold,
      @Nullable String modelVersion,
      long featuresVersion,
      double millis,
      List<ItemView> items) {}

  /** A title of a list in JSON. */
  record ItemView(
      String title,
      String name,
      String kind,
      double score,
      String reason,
      String reasonZh,
      String reasonCode,
      String source,
      double propensity) {}
}
