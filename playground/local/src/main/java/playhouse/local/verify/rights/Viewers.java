package playhouse.local.verify.rights;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import playhouse.local.process.LocalFailure;

/**
 * People who look for something to watch, wherever they happen to be, and whoever asks for them.
 */
final class Viewers {
  private static final int LIST = 20;
  private final Counter counter;
  private final Oracle oracle;
  private final Market market;
  private final Random random;
  private final List<String> titles;
  private final List<UUID> people = new ArrayList<>();
  private final Map<String, String> keys = new HashMap<>();
  private final Tally decisions = new Tally("availability answers");
  private final Tally shown = new Tally("titles shown");
  private final Tally full = new Tally("lists are full");
  private final Tally licences = new Tally("licences");

  Viewers(Counter counter, Oracle oracle, Market market, Random random, List<String> titles) {
    this.counter = counter;
    this.oracle = oracle;
    this.market = market;
    this.random = random;
    this.titles = titles;
  }

  List<Tally> tallies() {
    return List.of(decisions, shown, full, licences);
  }

  /** So many people, some of whom have a plan. */
  void arrive(int many) {
    for (int i = 0; i < many; i++) {
      UUID person = new UUID(random.nextLong(), random.nextLong());
      people.add(person);
      if (random.nextInt(3) > 0) {
        subscribe(person);
      }
    }
  }

  /** Plans are taken, and end by themselves when they are not paid for. */
  void subscribe(UUID person) {
    String plan = market.one(List.of("free", "standard", "premium"));
    counter.machine(
        "POST", "/v1/subscriptions", Map.of("plan", plan, "country", "DE", "person", person));
  }

  void changePlans() {
    subscribe(market.one(people));
  }

  /** Asks about all titles at once, now or at any other time. */
  void ask() {
    Oracle.Where where = where();
    boolean later = random.nextBoolean();
    Instant at =
        later
            ? counter.now().plusSeconds(random.nextInt(40 * 86_400) - 20L * 86_400)
            : counter.now();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("titles", titles);
    body.put("models", where.models());
    body.put("height", where.lines());
    if (!where.territory().isEmpty()) {
      body.put("territory", where.territory());
    }
    if (!where.device().isEmpty()) {
      body.put("device", where.device());
    }
    if (later) {
      body.put("at", at.toString());
    }
    JsonNode items = good(counter.machine("POST", "/v1/availability", body)).body().path("items");
    for (int i = 0; i < titles.size(); i++) {
      boolean told = items.path(i).path("available").asBoolean();
      boolean may = oracle.may(titles.get(i), where, at);
      String otherwise = titles.get(i) + " is told to be " + told + " at " + at + " for " + where;
      decisions.hold(told == may, told == may ? "" : otherwise + ": " + oracle.of(titles.get(i)));
    }
  }

  /** Looks at the first page. */
  void look() {
    Oracle.Where where = where();
    StringBuilder path = new StringBuilder("/v1/recommendations?limit=" + LIST);
    path.append("&person=").append(Rights.CATALOGUE).append(':').append(UUID.randomUUID());
    path.append("&model=").append(String.join(",", where.models()));
    path.append("&height=").append(where.lines());
    if (!where.territory().isEmpty()) {
      path.append("&territory=").append(where.territory());
    }
    if (!where.device().isEmpty()) {
      path.append("&device=").append(where.device());
    }
    JsonNode items = good(counter.machine("GET", path.toString(), "")).body().path("items");
    for (JsonNode item : items) {
      String title = item.path("title").asText();
      shown.hold(
          oracle.may(title, where, counter.now()),
          title + " is shown to " + where + " at " + counter.now() + ": " + oracle.of(title));
    }
    long may = titles.stream().filter(title -> oracle.may(title, where, counter.now())).count();
    full.hold(
        items.size() == Math.min(LIST, may),
        "a list has " + items.size() + " of " + may + " for " + where);
  }

  /** Wants to play something, and to go on playing it after whatever happens meanwhile. */
  void play() {
    UUID person = market.one(people);
    String title = market.one(titles);
    String territory = market.one(Market.TERRITORIES);
    String device = market.one(Deal.DEVICES);
    Oracle.Where where = new Oracle.Where(territory, ways(person), device, 0);
    Map<String, Object> body = request(person, title, device);
    String there = "territory=" + territory;
    Counter.Answer given = counter.machine("POST", "/v1/licences?" + there, body);
    judge(given, title, where, person);
    if (!given.good()) {
      return;
    }
    if (random.nextInt(3) == 0) {
      List<Deal> some =
          oracle.of(title).stream().filter(deal -> !deal.over(counter.now())).toList();
      if (!some.isEmpty()) {
        market.end(market.one(some));
      }
    }
    String travelled =
        random.nextInt(3) == 0 ? "territory=" + market.one(Market.TERRITORIES) : there;
    String path = "/v1/licences/" + given.licence().orElse("") + "/renew?" + travelled;
    Counter.Answer again = counter.machine("POST", path, request(person, title, device));
    judge(
        again,
        title,
        new Oracle.Where(travelled.substring(travelled.indexOf('=') + 1), ways(person), device, 0),
        person);
    replay(person, title, device, there);
  }

  /** What was sent before is worth nothing. */
  private void replay(UUID person, String title, String device, String there) {
    Map<String, Object> body = request(person, title, device);
    counter.machine("POST", "/v1/licences?" + there, body);
    int status = counter.machine("POST", "/v1/licences?" + there, body).status();
    licences.hold(status == 409, "a request that came again is answered " + status);
  }

  private void judge(Counter.Answer given, String title, Oracle.Where where, UUID person) {
    Instant last = counter.now().plusSeconds(Math.max(0, given.seconds() - 1));
    boolean may = oracle.may(title, where, counter.now());
    boolean bounded = !given.good() || oracle.may(title, where, last);
    licences.hold(
        given.good() == may && bounded && (given.good() || given.status() == 403),
        "%s is answered %d %s to %s, %s, for %d s: %s"
            .formatted(
                title,
                given.status(),
                given.good() ? "" : given.body(),
                person,
                where,
                given.seconds(),
                oracle.of(title)));
  }

  private Map<String, Object> request(UUID person, String title, String device) {
    String challenge =
        good(counter.machine("POST", "/v1/licences/challenges", Map.of("person", person)))
            .body()
            .path("challenge")
            .asText();
    return Map.of(
        "kids",
        List.of(key(title)),
        "type",
        "temporary",
        "title",
        title,
        "play",
        "p",
        "device",
        device,
        "person",
        person,
        "challenge",
        challenge);
  }

  private String key(String title) {
    return keys.computeIfAbsent(
        title,
        of ->
            good(counter.machine("POST", "/v1/titles/" + of + "/keys", Map.of()))
                .body()
                .path("kid64")
                .asText());
  }

  /** By what somebody may watch, as the house tells of their plan. */
  private List<String> ways(UUID person) {
    String state =
        good(counter.machine("GET", "/v1/people/" + person + "/entitlement", ""))
            .body()
            .path("state")
            .asText();
    return switch (state) {
      case "none" -> List.of();
      case "free" -> List.of("avod");
      default -> List.of("svod", "avod");
    };
  }

  private Oracle.Where where() {
    Optional<String> known =
        random.nextInt(10) == 0 ? Optional.empty() : Optional.of(market.one(Market.TERRITORIES));
    return new Oracle.Where(
        known.orElse(""),
        random.nextBoolean() ? Oracle.MODELS : List.of(market.one(Oracle.MODELS)),
        random.nextInt(8) == 0 ? "" : market.one(Deal.DEVICES),
        market.one(List.of(0, 0, 576, 1080, 2160)));
  }

  private static Counter.Answer good(Counter.Answer answer) {
    if (!answer.good()) {
      throw new LocalFailure("refused: " + answer);
    }
    return answer;
  }
}
