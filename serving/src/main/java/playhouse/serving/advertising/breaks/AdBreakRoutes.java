package playhouse.serving.advertising.breaks;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import playhouse.contracts.Role;
import playhouse.serving.acquisition.rights.desk.Whereabouts;
import playhouse.serving.advertising.beacons.Notices;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Parameters;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;

/** Breaks over HTTP. */
public final class AdBreakRoutes implements Routes {
  private final Opportunities opportunities;
  private final Breaks breaks;
  private final Whereabouts whereabouts;
  private final Notices notices;
  private final RecentBreaks recent = new RecentBreaks();

  /** Answers from there. */
  public AdBreakRoutes(
      Opportunities opportunities, Breaks breaks, Whereabouts whereabouts, Notices notices) {
    this.opportunities = opportunities;
    this.breaks = breaks;
    this.whereabouts = whereabouts;
    this.notices = notices;
  }

  @Override
  public String system() {
    return "S8.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/ad-breaks", "Ads for a break, and what to call when they are shown.")
            .may(Role.VIEWER, Role.SERVICE)
            .takes(
                Asked.class,
                """
                {"person":"7c0de0f1-0000-4000-8000-000000000001","title":"t1",\
                "placement":"mid-roll","positionMillis":600000,"device":"tv","slots":2,\
                "seconds":60}""")
            .gives(BreakView.class)
            .read(this::fill),
        Endpoint.get(
                "/v1/ad-breaks/{request}/vast",
                "A break of the last ten minutes as VAST 4.2; without an ad if there is none.")
            .may(Role.VIEWER, Role.SERVICE)
            .read(this::vast),
        Endpoint.get(
                "/v1/ad-breaks/{request}/asset-list",
                "The same as HLS interstitials name what is played.")
            .may(Role.VIEWER, Role.SERVICE)
            .gives(AssetList.class)
            .read(request -> Answer.ok(AssetList.of(find(request)))));
  }

  private Answer fill(Request request) {
    Asked asked = request.body(Asked.class);
    Optional<UUID> watcher = watcher(request, asked);
    Optional<String> country = country(request, asked, whereabouts);
    FilledBreak filled = breaks.fill(opportunities.of(asked, watcher, country), watcher);
    recent.put(filled);
    return unkept(Answer.ok(BreakView.of(filled, notices, isMachine(request))));
  }

  private Answer vast(Request request) {
    byte[] document = Vast.of(find(request), notices, isMachine(request));
    return unkept(Answer.paper(new Answer.Paper("text/xml", document)));
  }

  private static Answer unkept(Answer answer) {
    return answer.with("Cache-Control", "no-store");
  }

  private Optional<FilledBreak> find(Request request) {
    return recent.find(
        request.path("request"),
        filled ->
            request.caller().role() != Role.VIEWER
                || filled.watcher().filter(request::mayKnow).isPresent());
  }

  /** Who watches; machines may ask for nobody: for who is not known. */
  public static Optional<UUID> watcher(Request request, Asked asked) {
    Optional<UUID> named =
        Optional.ofNullable(asked.person()).map(text -> Parameters.person("person", text));
    return named.isEmpty() && request.caller().role() != Role.VIEWER
        ? Optional.empty()
        : Optional.of(request.person(named));
  }

  /** Where they are, if anybody knows it; viewers do not say it themselves. */
  public static Optional<String> country(Request request, Asked asked, Whereabouts whereabouts) {
    Optional<String> said = Optional.ofNullable(asked.territory()).map(Whereabouts::territory);
    if (said.isPresent() && request.caller().role() == Role.VIEWER) {
      throw Refusal.bad("territory", "of a viewer is told by whoever lets them in");
    }
    return said.or(() -> whereabouts.territory(request.http()));
  }

  private static boolean isMachine(Request request) {
    return request.caller().role() != Role.VIEWER;
  }
}
