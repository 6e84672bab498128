package playhouse.serving.advertising.beacons;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import playhouse.serving.advertising.beacons.SignedNotices.Notice;
import playhouse.serving.advertising.beacons.traffic.Told;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;

/** Notices over HTTP: the address itself tells that it is one of ours. */
public final class NoticeRoutes implements Routes {
  private static final String SYSTEM = "S8.3";
  private static final String PATH = SignedNotices.PATH + "{token}";

  /** One transparent point. */
  private static final byte[] GIF =
      Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

  private final SignedNotices notices;
  private final Beacons beacons;
  private final Meters meters;

  /** Answers from there. */
  public NoticeRoutes(SignedNotices notices, Beacons beacons, Meters meters) {
    this.notices = notices;
    this.beacons = beacons;
    this.meters = meters;
  }

  @Override
  public String system() {
    return SYSTEM;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        told(Endpoint.get(PATH, "Tells what became of an ad; a click leads on to where it lands.")),
        told(Endpoint.post(PATH, "The same, as some players tell it.")));
  }

  private Endpoint told(Endpoint.Draft draft) {
    return draft
        .signed()
        .query("x", "Of a click: pixels from the ad's left edge.")
        .query("y", "Of a click: pixels from its upper edge.")
        .query("w", "The ad's width in pixels.")
        .query("h", "The ad's height in pixels.")
        .query("code", "VAST's error code.")
        .query("price", "Of OpenRTB: what it was sold for.")
        .query("currency", "Of that price.")
        .query("loss", "Of OpenRTB: why it was not sold.")
        .givesNothing()
        .read(this::take);
  }

  private Answer take(Request request) {
    Optional<Notice> read = notices.read(request.path("token"));
    if (read.isEmpty()) {
      meters.counter("playhouse_ad_notices_forged", "Notices that are none of ours").increment();
      return new Answer(404, Optional.empty(), "");
    }
    Notice notice = read.get();
    if (notice.kind() == Notices.Kind.MARKUP) {
      return markup(notice);
    }
    if (notice.kind() != Notices.Kind.CLICK) {
      beacons.take(notice, request.address(), Optional.empty());
      return seen(request);
    }
    followed(notice, request);
    return beacons
        .landing(notice.impression())
        .map(landing -> new Answer(302, Optional.of(landing), "").with("Cache-Control", "no-store"))
        .orElseGet(Answer::done);
  }

  private Answer markup(Notice notice) {
    return beacons
        .markup(notice)
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .map(bytes -> Answer.paper(new Answer.Paper("text/xml", bytes)))
        .orElseGet(Answer::done)
        .with("Cache-Control", "no-store");
  }

  /** Whoever follows an ad gets there, whether we can note it or not. */
  private void followed(Notice notice, Request request) {
    try {
      beacons.take(notice, request.address(), click(request));
    } catch (Refusal e) {
      meters.counter("playhouse_ad_clicks_lost", "Clicks that could not be kept").increment();
    }
  }

  private static Answer seen(Request request) {
    boolean picture =
        request.http().method().name().equals("GET")
            && request.header("Accept").filter(accept -> accept.contains("image/")).isPresent();
    Answer answer = picture ? Answer.paper(new Answer.Paper("image/gif", GIF)) : Answer.done();
    return answer.with("Cache-Control", "no-store");
  }

  /** Empty if the player does not say all of it. */
  private static Optional<Told.Click> click(Request request) {
    Optional<Integer> x = pixels(request, "x");
    Optional<Integer> y = pixels(request, "y");
    Optional<Integer> width = pixels(request, "w");
    Optional<Integer> height = pixels(request, "h");
    return x.isEmpty() || y.isEmpty() || width.isEmpty() || height.isEmpty()
        ? Optional.empty()
        : Optional.of(new Told.Click(x.get(), y.get(), width.get(), height.get()));
  }

  private static Optional<Integer> pixels(Request request, String name) {
    return request.query(name).filter(text -> text.matches("-?\\d{1,6}")).map(Integer::valueOf);
  }
}
