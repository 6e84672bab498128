package playhouse.counterparts.bidders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A bidder that offers a film of 15 seconds for whatever it is asked.
 *
 * <ul>
 *   <li>{@code POST /bidders/{name}/openrtb2}: OpenRTB 2.6
 *   <li>{@code GET /bidders/{name}/won} and {@code /billed}: its notices
 *   <li>{@code POST /control/bidders/{name}}: how it behaves ({@link Plan}); 400 if it knows no
 *       such fault
 *   <li>{@code GET /control/bidders/{name}}: {@code {"asked": 3, "won": […], "billed": […], "last":
 *       …}}
 * </ul>
 */
public final class SimulatedBidder {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HUGE = 4 * 1024 * 1024;
  private static final int SECONDS = 15;
  private static final int TOO_LONG = 4_000;

  private final String name;
  private final Plan plan;
  private final AtomicInteger asked = new AtomicInteger();
  private final List<String> won = new CopyOnWriteArrayList<>();
  private final List<String> billed = new CopyOnWriteArrayList<>();
  private volatile JsonNode last = JSON.createObjectNode();

  /**
   * One of that name.
   *
   * @param seed of how late it is and what goes wrong
   */
  public SimulatedBidder(String name, long seed) {
    this.name = name;
    plan = new Plan(seed);
  }

  /** Offers so much for a thousand from now on; nothing for 0. */
  public SimulatedBidder offering(double price) {
    var unused = plan.take(JSON.createObjectNode().put("price", price));
    return this;
  }

  /** What it answers. */
  public void routes(RoutesConfig routes) {
    routes.post("/bidders/" + name + "/openrtb2", this::bid);
    routes.get("/bidders/" + name + "/won", request -> noted(request, won));
    routes.get("/bidders/" + name + "/billed", request -> noted(request, billed));
    routes.post("/control/bidders/" + name, this::control);
    routes.get("/control/bidders/" + name, this::tell);
  }

  /** How often it was asked. */
  public int asked() {
    return asked.get();
  }

  /** The prices at which it was told that it won. */
  public List<String> won() {
    return List.copyOf(won);
  }

  /** The prices at which it was told to pay. */
  public List<String> billed() {
    return List.copyOf(billed);
  }

  /** What it was asked last. */
  public JsonNode last() {
    return last;
  }

  private static void noted(Context request, List<String> notices) {
    notices.add(request.queryParam("price") + " " + request.queryParam("currency"));
    request.status(204);
  }

  private void control(Context request) throws IOException {
    boolean known = plan.take(JSON.readTree(request.bodyAsBytes()));
    request.status(known ? 204 : 400);
  }

  private void tell(Context request) throws IOException {
    ObjectNode all = JSON.createObjectNode().put("asked", asked.get());
    won.forEach(all.putArray("won")::add);
    billed.forEach(all.putArray("billed")::add);
    all.set("last", last);
    request.contentType("application/json").result(JSON.writeValueAsBytes(all));
  }

  private void bid(Context request) throws IOException {
    JsonNode question = JSON.readTree(request.bodyAsBytes());
    asked.incrementAndGet();
    last = question;
    Plan.Turn turn = plan.turn();
    rest(turn.latency());
    if (turn.price() <= 0 && turn.fault().isEmpty()) {
      request.status(204);
      return;
    }
    if (turn.fault().isEmpty()) {
      answer(request, offer(question, request, turn));
      return;
    }
    switch (turn.fault().get()) {
      case ERROR -> request.status(500).result("{}");
      case NONSENSE -> request.contentType("text/html").result("<html>{");
      case NO_BID -> request.status(204);
      case DROP -> {
        request.res().setContentLength(100);
        request.res().getOutputStream().close();
      }
      case HUGE -> {
        ObjectNode huge = offer(question, request, turn);
        answer(request, huge.put("customdata", "x".repeat(HUGE)));
      }
      default -> answer(request, offer(question, request, turn));
    }
  }

  /** Waits so long, however often it is woken up. */
  private static void rest(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      LockSupport.parkNanos(left);
    }
  }

  private static void answer(Context request, ObjectNode answer) throws IOException {
    request
        .header("x-openrtb-version", "2.6")
        .contentType("application/json")
        .result(JSON.writeValueAsBytes(answer));
  }

  private ObjectNode offer(JsonNode question, Context request, Plan.Turn turn) {
    Fault fault = turn.fault().orElse(Fault.LATE);
    JsonNode imp = question.path("imp").path(0);
    double floor = imp.path("bidfloor").asDouble(0);
    boolean other = fault == Fault.MIXED_UP;
    ObjectNode answer =
        JSON.createObjectNode()
            .put("id", other ? "another" : question.path("id").asText())
            .put("bidid", "b" + asked.get())
            .put(
                "cur",
                fault == Fault.WRONG_CURRENCY ? "XQQ" : question.path("cur").path(0).asText());
    ArrayNode seats = answer.putArray("seatbid");
    ObjectNode bid = seats.addObject().put("seat", name).putArray("bid").addObject();
    int seconds = fault == Fault.TOO_LONG ? TOO_LONG : SECONDS;
    String host = fault == Fault.INWARD ? "http://10.0.0.1" : "http://" + request.host();
    URI here = URI.create(host + "/bidders/" + name + "/");
    bid.put("id", name + "-" + asked.get())
        .put("impid", imp.path("id").asText())
        .put("price", fault == Fault.BELOW_FLOOR ? floor * 0.5 - 0.0001 : turn.price())
        .put("nurl", here.resolve("won") + "?price=${AUCTION_PRICE}&currency=${AUCTION_CURRENCY}")
        .put(
            "burl", here.resolve("billed") + "?price=${AUCTION_PRICE}&currency=${AUCTION_CURRENCY}")
        .put("crid", name + "-film")
        .put("adm", markup(seconds))
        .put("dur", seconds)
        .put("mtype", 2)
        .put("cattax", 9);
    bid.putArray("adomain").add(name + ".example");
    bid.putArray("cat").add(fault == Fault.BARRED ? "v9i3On" : "sim-" + name);
    return answer;
  }

  private String markup(int seconds) {
    return """
        <VAST version="4.2" xmlns="http://www.iab.com/VAST"><Ad id="%s"><InLine>\
        <AdSystem>%s</AdSystem><Impression><![CDATA[https://%s.example/seen?p=${AUCTION_PRICE}]]>\
        </Impression><AdServingId>a</AdServingId><AdTitle>A film of %s</AdTitle><Creatives>\
        <Creative adId="1"><Linear><Duration>%02d:%02d:%02d</Duration><MediaFiles>\
        <MediaFile delivery="progressive" type="video/mp4" width="1280" height="720">\
        <![CDATA[https://%s.example/film.mp4]]></MediaFile></MediaFiles></Linear>\
        <UniversalAdId idRegistry="unknown">%s-film</UniversalAdId></Creative></Creatives>\
        </InLine></Ad></VAST>"""
        .formatted(
            name, name, name, name, seconds / 3_600, seconds / 60 % 60, seconds % 60, name, name);
  }
}
