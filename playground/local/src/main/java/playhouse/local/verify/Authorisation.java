package playhouse.local.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import playhouse.contracts.Role;
import playhouse.contracts.Setting;
import playhouse.local.access.TokenKey;
import playhouse.local.access.Tokens;
import playhouse.local.process.Ending;
import playhouse.local.process.Progress;
import playhouse.local.stack.Stack;

/**
 * Every route that serving's own description names, asked by everybody: by nobody, by each role,
 * and by a viewer for what is another's. Whoever may not gets nothing, and whoever may is let in.
 * Who may is not taken from the description, which the door goes by, too, but from {@link WhoMay}.
 */
final class Authorisation implements Proof {
  /** A viewer's token says that they are the admin. */
  private static final String PROMOTED = "promoted";

  /** The other viewer's token speaks for the first. */
  private static final String SAME_PERSON = "same-person";

  /** Tokens are signed with a key that serving does not know. */
  private static final String OTHER_KEY = "other-key";

  /** A route says of itself that viewers may ask, too, and lets them in. */
  private static final String TOO_WIDE = "too-wide";

  private static final String WIDENED = "GET /v1/audit";

  private static final Duration LIFETIME = Duration.ofHours(1);

  @Override
  public String name() {
    return "authorisation";
  }

  @Override
  public String purpose() {
    return "every route by every role, and for what is another's: no leak";
  }

  @Override
  public List<String> sabotages() {
    return List.of(PROMOTED, SAME_PERSON, OTHER_KEY, TOO_WIDE);
  }

  @Override
  public List<Check> run(Trial trial) {
    Stack stack = new Stack(trial.house(), trial.progress());
    Ending ending = Ending.with("leave-nothing-running", stack::leave);
    try {
      stack.up();
      return new Looking(trial).checks();
    } finally {
      stack.leave();
      ending.forget();
    }
  }

  /** One round of asking. */
  private static final class Looking {
    private final Trial trial;
    private final Progress progress;
    private final Asking asking;
    private final TokenKey key;
    private final WhoMay agreed = WhoMay.agreed();
    private final List<Asking.Route> routes;
    private final UUID owner = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();

    private Looking(Trial trial) {
      this.trial = trial;
      progress = trial.progress();
      asking = new Asking(trial.house().settings().get(Setting.SERVING_URL));
      key =
          trial.breaks(OTHER_KEY)
              ? TokenKey.in(trial.house().home().resolve("other.key"))
              : new Tokens(trial.house().home(), Clock.systemUTC()).key();
      routes = asking.routes().stream().map(this::declared).toList();
    }

    private List<Check> checks() {
      List<Check> checks = new ArrayList<>();
      checks.add(Check.of("description x agreed", routes.size(), agreed.faults(routes)));
      checks.add(nobody());
      checks.add(roles());
      checks.addAll(anothers());
      progress.say(routes.size() + " routes were asked");
      return checks;
    }

    private Asking.Route declared(Asking.Route route) {
      return wide(Role.VIEWER, route) ? route.and(Role.VIEWER.text()) : route;
    }

    private boolean wide(Role role, Asking.Route route) {
      return trial.breaks(TOO_WIDE) && role == Role.VIEWER && route.toString().equals(WIDENED);
    }

    private String token(Role role, String name) {
      boolean promoted = role == Role.VIEWER && trial.breaks(PROMOTED);
      return key.sign(
          (promoted ? Role.ADMIN : role).text() + "." + name,
          Clock.systemUTC().instant(),
          LIFETIME);
    }

    private Check nobody() {
      List<String> faults = new ArrayList<>();
      for (Asking.Route route : routes) {
        int status = asking.status(route, route.path(Map.of()), "");
        if (!agreed.everybody(route) && status != 401) {
          faults.add(route + " answers nobody " + status);
        }
      }
      return Check.of("nobody x route", routes.size(), faults);
    }

    private Check roles() {
      List<String> faults = new ArrayList<>();
      long asked = 0;
      for (Asking.Route route : routes) {
        for (Role role : Role.values()) {
          if (agreed.everybody(route) || route.streams()) {
            continue;
          }
          // A name for each question: nobody asks too often.
          Role let = wide(role, route) ? Role.ADMIN : role;
          String token = token(let, UUID.randomUUID().toString());
          int status = asking.status(route, route.path(Map.of()), token);
          boolean may = agreed.may(role, route);
          asked++;
          if (may == (status == 401 || status == 403)) {
            faults.add(route + " answers " + role.text() + " " + status);
          }
        }
      }
      return Check.of("role x route", asked, faults);
    }

    /** A viewer has a subscription and a way to pay; another viewer asks for both. */
    private List<Check> anothers() {
      String mine = token(Role.VIEWER, owner.toString());
      String theirs = token(Role.VIEWER, (trial.breaks(SAME_PERSON) ? owner : other).toString());
      JsonNode subscription =
          asking.send(
              "POST", "/v1/subscriptions", mine, "{\"plan\":\"standard\",\"country\":\"US\"}");
      Map<String, String> parts = new TreeMap<>();
      parts.put("/v1/subscriptions/{id}", subscription.path("id").asText("none"));
      parts.put("{person}", owner.toString());
      parts.put("/v1/people/{id}", owner.toString());
      List<String> leaks = new ArrayList<>();
      Set<String> seen = new TreeSet<>();
      long asked = 0;
      for (Asking.Route route : routes) {
        boolean owned =
            route.roles().contains(Role.VIEWER.text())
                && parts.keySet().stream().anyMatch(route.path()::contains);
        if (!owned) {
          continue;
        }
        asked++;
        int status = asking.status(route, route.path(parts), theirs);
        if (status != 404) {
          leaks.add(route + " answers another " + status);
        }
        if (asking.status(route, route.path(parts), mine) / 100 == 2) {
          seen.add(route.toString());
        }
      }
      for (String query : List.of("/v1/subscriptions?person=", "/v1/recommendations?person=")) {
        asked++;
        int status = asking.status("GET", query + owner, theirs, "");
        if (status != 404) {
          leaks.add("GET " + query + " answers another " + status);
        }
      }
      List<String> blind = seen.size() >= 5 ? List.of() : List.of("the owner sees only " + seen);
      return List.of(
          Check.of("another's x route", asked, leaks),
          Check.of("one's own is there", seen.size(), blind));
    }
  }
}
