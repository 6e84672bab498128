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
 */
final class Authorisation implements Proof {
  /** A viewer's token says that they are the admin. */
  private static final String PROMOTED = "promoted";

  /** The other viewer's token speaks for the first. */
  private static final String SAME_PERSON = "same-person";

  /** Tokens are signed with a key that serving does not know. */
  private static final String OTHER_KEY = "other-key";

  private static final Duration LIFETIME = Duration.ofHours(1);

  /** What anybody may see; everything else must know who asks. */
  private static final Set<String> OPEN =
      Set.of(
          "GET /health",
          "GET /ready",
          "GET /openapi.json",
          "GET /docs",
          "GET /docs/{file}",
          "GET /v1/kpis",
          // Pages for people, which ask the API as everybody.
          "GET /",
          "GET /web/{file}",
          "GET /sign-up",
          "GET /sign-in",
          "GET /sign-in/link",
          "GET /sign-out",
          "GET /account",
          "GET /subscribe",
          // Who comes in cannot be in already: what they show is in the body, or in a cookie.
          "POST /v1/sign-up",
          "POST /v1/sign-up/{id}/code",
          "POST /v1/sign-up/{id}/verify",
          "POST /v1/sign-up/{id}/accept",
          "POST /v1/sign-up/appeals",
          "GET /v1/sign-up/appeals/{id}/state",
          "POST /v1/sign-in/password",
          "POST /v1/sign-in/passkey/begin",
          "POST /v1/sign-in/passkey",
          "POST /v1/sign-in/link",
          "POST /v1/sign-in/link/look",
          "POST /v1/sign-in/link/confirm",
          "POST /v1/sign-in/{id}/totp",
          "POST /v1/sign-in/{id}/sms/send",
          "POST /v1/sign-in/{id}/sms",
          "POST /v1/sign-in/{id}/backup-code",
          "POST /v1/password-resets",
          "POST /v1/password-resets/confirm",
          "GET /v1/sign-in/sso",
          "POST /v1/sign-in/sso/{provider}",
          "GET /v1/sign-in/arrival",
          "POST /v1/sign-in/arrival/accept",
          "GET /sso/{provider}/callback",
          "GET /.well-known/openid-configuration",
          "GET /oidc/jwks",
          "GET /oidc/authorize",
          "GET /oidc/end-session",
          // Who asks shows it in the form, or bears an access token of another kind.
          "POST /oidc/token",
          "POST /oidc/revoke",
          "GET /oidc/userinfo",
          // Signed instead.
          "POST /sso/{provider}/backchannel-logout",
          "POST /v1/payments/webhooks/{channel}",
          // Where payers come back from their banks.
          "GET /v1/payments/{id}/return");

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
    return List.of(PROMOTED, SAME_PERSON, OTHER_KEY);
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
      routes = asking.routes();
    }

    private List<Check> checks() {
      List<Check> checks = new ArrayList<>();
      checks.add(nobody());
      checks.add(roles());
      checks.addAll(anothers());
      progress.say(routes.size() + " routes were asked");
      return checks;
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
        boolean open = OPEN.contains(route.toString());
        if (!open && status != 401) {
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
          if (OPEN.contains(route.toString()) || route.streams()) {
            continue;
          }
          // A name for each question: nobody asks too often.
          String token = token(role, UUID.randomUUID().toString());
          int status = asking.status(route, route.path(Map.of()), token);
          boolean may = route.roles().contains(role.text());
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
