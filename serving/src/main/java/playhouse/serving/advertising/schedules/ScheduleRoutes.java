package playhouse.serving.advertising.schedules;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import playhouse.contracts.Role;
import playhouse.serving.acquisition.rights.desk.Whereabouts;
import playhouse.serving.advertising.beacons.Notices;
import playhouse.serving.advertising.breaks.AdBreakRoutes;
import playhouse.serving.advertising.breaks.Asked;
import playhouse.serving.advertising.breaks.Breaks;
import playhouse.serving.advertising.breaks.Opportunities;
import playhouse.serving.advertising.breaks.Vast;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;

/** A title's breaks over HTTP: all of them before it begins, and each when a player comes to it. */
public final class ScheduleRoutes implements Routes {
  /** Beyond the title's own length: people pause. */
  private static final Duration OPEN = Duration.ofHours(12);

  private final Opportunities opportunities;
  private final Whereabouts whereabouts;
  private final AdTags tags;
  private final Notices notices;
  private final Supplier<UUID> ids;
  private final Clock clock;
  private final FilledOnce filled;

  /** Answers from there. */
  public ScheduleRoutes(
      Opportunities opportunities,
      Breaks breaks,
      Whereabouts whereabouts,
      AdTags tags,
      Notices notices,
      Supplier<UUID> ids,
      Clock clock) {
    this.opportunities = opportunities;
    this.whereabouts = whereabouts;
    this.tags = tags;
    this.notices = notices;
    this.ids = ids;
    this.clock = clock;
    filled =
        new FilledOnce(
            tag ->
                breaks.fill(
                    this.opportunities.of(tag.asked(), tag.watcher(), tag.country()),
                    tag.watcher()));
  }

  @Override
  public String system() {
    return "S8.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(
                "/v1/ad-schedules",
                "A title's breaks as VMAP 1.0.1, each with the address of its VAST.")
            .may(Role.VIEWER, Role.SERVICE)
            .takes(
                AskedSchedule.class,
                """
                {"person":"7c0de0f1-0000-4000-8000-000000000001","title":"t1",\
                "runtimeMillis":5400000,"midRollMillis":[1800000,3600000],"device":"tv"}""")
            .read(this::schedule),
        Endpoint.get(
                AdTags.PATH + "{token}",
                "Fills a break of a schedule: VAST 4.2, the same for ten minutes.")
            .signed()
            .read(this::fill));
  }

  private Answer schedule(Request request) {
    AskedSchedule asked = request.body(AskedSchedule.class);
    Asked any = asked.at("pre-roll", 0);
    Optional<UUID> watcher = AdBreakRoutes.watcher(request, any);
    Optional<String> country = AdBreakRoutes.country(request, any, whereabouts);
    List<Vmap.Break> breaks = new ArrayList<>();
    if (asked.begins()) {
      breaks.add(at("pre-roll", "start", asked.at("pre-roll", 0), asked, watcher, country));
    }
    List<Long> middles = asked.middles();
    for (int i = 0; i < middles.size(); i++) {
      long place = middles.get(i);
      Asked middle = asked.at("mid-roll", place);
      breaks.add(at("mid-roll-" + (i + 1), Vast.time(place), middle, asked, watcher, country));
    }
    if (asked.ends()) {
      Asked last = asked.at("post-roll", asked.runtimeMillis());
      breaks.add(at("post-roll", "end", last, asked, watcher, country));
    }
    return xml(Vmap.of(breaks));
  }

  private Vmap.Break at(
      String id,
      String offset,
      Asked asked,
      AskedSchedule all,
      Optional<UUID> watcher,
      Optional<String> country) {
    Duration open = Duration.ofMillis(all.runtimeMillis()).plus(OPEN);
    AdTag tag = new AdTag(ids.get(), asked, watcher, country, clock.instant().plus(open));
    return new Vmap.Break(id, offset, tags.of(tag));
  }

  private Answer fill(Request request) {
    Optional<AdTag> tag = tags.read(request.path("token"));
    if (tag.isEmpty()) {
      return new Answer(404, Optional.empty(), "");
    }
    return xml(
        Vast.of(tag.filter(one -> one.openAt(clock.instant())).map(filled::of), notices, false));
  }

  private static Answer xml(byte[] document) {
    return Answer.paper(new Answer.Paper("text/xml", document)).with("Cache-Control", "no-store");
  }
}
