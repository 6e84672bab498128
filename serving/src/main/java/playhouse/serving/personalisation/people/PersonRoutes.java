package playhouse.serving.personalisation.people;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.contracts.facts.LiveFeatures;
import playhouse.contracts.facts.Profile;
import playhouse.contracts.facts.RecentTitle;
import playhouse.serving.personalisation.titles.Titles;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Gate;
import playhouse.serving.platform.http.Parameters;
import playhouse.serving.platform.http.Routes;

/** What is known of a person, over HTTP. */
public final class PersonRoutes implements Routes {
  private final LiveStore live;
  private final ProfileStore profiles;
  private final Titles titles;

  /** Answers from these stores. */
  public PersonRoutes(LiveStore live, ProfileStore profiles, Titles titles) {
    this.live = live;
    this.profiles = profiles;
    this.titles = titles;
  }

  @Override
  public String system() {
    return "S6.2";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/people/{id}/profile", "What is known of a person.")
            .may(Role.VIEWER, Role.AGENT, Role.SERVICE)
            .raw(this::profile));
  }

  private void profile(Context http) {
    UUID person = Gate.own(http, Parameters.person("id", http.pathParam("id")));
    Optional<LiveFeatures> now = live.find(person);
    Optional<Profile> nightly = profiles.find(person);
    if (now.isEmpty() && nightly.isEmpty()) {
      throw Refusal.missing("nothing is known of person " + person);
    }
    Json.answer(
        http,
        new PersonView(
            person.toString(),
            nightly.map(NightlyView::of).orElse(null),
            now.map(this::view).orElse(null)));
  }

  private LiveView view(LiveFeatures features) {
    return new LiveView(
        features.getVersion(),
        features.getOccurred().toString(),
        features.getPlays(),
        features.getPlayedMillis(),
        features.getInteractions(),
        features.getRecent().stream().map(this::view).toList());
  }

  private RecentView view(RecentTitle recent) {
    return new RecentView(
        recent.getTitle(),
        titles.name(recent.getTitle()),
        recent.getOccurred().toString(),
        recent.getStrength());
  }

  /** A person as callers see them; a part is missing where nothing is known. */
  record PersonView(String person, @Nullable NightlyView profile, @Nullable LiveView live) {}

  /** What the batch knows. */
  record NightlyView(
      String day,
      Map<String, Double> genres,
      Map<String, Double> platforms,
      List<Double> hours,
      int recencyDays,
      long events28d,
      long playedMillis28d,
      long valueMicros28d) {
    static NightlyView of(Profile profile) {
      return new NightlyView(
          profile.getDay(),
          profile.getGenres(),
          profile.getPlatforms(),
          List.copyOf(profile.getHours()),
          profile.getRecencyDays(),
          profile.getEvents28d(),
          profile.getPlayedMillis28d(),
          profile.getValueMicros28d());
    }
  }

  /** What the stream knows. */
  record LiveView(
      long version,
      String occurred,
      long plays,
      long playedMillis,
      long interactions,
      List<RecentView> recent) {}

  /** A title lately taken up. */
  record RecentView(String title, String name, String occurred, float strength) {}
}
