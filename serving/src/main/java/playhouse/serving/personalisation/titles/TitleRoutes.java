package playhouse.serving.personalisation.titles;

import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.contracts.facts.TitleUpserted;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Routes;

/** Titles over HTTP. */
public final class TitleRoutes implements Routes {
  private final Titles titles;

  /** Answers from these titles. */
  public TitleRoutes(Titles titles) {
    this.titles = titles;
  }

  @Override
  public String system() {
    return "S6.4";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get("/v1/titles/{id}", "A title.").may(Role.values()).raw(this::title));
  }

  private void title(Context http) {
    String id = http.pathParam("id");
    TitleUpserted title =
        titles
            .find(id)
            .orElseThrow(
                () ->
                    Refusal.missing(
                        titles.isWithdrawn(id)
                            ? "title " + id + " is no longer offered"
                            : "no title " + id));
    Json.answer(http, TitleView.of(title));
  }

  /** A title as callers see it. */
  record TitleView(
      String title,
      String name,
      String kind,
      List<String> genres,
      List<CreditView> credits,
      @Nullable Integer releasedYear,
      @Nullable Long runtimeMillis,
      @Nullable String language,
      @Nullable String synopsis,
      @Nullable String series,
      @Nullable Integer season,
      @Nullable Integer episode,
      @Nullable Integer minimumAge,
      boolean exclusive) {
    static TitleView of(TitleUpserted title) {
      return new TitleView(
          title.getTitle(),
          title.getName(),
          title.getKind(),
          List.copyOf(title.getGenres()),
          title.getCredits().stream().map(c -> new CreditView(c.getName(), c.getRole())).toList(),
          title.getReleasedYear(),
          title.getRuntimeMillis(),
          title.getLanguage(),
          title.getSynopsis(),
          title.getSeries(),
          title.getSeason(),
          title.getEpisode(),
          title.getMinimumAge(),
          title.getExclusive());
    }
  }

  /** Somebody's part in a title. */
  record CreditView(String name, String role) {}
}
